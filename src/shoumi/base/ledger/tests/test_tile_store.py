from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shoumi.base.ledger import highwater, reader, storage, tile_store
from shoumi.base.ledger.errors import Broken, NoSuchEntry
from shoumi.base.ledger.tests.events import write
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.core.ledger import tiles
from shoumi.core.ledger.tiles import Tile
from shoumi.core.ledger.tree import Tree, leaf_hash

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def long():
    """600 committed entries: two full tiles, a partial one, and one above."""
    write(600)
    return reader.size()


def whole():
    return Tree(storage.leaf_hashes(reader.size()))


def files_of(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("size", "lock")
    }


def test_the_layout_is_that_of_tlog_tiles(home, long):
    reader.prove(0)
    expected = {tile.path() for tile in tiles.of_size(600)}
    expected |= {tile.entries_path() for tile in tiles.of_size(600) if tile.level == 0}
    assert files_of(home / "tlog") == expected
    assert expected >= {"tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001"}
    assert {path.stat().st_mode & 0o777 for path in home.rglob("*") if path.is_file()} <= {
        0o600,
        0o644,
    }


def test_tiles_hold_the_hashes_and_bundles_the_entries(home, long):
    reader.prove(0)
    bodies = [one.body for one in reader.entries()]
    for tile in tiles.of_size(600):
        content = (home / "tlog" / tile.path()).read_bytes()
        roots = [whole().full(8 * tile.level, tile.start + at) for at in range(tile.width)]
        assert tiles.split(content, tile.width) == roots
        if tile.level == 0:
            held = tiles.unbundle((home / "tlog" / tile.entries_path()).read_bytes(), tile.width)
            assert held == bodies[tile.start : tile.start + tile.width]
            assert [leaf_hash(one) for one in held] == roots


def test_proofs_are_those_of_the_whole_tree(long):
    for position in (0, 255, 256, 511, 512, 599):
        proved = reader.prove(position)
        assert proved.holds()
        assert proved.proof == whole().inclusion(position)
    for old in (1, 255, 256, 257, 512, 600):
        assert reader.consistency(old) == whole().consistency(old)
    with pytest.raises(NoSuchEntry):
        reader.prove(600)


def test_a_proof_reads_no_leaf_once_tiles_are_there(long):
    reader.prove(0)
    with CaptureQueriesContext(connection) as queries:
        reader.prove(300)
    assert [one["sql"] for one in queries if "ledger_entry" in one["sql"]] == []


def test_growing_bit_by_bit_gives_the_same_files(home):
    store = tile_store.store()
    for count in (1, 254, 1, 1, 255, 88):
        write(count)
        reader.prove(0)
    grown = {path: (home / "tlog" / path).read_bytes() for path in files_of(home / "tlog")}
    other = tile_store.Store(home / "again", store.source)
    other.grow(600)
    once = {path: (home / "again" / path).read_bytes() for path in files_of(home / "again")}
    assert {path: grown[path] for path in once} == once
    # Older partial tiles of the last tile stay for who holds an older checkpoint; no others do.
    assert all(".p/" in path for path in grown.keys() - once.keys())
    assert not (home / "tlog/tile/0/000.p").exists()


def test_a_full_tile_is_never_written_again(home, long):
    reader.prove(0)
    tile = home / "tlog/tile/0/000"
    before = tile.stat()
    write(300)
    reader.prove(0)
    assert (tile.stat().st_ino, tile.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"])
@pytest.mark.parametrize("damage", ["gone", "cut", "flipped", "of another"])
def test_a_damaged_tile_is_made_again_from_the_database(home, long, path, damage):
    reader.prove(0)
    target = home / "tlog" / path
    sound = target.read_bytes()
    if damage == "gone":
        target.unlink()
    elif damage == "cut":
        target.write_bytes(sound[:-1])
    elif damage == "flipped":
        target.write_bytes(bytes([sound[0] ^ 1]) + sound[1:])
    else:
        target.write_bytes(sha256(b"x").digest() * (len(sound) // 32))
    for position in (0, 1, 300, 520, 599):
        proved = reader.prove(position)
        assert proved.holds()
        assert proved.proof == whole().inclusion(position)
    assert reader.consistency(200) == whole().consistency(200)
    if damage in ("flipped", "of another"):
        assert target.read_bytes() == sound


def test_killed_between_tiles_it_goes_on_where_it_was(home, long, monkeypatch):
    done = []
    honest = tile_store._replace

    def dying(target, content):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(target)
        honest(target, content)

    monkeypatch.setattr(tile_store, "_replace", dying)
    with pytest.raises(KeyboardInterrupt):
        reader.prove(0)
    monkeypatch.setattr(tile_store, "_replace", honest)
    assert tile_store.store().size() == 0
    assert reader.prove(599).proof == whole().inclusion(599)
    assert tile_store.store().size() == 600


def test_what_is_not_committed_is_never_tiled(home, long):
    with transaction.atomic():
        write(5)
        assert reader.prove(603).holds()
        transaction.set_rollback(True)
    assert tile_store.store().size() == 0
    reader.prove(0)
    assert tile_store.store().size() == 600


def test_tiles_of_a_ledger_that_was_put_back_on_purpose_are_made_again(long):
    reader.prove(0)
    head = Tree(list(storage.leaf_hashes(600))[:500])
    frontier = tile_store.Frontier()
    for index in range(500):
        frontier = frontier.append(head.leaf(index))
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE position >= 500")
        cursor.execute("UPDATE ledger_head SET size = 500, frontier = %s", [frontier.to_bytes()])
    highwater.accept()
    assert reader.prove(499).holds()
    write(200, minutes=3)
    assert reader.prove(550).proof == whole().inclusion(550)


def test_leaves_that_do_not_give_the_root_are_told(long):
    with lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET leaf_hash = %s WHERE position = 7", [bytes(32)])
    with pytest.raises(Broken):
        reader.prove(599)
    with lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET leaf_hash = %s WHERE position = 7", [b"short"])
    with pytest.raises(Broken):
        reader.prove(599)


def test_two_who_tile_at_once_do_not_disturb_each_other(long):
    def prove(position):
        try:
            return reader.prove(position).holds()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(prove, [0, 300, 599, 511]))
    assert Tile(0, 0).path() in files_of(tile_store.store().folder)
