"""The tiles of the ledger on disk, and proofs from them.

Under ``tlog`` in the home lies what ``c2sp.org/tlog-tiles`` lays down; ``tlog/size`` tells how far
it goes.  Rules:

- Only committed entries are tiled: positions come first, tiles after.
- Nothing here is evidence.  The database can make every file again, so none is synced; a tile that
  is gone is made on the way, and one that gives a wrong root has all of them compared.
- A full tile is never written over unless it was damaged.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction

from shoumi.base.ledger import atomic_files, storage
from shoumi.base.ledger.errors import Broken
from shoumi.base.ledger.models import Entry
from shoumi.core.ledger import tiles
from shoumi.core.ledger.tiles import Tile, Tiled, TileUnreadable
from shoumi.core.ledger.tree import SIZE, Frontier, Proving, Tree


class Source(Protocol):
    """Where leaf hashes and bodies come from."""

    def between(self, start: int, end: int) -> Iterable[tuple[bytes, bytes]]:
        """(leaf hash, body) of the positions from ``start`` to before ``end``, in order."""


class Ledger:
    """The entries of this installation."""

    def between(self, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
        found = Entry.objects.filter(position__gte=start, position__lt=end).order_by("position")
        for hashed, body in found.values_list("leaf_hash", "body").iterator(tiles.WIDTH):
            yield storage.raw(hashed), storage.raw(body)


class Store:
    """Tiles and bundles below ``folder``, made from ``source``."""

    def __init__(self, folder: Path, source: Source) -> None:
        self.folder, self.source = folder, source

    @property
    def _state(self) -> Path:
        return self.folder / "size"

    def size(self) -> int:
        """How far the tiles go; 0 where that cannot be read."""
        with suppress(OSError, ValueError):
            return int(self._state.read_text("ascii"))
        return 0

    def grow(self, size: int) -> None:
        """Write the tiles that a tree of ``size`` has and the one written last had not."""
        if self.size() >= size:
            return
        with self._alone():
            self._write(size, self.size())

    def mend(self, size: int) -> int:
        """Make every tile of a tree of ``size`` again; how many were missing or other."""
        with self._alone():
            return self._write(size, 0)

    def _alone(self) -> AbstractContextManager[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return atomic_files.alone(self.folder / "lock")

    def forget(self) -> None:
        """Leave the tiles and nothing else: they are published and grow no further here."""
        for path in (self._state, self.folder / "lock"):
            path.unlink(missing_ok=True)

    def tree(self, size: int) -> Tiled:
        """The tree of ``size``, read tile by tile."""
        return Tiled(size, self.read)

    def read(self, tile: Tile) -> bytes:
        """A tile: itself or the beginning of a wider one, made again where there is none.

        Raises:
            Broken: the entries it is made from are gone or have no hash.
        """
        wanted = tile.width * SIZE
        for there in (tile, Tile(tile.level, tile.number)):
            with suppress(OSError):
                content = (self.folder / there.path()).read_bytes()
                if len(content) == there.width * SIZE:
                    return content[:wanted]
        return self._made(tile, since=0)[0]

    def _write(self, size: int, since: int) -> int:
        changed = 0
        for tile in tiles.of_size(size, since):
            content, entries = self._made(tile, since)
            changed += self._put(tile.path(), content, full=tile.is_full)
            if tile.level == 0:
                changed += self._put(tile.entries_path(), entries, full=tile.is_full)
        _replace(self._state, str(size).encode())
        return changed

    def _put(self, path: str, content: bytes, *, full: bool) -> bool:
        target = self.folder / path
        with suppress(OSError):
            if target.read_bytes() == content:
                return False
        _replace(target, content)
        if full:
            # What stood for the beginning of it is in it.
            shutil.rmtree(target.with_name(f"{target.name}.p"), ignore_errors=True)
        return True

    def _made(self, tile: Tile, since: int) -> tuple[bytes, bytes]:
        """The tile and, on level 0, its bundle; of what was there at ``since`` the rest is made."""
        if tile.level == 0:
            found = list(self.source.between(tile.start, tile.start + tile.width))
            if len(found) != tile.width or any(len(hashed) != SIZE for hashed, _ in found):
                raise Broken(position=tile.start, fault="position_gone")
            return b"".join(hashed for hashed, _ in found), tiles.bundle(body for _, body in found)
        known = min((since >> (tiles.HEIGHT * tile.level)) - tile.start, tile.width)
        begun = self.read(Tile(tile.level, tile.number, known)) if known > 0 else b""
        below = (
            self.read(Tile(tile.level - 1, tile.start + place))
            for place in range(max(known, 0), tile.width)
        )
        made = [tiles.root_of(tiles.split(content, tiles.WIDTH)) for content in below]
        return begun + b"".join(made), b""


def store() -> Store:
    """The store of this home."""
    return Store(Path(settings.SHOUMI_HOME) / "tlog", Ledger())


def tree_of(head: Frontier) -> Proving:
    """The tree under ``head``: from tiles, once it is committed; inside a transaction in memory.

    Raises:
        Broken: the stored leaves do not give the head's root.
    """
    if transaction.get_connection("default").in_atomic_block:
        return Tree(storage.leaf_hashes(head.size))
    kept = store()
    kept.grow(head.size)
    whole = kept.tree(head.size)
    if _root(whole) != head.root():
        kept.mend(head.size)
        whole = kept.tree(head.size)
        if _root(whole) != head.root():
            raise Broken(position=-1, fault="subtree_differs")
    return whole


def mended(head: Frontier) -> Proving:
    """``tree_of`` after every tile was made again: where a proof from them did not hold."""
    store().mend(head.size)
    return tree_of(head)


def _root(whole: Tiled) -> bytes:
    try:
        return whole.root()
    except TileUnreadable:
        return b""


def _replace(target: Path, content: bytes) -> None:
    """Whole or not at all for every reader; not synced."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(target)
