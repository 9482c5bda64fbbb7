"""A pack says what is in it, and nothing else is read as one."""

from __future__ import annotations

import json

import pytest

from shoumi.core.backup import packs
from shoumi.core.backup.blocks import BLOCK_BYTES, Block
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.packs import Pack

KEY = b"k" * 32
WHOLE = Pack(
    KEY,
    [
        Block("database/a", 0, b"first\n"),
        Block("database/a", 7, b"second"),
        Block("home/b", 0, b"x"),
    ],
    {"database/a": 500_000, "home/b": 1},
    ["home/gone"],
)


def test_what_is_packed_is_read_again():
    assert packs.read(packs.write(WHOLE)) == WHOLE
    nothing = Pack(KEY, ())
    read = packs.read(packs.write(nothing))
    assert (list(read.blocks), dict(read.files), list(read.gone)) == ([], {}, [])


def altered(**changes):
    first, told, content = packs.write(WHOLE).split(b"\n", 2)
    head = {**json.loads(told), **changes}
    return b"\n".join([first, json.dumps(head).encode(), content])


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"shoumi.pack/v2" + packs.write(WHOLE)[14:],
        packs.write(WHOLE) + b"x",
        packs.write(WHOLE)[:-1],
        b"shoumi.pack/v1\n[]\n",
        b"shoumi.pack/v1\n" + b"[" * 100_000 + b"\n",
        altered(key="00"),
        altered(key=5),
        altered(blocks=[["database/a", 0, 0]]),
        altered(blocks=[["database/a", 0, BLOCK_BYTES + 1]]),
        altered(blocks=[["database/a", -1, 13]]),
        altered(blocks=[["database/a", True, 13]]),
        altered(blocks=[["database/a", 0]]),
        altered(files=[]),
        altered(files={"home/b": "1"}),
        altered(gone=[5]),
        altered(gone=5),
    ],
)  # fmt: skip
def test_what_is_no_pack_is_refused(written):
    with pytest.raises(CopyRefused) as refused:
        packs.read(written)
    assert refused.value.fault is Fault.UNREADABLE


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../up", "a/../b", "a//b", "a/.", "a\\b", "a\nb", "x" * 401]
)
def test_no_file_is_put_outside_the_folder(path):
    for written in (
        altered(gone=[path]),
        altered(files={path: 1}),
        altered(blocks=[[path, 0, 13]]),
    ):
        with pytest.raises(CopyRefused):
            packs.read(written)


def test_blocks_are_gathered_to_about_a_size():
    blocks = [Block("a", number, b"x" * 10) for number in range(7)]
    assert [len(some) for some in packs.gathered(blocks, 30)] == [3, 3, 1]
    assert [len(some) for some in packs.gathered(blocks[:6], 30)] == [3, 3]
    assert list(packs.gathered([], 30)) == []
