"""Two dumps are cut alike wherever they are alike, and pieces make the dump again."""

from __future__ import annotations

import random

import pytest

from shoumi.base.copies import dump_pieces
from shoumi.core.backup.blocks import BLOCK_BYTES
from shoumi.core.backup.errors import CopyRefused, Fault

ROWS = 20_000


def rows(count=ROWS):
    chosen = random.Random(7)
    return [
        b"%d\t\\\\x%s\n" % (number, chosen.randbytes(90).hex().encode()) for number in range(count)
    ]


@pytest.fixture
def written(tmp_path):
    def write(lines, name="3001.dat"):
        path = tmp_path / "dump" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"".join(lines))
        return path

    return write


def kept(made, folder):
    """As a copy lays it down."""
    folder.mkdir()
    for name, piece in made.pieces.items():
        (folder / name).write_bytes(piece.content())


def test_pieces_in_the_order_of_the_index_are_the_dump_again(written, tmp_path):
    lines = rows()
    dump = written(lines)
    made = dump_pieces.cut(dump)
    kept(made, tmp_path / "pieces")
    index = dump.with_name(f"{dump.name}{dump_pieces.INDEX}")
    index.write_bytes(made.index)
    dump.unlink()
    dump_pieces.join(dump.parent, tmp_path / "pieces")
    assert dump.read_bytes() == b"".join(lines)
    assert dump.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in dump.parent.iterdir()] == [dump.name]
    assert not (tmp_path / "pieces").exists()


def test_rows_that_moved_to_the_end_leave_the_other_pieces_as_they_were(written):
    lines = rows()
    before = dump_pieces.cut(written(lines)).pieces
    moved = random.Random(1).sample(range(ROWS), 10)
    stay = [line for number, line in enumerate(lines) if number not in moved]
    changed = [lines[number].replace(b"a", b"b") for number in moved]
    after = dump_pieces.cut(written([*stay, *changed])).pieces
    new = [piece.size for name, piece in after.items() if name not in before]
    assert len(new) <= 2 * len(moved) + 2
    assert sum(new) < sum(map(len, lines)) / 2
    lengths = sorted(piece.size for piece in before.values())
    assert lengths[0] >= dump_pieces.LEAST_BYTES or len(lengths) == 1
    assert sum(lengths) / len(lengths) < 2 * dump_pieces.MEAN_BYTES


def test_a_row_that_was_taken_out_in_front_moves_all_and_changes_one_piece(written):
    lines = rows()
    before = dump_pieces.cut(written(lines)).pieces
    after = dump_pieces.cut(written(lines[1:])).pieces
    assert len(after.keys() - before.keys()) == 1


def test_rows_that_are_all_alike_are_not_a_piece_each(written):
    made = dump_pieces.cut(written([b"1\tthe same\n"] * ROWS))
    assert len(made.index) / dump_pieces.DIGEST_BYTES <= 11 * ROWS / dump_pieces.LEAST_BYTES + 1


def test_what_fits_in_one_block_and_what_is_no_table_is_not_cut(written):
    line = b"x" * 99 + b"\n"
    assert not dump_pieces.is_cut(written([line] * (BLOCK_BYTES // 100)))
    assert dump_pieces.is_cut(written([line] * (BLOCK_BYTES // 100 + 1)))
    assert not dump_pieces.is_cut(written([line] * BLOCK_BYTES, "toc.dat"))


def test_a_piece_that_is_missing_is_refused(written, tmp_path):
    dump = written(rows())
    made = dump_pieces.cut(dump)
    kept(made, tmp_path / "pieces")
    dump.with_name(f"{dump.name}{dump_pieces.INDEX}").write_bytes(made.index)
    next(iter((tmp_path / "pieces").iterdir())).unlink()
    with pytest.raises(CopyRefused) as refused:
        dump_pieces.join(dump.parent, tmp_path / "pieces")
    assert refused.value.fault is Fault.UNREADABLE
