"""What was sent to a repository of restic, without its content: names, lengths and times.

A snapshot is to hold all copies that one stands on, so that they are read back by one call however
many they are.  restic takes over what the snapshot before holds where a file has the same name,
length and time, and does not read it.  So of each file that was sent an empty one of its length
stays here, which takes no room.

It is a memory and no evidence: where it is gone or does not fit, the next snapshot begins anew with
what is sent then.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shoumi.base.copies.places import MANIFESTS, PACKS, numbers_in
from shoumi.base.ledger import atomic_files
from shoumi.core.backup import manifest
from shoumi.core.backup.errors import CopyRefused
from shoumi.core.backup.manifest import Manifest, Store
from shoumi.core.ledger.note import Verifier
from shoumi.core.refs import Ref

# A snapshot is kept as long as the newest copy in it, so older keys in it stay as much longer as
# it covers; what it covers of the data is all that the newest stands on.
COVERS = {Store.KEYRING: timedelta(minutes=30)}
# So many copies in a folder: the listing of the last one is sent with each copy.
_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Sent:
    """The newest snapshot: its id, the copies it holds (``begin`` to ``number``), the first that
    they stand on, when the one of ``begin`` was made, and how many files there are."""

    snapshot: str
    begin: int
    number: int
    first: int
    begun_at: str
    files: int


def place_of(number: int) -> str:
    """The folder of a copy in a snapshot."""
    return f"{number // _TOGETHER:08d}/{number:010d}"


class SentFiles:
    """Of one store at one place, in ``root``; one process works on it at a time."""

    def __init__(self, root: Path) -> None:
        self.root, self._memory = root / "files", root / "sent.json"

    def continued(self, store: Store, made: Manifest) -> Sent | None:
        """What the next snapshot goes on from; None where it begins anew."""
        try:
            sent = Sent(**json.loads(self._memory.read_bytes()))
            age = made.at - datetime.fromisoformat(sent.begun_at)
        except (OSError, ValueError, TypeError):
            return None
        follows = sent.number + 1 == made.number and sent.first == made.first
        return sent if follows and (store not in COVERS or age <= COVERS[store]) else None

    def clear(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        self._memory.unlink(missing_ok=True)

    def add(self, staged: Path, number: int) -> list[Path]:
        """Move what is to be sent here."""
        added = []
        for kind in (PACKS, MANIFESTS):
            folder = self.root / place_of(number) / kind
            shutil.rmtree(folder, ignore_errors=True)  # of one that was killed
            folder.mkdir(mode=0o700, parents=True)
            for path in sorted((staged / kind).iterdir()):
                added.append(Path(shutil.move(path, folder / path.name)))
        return added

    def remember(self, added: list[Path], sent: Sent) -> None:
        """Empty what was sent, and keep what is known of it."""
        for path in added:
            look = path.stat()
            os.truncate(path, 0)
            os.truncate(path, look.st_size)
            os.utime(path, ns=(look.st_atime_ns, look.st_mtime_ns))
        atomic_files.replace(self._memory, json.dumps(asdict(sent)).encode())


def flatten(restored: Path, into: Path, numbers: frozenset[int]) -> set[int]:
    """Move what a snapshot gave of ``numbers`` to ``into``, a store of the layout of places.  A
    pack that is not what its name says is not moved.

    Those of which something came back empty, as it is kept here, are not moved: their numbers.
    """
    spoilt = set()
    for folder in sorted(restored.glob("[0-9]*/[0-9]*")):
        number = int(folder.name)
        files = [path for path in folder.rglob("*") if path.is_file()]
        if number not in numbers:
            continue
        if any(_is_empty(path) for path in files):
            spoilt.add(number)
            continue
        for path in files:
            _move(path, into, numbers)
    for kind in (MANIFESTS, PACKS):  # as snapshots of one copy each are laid out
        for path in sorted((restored / kind).glob("*")):
            _move(path, into, numbers)
    return spoilt


def _move(path: Path, into: Path, numbers: frozenset[int]) -> None:
    """Whoever has the password can add a snapshot of false packs, and of manifests under any name:
    neither may take the place of what another snapshot gave."""
    kind = path.parent.name
    is_asked = kind == MANIFESTS and manifest.number_of(path.name) in numbers
    if is_asked or (kind == PACKS and path.name == f"{_digest(path)}.age"):
        path.rename(into / kind / path.name)


def is_whole(store: Path, number: int, *, packs: bool) -> bool:
    """Whether the manifest of that copy is there, and with ``packs`` each that it names; only what
    is as it is named was moved there.  Who has the password can add a snapshot of the same tags
    that lacks some."""
    try:
        told = manifest.unverified((store / MANIFESTS / manifest.name_of(number)).read_bytes())
    except (OSError, CopyRefused):
        return False
    return not packs or all((store / PACKS / one.name).is_file() for one in told.packs)


@dataclass(frozen=True, slots=True)
class Ours:
    """Tells what this house signed for one place from what a stranger put there.  Without
    ``trusted`` nothing is strange."""

    store: Store
    place: Ref
    trusted: Sequence[Verifier]

    def foreign(self, folder: Path, numbers: Collection[int]) -> set[int]:
        """Of ``numbers`` those whose manifest is in ``folder`` and not ours, or not of there."""
        return {one for one in numbers if self.trusted and not self._is_ours(folder, one)}

    def _is_ours(self, folder: Path, number: int) -> bool:
        path = folder / MANIFESTS / manifest.name_of(number)
        try:
            told = manifest.open_signed(path.read_bytes(), self.trusted).manifest
        except FileNotFoundError:
            return True
        except CopyRefused:
            return False
        return (told.store, told.place, told.number) == (self.store, self.place, number)


def leave_out(folder: Path, numbers: Collection[int]) -> None:
    """Take these manifests away, unless there are no others: then they say that all are foreign."""
    there = numbers_in(folder / MANIFESTS)
    for number in numbers if there - set(numbers) else ():
        (folder / MANIFESTS / manifest.name_of(number)).unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_empty(path: Path) -> bool:
    """Neither a note nor an age file begins so."""
    with path.open("rb") as file:
        return file.read(1) in (b"", b"\0")
