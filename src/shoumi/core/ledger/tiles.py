"""The tree as tiles (c2sp.org/tlog-tiles): immutable runs of up to 256 hashes, eight levels apart.

Tile ``number`` of level ``level`` holds the roots over 256**level leaves each, from root
``number * 256`` on.  Beside the tiles of level 0 lie the entries themselves, in bundles::

    tile/<level>/<number>[.p/<width>]     hashes one after another, 8 KiB where full
    tile/entries/<number>[.p/<width>]     each entry behind its length (2 bytes, big endian)

    number = groups of three digits, all but the last behind an x: 1234067 = x001/x234/067

A tile that is not full stands under ``.p/``; a full one is never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from shoumi.core.errors import Invalid
from shoumi.core.ledger import tree

HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRIES = "entries"
# A size has 63 bits, so no tree has more levels than this.
LEVELS = 8
MAX_ENTRY_BYTES = 2**16 - 1


class TileUnreadable(Invalid):
    """The bytes are not a tile or bundle of that width."""

    code = "ledger.tile_unreadable"


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """``width`` hashes of a level, from ``number * 256`` on."""

    level: int
    number: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not 0 <= self.level < LEVELS or self.number < 0 or not 1 <= self.width <= WIDTH:
            raise ValueError("no such tile")

    @property
    def is_full(self) -> bool:
        return self.width == WIDTH

    @property
    def start(self) -> int:
        """The first root in it, counted along its level."""
        return self.number * WIDTH

    def path(self) -> str:
        return _path(str(self.level), self.number, self.width)

    def entries_path(self) -> str:
        """Where the bundle of a tile of level 0 stands."""
        return _path(ENTRIES, self.number, self.width)


def of_size(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles a tree of ``size`` has and the one of ``since`` has not, the lowest level first."""
    for level in range(LEVELS):
        now, before = size >> (HEIGHT * level), since >> (HEIGHT * level)
        for number in range(before // WIDTH, now // WIDTH):
            yield Tile(level, number)
        if now % WIDTH and now > before:
            yield Tile(level, now // WIDTH, now % WIDTH)


def tile_of(level: int, index: int, size: int) -> Tile:
    """The tile that holds root ``index`` of ``level`` in a tree of ``size``.

    Raises:
        ValueError: the tree has no such root.
    """
    known = size >> (HEIGHT * level)
    number = index // WIDTH
    if not 0 <= index < known:
        raise ValueError("no such root")
    return Tile(level, number, min(WIDTH, known - number * WIDTH))


def split(content: bytes, width: int) -> list[bytes]:
    """The hashes of a tile.

    Raises:
        TileUnreadable: they are not ``width`` of them.
    """
    if len(content) != width * tree.SIZE:
        raise TileUnreadable
    return [content[at : at + tree.SIZE] for at in range(0, len(content), tree.SIZE)]


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbouring roots."""
    level = hashes
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [tree.node_hash(left, right) for left, right in pairs]
    return level[0]


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries as they stand in a bundle.

    Raises:
        ValueError: one is over 65535 bytes.
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise ValueError("an entry does not fit a bundle")
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def unbundle(content: bytes, width: int) -> list[bytes]:
    """The entries of a bundle.

    Raises:
        TileUnreadable: they are not ``width`` of them behind their lengths.
    """
    found: list[bytes] = []
    at = 0
    while at < len(content):
        start = at + 2
        at = start + int.from_bytes(content[at:start], "big")
        found.append(content[start:at])
    if at != len(content) or len(found) != width:
        raise TileUnreadable
    return found


class Tiled(tree.Proving):
    """A tree of ``size`` whose tiles ``read`` gives; a proof reads log256(size) of them.

    What is read is kept for as long as this lives.  ``read`` may raise ``TileUnreadable``.
    """

    __slots__ = ("_held", "_read", "_size")

    def __init__(self, size: int, read: Callable[[Tile], bytes]) -> None:
        self._size, self._read = size, read
        self._held: dict[Tile, list[bytes]] = {}

    @property
    def size(self) -> int:
        return self._size

    def full(self, level: int, index: int) -> bytes:
        high, low = divmod(level, HEIGHT)
        first = index << low
        tile = tile_of(high, first, self._size)
        hashes = self._held.get(tile)
        if hashes is None:
            hashes = self._held[tile] = split(self._read(tile), tile.width)
        start = first - tile.start
        return root_of(hashes[start : start + (1 << low)])


def _path(kind: str, number: int, width: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{kind}/{'/'.join(groups)}{partial}"
