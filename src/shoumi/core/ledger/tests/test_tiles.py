from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.core.ledger import tiles
from shoumi.core.ledger.tiles import Tile, Tiled, TileUnreadable
from shoumi.core.ledger.tree import Tree, leaf_hash

LEAVES = [leaf_hash(number.to_bytes(3, "big")) for number in range(70_000)]
WHOLE = Tree(LEAVES)


def content(tile):
    """A tile by its definition: roots of the full subtrees of 256**level leaves."""
    return b"".join(WHOLE.full(8 * tile.level, tile.start + place) for place in range(tile.width))


def tiled(size):
    read = []

    def reading(tile):
        read.append(tile)
        return content(tile)

    return Tiled(size, reading), read


def test_the_example_of_the_specification():
    found = list(tiles.of_size(70_000))
    assert sum(tile.level == 0 and tile.is_full for tile in found) == 273
    assert found[273:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles.of_size(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles.of_size(0)) == []


def test_paths_are_those_of_the_specification():
    assert Tile(0, 1_234_067).path() == "tile/0/x001/x234/067"
    assert Tile(0, 1_234_067).entries_path() == "tile/entries/x001/x234/067"
    assert Tile(2, 5, 17).path() == "tile/2/005.p/17"
    assert Tile(0, 1000, 1).entries_path() == "tile/entries/x001/000.p/1"


@given(st.integers(0, 300_000_000), st.integers(0, 300_000))
def test_what_is_new_is_what_was_not_there_before(since, more):
    before, now = set(tiles.of_size(since % 300_000)), set(tiles.of_size(since % 300_000 + more))
    fresh = list(tiles.of_size(since % 300_000 + more, since % 300_000))
    assert set(fresh) == now - before
    assert len(fresh) == len(set(fresh))


@settings(max_examples=60)
@given(st.data())
def test_proofs_from_tiles_are_those_from_the_tree(data):
    size = data.draw(st.integers(1, len(LEAVES)))
    by_tiles, read = tiled(size)
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    assert by_tiles.inclusion(index) == WHOLE.inclusion(index, size)
    assert by_tiles.consistency(old) == WHOLE.consistency(old, size)
    assert by_tiles.root() == WHOLE.root(size)
    assert by_tiles.leaf(index) == LEAVES[index]
    assert len(read) == len(set(read)) <= 7


def test_a_proof_reads_a_tile_a_level_and_each_once():
    by_tiles, read = tiled(70_000)
    by_tiles.inclusion(12_345)
    assert len(read) == len(set(read)) <= 5
    by_tiles.inclusion(12_346)
    assert len(read) <= 5


def test_a_tile_of_another_length_is_unreadable():
    cut = Tiled(300, lambda tile: content(tile)[:-1])
    with pytest.raises(TileUnreadable):
        cut.leaf(5)


@pytest.mark.parametrize("parts", [(-1, 0), (tiles.LEVELS, 0), (0, -1), (0, 0, 0), (0, 0, 257)])
def test_what_is_no_tile(parts):
    with pytest.raises(ValueError, match="no such tile"):
        Tile(*parts)


@pytest.mark.parametrize(("level", "index"), [(0, -1), (0, 300), (1, 1)])
def test_a_root_the_tree_has_not(level, index):
    with pytest.raises(ValueError, match="no such root"):
        tiles.tile_of(level, index, 300)


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_reads_back_and_hashes_to_its_tile(entries):
    assert tiles.unbundle(tiles.bundle(entries), len(entries)) == entries


def test_a_frozen_bundle():
    assert tiles.bundle([b"", b"ab", b"x" * 256]) == b"\0\0\0\x02ab\x01\0" + b"x" * 256


@pytest.mark.parametrize("damaged", [b"\0", b"\0\x03ab", b"\0\x01a\0", b"\0\x01a", b""])
def test_a_damaged_bundle_is_unreadable(damaged):
    with pytest.raises(TileUnreadable):
        tiles.unbundle(damaged, 2)


def test_an_entry_too_long_for_a_bundle():
    tiles.bundle([bytes(tiles.MAX_ENTRY_BYTES)])
    with pytest.raises(ValueError, match="does not fit"):
        tiles.bundle([bytes(tiles.MAX_ENTRY_BYTES + 1)])
