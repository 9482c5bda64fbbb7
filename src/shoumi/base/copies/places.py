"""Where copies lie.  Every place shows them in one layout::

    <store>/manifests/0000000001.note
    <store>/packs/<sha256 of the sealed bytes>.age

A place is written to in two steps, packs before manifests: what a manifest names is there.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from shoumi.base.copies.errors import PlaceUnreachable
from shoumi.base.ledger import atomic_files
from shoumi.core.backup import manifest
from shoumi.core.backup.manifest import Store
from shoumi.core.ledger.note import Verifier

MANIFESTS, PACKS, PROBES = "manifests", "packs", "probes"
# Apart from what is kept: a folder whose names cannot be taken away lets a file be moved in.
_INCOMING = ".incoming"
# What the names there begin with, by who writes them.
_OF_COPIES, _OF_PROBES = "", "probe-"
_PROBE = b"Of no worth: written to see whether it can be deleted.\n"


class Kind(StrEnum):
    """Stored values."""

    FOLDER = "folder"
    RESTIC = "restic"


class Deletion(StrEnum):
    """What came of trying to delete with the credentials of the house.  Stored values."""

    REFUSED = "refused"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Lying:
    """The name of a file at a place and its length."""

    name: str
    size: int


class Place(Protocol):
    def prepare(self) -> None:
        """Make what has to be there before the first copy.  Never done again: a disk that is not
        mounted must not be taken for an empty one."""
        ...

    def numbers(self, store: Store) -> set[int]:
        """The copies of a store whose manifest is there."""
        ...

    def has(self, store: Store, packs: Mapping[str, int]) -> bool:
        """Whether these packs lie there with these lengths, as far as looking costs little."""
        ...

    def take(self, staged: Path) -> None:
        """Keep what lies in ``staged``, a folder of the layout above, which may be moved away.
        Nothing at the place is replaced."""
        ...

    def reading(
        self,
        store: Store,
        numbers: Collection[int] | None = None,
        *,
        packs: bool = True,
        trusted: Sequence[Verifier] = (),
    ) -> AbstractContextManager[Path]:
        """A folder of the layout above with those copies in it, or with all; without ``packs``
        their manifests may be all there is.

        ``trusted``  where strangers can add and nobody can take away, what others signed is passed
        over while anything is there that one of these signed; without them it is handed out
        """
        ...

    def try_to_delete(self) -> Deletion:
        """Put something there of no worth and try to take it away again."""
        ...

    def forget(self, store: Store, numbers: Collection[int], packs: Collection[str]) -> int:
        """Take expired copies away where the house may; how many files went."""
        ...

    def leftovers(self) -> frozenset[str]:
        """Names of what lies there though no copy names it; nothing is locked or changed."""
        ...


class Folder:
    """A folder of another disk, or of another machine that is mounted here."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self) -> None:
        try:
            self.root.parent.lstat()
            self.root.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            raise PlaceUnreachable(step="look") from None

    def numbers(self, store: Store) -> set[int]:
        return numbers_in(self._there() / store / MANIFESTS)

    def has(self, store: Store, packs: Mapping[str, int]) -> bool:
        folder = self._there() / store / PACKS
        try:
            return all((folder / name).stat().st_size == size for name, size in packs.items())
        except OSError:
            return False

    def take(self, staged: Path) -> None:
        root = self._there()
        try:
            self._clear(_OF_COPIES)
            for kind in (PACKS, MANIFESTS):
                # Keys before data: each manifest of data that is there has its keys beside it.
                for path in sorted(staged.glob(f"*/{kind}/*"), reverse=True):
                    self._put(path, root / path.relative_to(staged))
        except OSError:
            raise PlaceUnreachable(step="write") from None

    @contextmanager
    def reading(
        self,
        store: Store,
        numbers: Collection[int] | None = None,
        *,
        packs: bool = True,
        trusted: Sequence[Verifier] = (),
    ) -> Iterator[Path]:
        yield self._there()

    def try_to_delete(self) -> Deletion:
        probe = self._there() / PROBES / secrets.token_hex(8)
        try:
            self._clear(_OF_PROBES)
            self._put(_PROBE, probe, _OF_PROBES)
        except OSError:
            raise PlaceUnreachable(step="write") from None
        with contextlib.suppress(OSError):
            _overwrite(probe)
        with contextlib.suppress(OSError):
            _unlink(probe)
        is_whole = probe.is_file() and probe.read_bytes() == _PROBE
        return Deletion.REFUSED if is_whole else Deletion.DELETED

    def forget(self, store: Store, numbers: Collection[int], packs: Collection[str]) -> int:
        root, gone = self._there() / store, 0
        # The manifest goes first: what it named may then be gone.
        named = [root / MANIFESTS / manifest.name_of(number) for number in sorted(numbers)]
        for path in (*named, *(root / PACKS / name for name in packs)):
            try:
                path.unlink()
            except OSError:
                continue
            gone += 1
        return gone

    def leftovers(self) -> frozenset[str]:
        return frozenset()  # what is taken away here is away

    def _put(self, source: Path | bytes, target: Path, by: str = _OF_COPIES) -> None:
        """``source`` at ``target``, whole or not at all; one that is there stays."""
        if target.exists():
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        incoming = self.root / _INCOMING
        incoming.mkdir(mode=0o700, exist_ok=True)
        temporary = incoming / f"{by}{secrets.token_hex(8)}"
        try:
            with temporary.open("xb") as file:
                _fill(file, source)
                file.flush()
                os.fsync(file.fileno())
            temporary.rename(target)
        finally:
            temporary.unlink(missing_ok=True)
        atomic_files.sync(target.parent)

    def _clear(self, by: str) -> None:
        """What a process that was killed left half written; one copies at a time, and one looks."""
        incoming = self.root / _INCOMING
        for path in incoming.iterdir() if incoming.is_dir() else ():
            if path.name.startswith(_OF_PROBES) is (by == _OF_PROBES):
                path.unlink(missing_ok=True)

    def _there(self) -> Path:
        if not self.root.is_dir():
            raise PlaceUnreachable(step="look")
        return self.root


def numbers_in(folder: Path) -> set[int]:
    names = os.listdir(folder) if folder.is_dir() else ()
    return {number for name in names if (number := manifest.number_of(name))}


def _fill(file: BinaryIO, source: Path | bytes) -> None:
    if isinstance(source, bytes):
        file.write(source)
        return
    with source.open("rb") as given:
        shutil.copyfileobj(given, file, 1024 * 1024)


def _unlink(path: Path) -> None:
    path.unlink()


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(0)
