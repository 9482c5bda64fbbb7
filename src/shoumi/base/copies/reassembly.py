"""Put a copy together again in an empty folder, or refuse it.

Nothing of the home is needed: the identity that opens it, the public key of the ledger that signed
it, and, to notice that the newest copies were taken away, which one is known to exist.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from shoumi.base.copies import recipients
from shoumi.base.copies.errors import NotEmpty
from shoumi.base.copies.places import MANIFESTS, PACKS, Place, numbers_in
from shoumi.base.ledger import atomic_files, home_seal
from shoumi.core.backup import manifest, packs
from shoumi.core.backup.blocks import (
    BLOCK_BYTES,
    FileState,
    Reading,
    table_digest,
)
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Manifest, Signed, Store
from shoumi.core.ledger.note import Verifier

Progress = Callable[[int, int], None]  # packs done, packs there are


@dataclass(frozen=True, slots=True)
class Exists:
    """A copy that is known to exist from elsewhere: the ledger, a witness, a slip of paper.

    ``sha256``  of its manifest; empty where only the number is known
    """

    store: Store
    number: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """``into`` is a data folder: databases, keys, configuration, sealed files.  The ledger's mark
    is not in it, so no home starts there before whoever restores accepts the ledger as it is."""

    into: Path
    data: Manifest
    keyring: Manifest
    files: int
    bytes: int
    sha256: str  # of the data's manifest


def unpack(
    place: Place,
    *,
    identity: str,
    trusted: Sequence[Verifier],
    into: Path,
    newest_before: datetime | None = None,
    known: Sequence[Exists] = (),
    progress: Progress | None = None,
) -> Unpacked:
    """The newest copy at ``place``, or the newest not later than ``newest_before``.

    Data that is older than every copy of the keyring is opened with the oldest of those: keys that
    were destroyed since are not in it, and what they sealed stays shut.

    ``identity``  the secret key, as ``age-keygen`` writes it
    ``trusted``   the keys of the ledger; others' manifests are refused
    ``known``     copies that must be there, or newer ones: else somebody took the newest away

    Raises:
        NotEmpty: of ``into``.
        CopyRefused: with what is wrong; what was written into ``into`` is to be thrown away.
        PlaceUnreachable, ProgramMissing
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A restore seals the folder before anything is in it.
    if any(one.name != home_seal.NAME for one in into.iterdir()):
        raise NotEmpty
    opener = recipients.identity(identity)
    data_chain = _listed(place, Store.DATA, trusted, known)
    key_chain = _listed(place, Store.KEYRING, trusted, known)
    data = _newest(data_chain, newest_before)
    keyring = _beside(key_chain, data)
    copies_of = {
        Store.DATA: manifest.needed(data_chain, data),
        Store.KEYRING: manifest.needed(key_chain, keyring),
    }
    total = sum(len(one.manifest.packs) for copies in copies_of.values() for one in copies)
    counted = _Counted(total, progress)
    with ExitStack() as stack:
        parts = [
            (stack.enter_context(place.reading(store, _numbers(copies), trusted=trusted)), copies)
            for store, copies in copies_of.items()
        ]
        tables = [_put_together(at, copies, opener, into, counted) for at, copies in parts]
    files = [one for table in tables for one in table.values()]
    atomic_files.sync(into)
    size = sum(one.size for one in files)
    return Unpacked(into, data.manifest, keyring.manifest, len(files), size, data.sha256)


def _listed(
    place: Place, store: Store, trusted: Sequence[Verifier], known: Sequence[Exists]
) -> list[Signed]:
    with place.reading(store, packs=False, trusted=trusted) as folder:
        return chained(folder, store, trusted, known)


def _numbers(copies: Sequence[Signed]) -> set[int]:
    return {one.manifest.number for one in copies}


def chained(
    folder: Path, store: Store, trusted: Sequence[Verifier], known: Sequence[Exists] = ()
) -> list[Signed]:
    """The manifests of a store in ``folder``, verified and in order.

    Raises:
        CopyRefused
    """
    found: dict[int, Signed] = {}
    for number in numbers_in(folder / store / MANIFESTS):
        written = (folder / store / MANIFESTS / manifest.name_of(number)).read_bytes()
        try:
            found[number] = manifest.open_signed(written, trusted)
        except CopyRefused as refused:
            raise CopyRefused(fault=refused.fault, number=number, store=store) from None
    ordered = manifest.chain(found, store)
    for one in known:
        if one.store is store:
            _is_there(one, ordered)
    return ordered


def sealed_pack(folder: Path, store: Store, one: manifest.SealedPack, number: int) -> bytes:
    """The sealed bytes, which are those that the manifest names.

    Raises:
        CopyRefused: PACK_MISSING, PACK_CHANGED
    """
    try:
        sealed = (folder / store / PACKS / one.name).read_bytes()
    except OSError:
        raise CopyRefused(fault=Fault.PACK_MISSING, number=number, store=store) from None
    if len(sealed) != one.size or manifest.digest_of(sealed) != one.sha256:
        raise CopyRefused(fault=Fault.PACK_CHANGED, number=number, store=store)
    return sealed


def _is_there(one: Exists, ordered: Sequence[Signed]) -> None:
    newest = ordered[-1].manifest.number
    named = [each for each in ordered if each.manifest.number == one.number]
    is_another = named and one.sha256 and named[0].sha256 != one.sha256
    if newest < one.number or is_another:
        raise CopyRefused(fault=Fault.ROLLED_BACK, number=one.number, store=one.store)


def _newest(ordered: Sequence[Signed], before: datetime | None) -> Signed:
    early = [one for one in ordered if before is None or one.manifest.at <= before]
    found = manifest.whole(early)
    if not found:
        raise CopyRefused(fault=Fault.EMPTY, store=Store.DATA)
    return found[-1]


def _beside(ordered: Sequence[Signed], data: Signed) -> Signed:
    """The keyring of the same moment, or the first one after it."""
    found = [one for one in manifest.whole(ordered) if one.manifest.at >= data.manifest.at]
    if not found:
        raise CopyRefused(fault=Fault.EMPTY, store=Store.KEYRING)
    return found[0]


class _Counted:
    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def _put_together(
    folder: Path, copies: Sequence[Signed], opener: Any, into: Path, counted: _Counted
) -> Mapping[str, FileState]:
    """Write the files of one store, then read them all again and hold them against the manifest."""
    there: set[str] = set()
    key = b""
    for copy in copies:
        one = copy.manifest
        for named in one.packs:
            sealed = sealed_pack(folder, one.store, named, one.number)
            pack = packs.read(recipients.open_sealed(sealed, opener))
            key = pack.key
            _apply(pack, into, there)
            counted.step()
    made = copies[-1].manifest
    table = {path: _state(key, path, into) for path in sorted(there)}
    if table_digest(key, table).hex() != made.state:
        raise CopyRefused(fault=Fault.CONTENT_DIFFERS, number=made.number, store=made.store)
    return table


def _apply(pack: packs.Pack, into: Path, there: set[str]) -> None:
    for block in pack.blocks:
        path = _place_of(block.path, into)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            written = os.pwrite(handle, block.content, block.number * BLOCK_BYTES)
        finally:
            os.close(handle)
        if written != len(block.content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    for name, size in pack.files.items():
        path = _place_of(name, into)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.truncate(size)
        path.chmod(0o600)
        there.add(name)
    for name in pack.gone:
        _place_of(name, into).unlink(missing_ok=True)
        there.discard(name)


def _state(key: bytes, name: str, into: Path) -> FileState:
    reading = Reading(key, name)
    with _place_of(name, into).open("rb") as file:
        for _ in reading.changed(file):
            pass
        os.fsync(file.fileno())
    return reading.state


def _place_of(name: str, into: Path) -> Path:
    """Where a file of the copy goes: what stands first in its name is what it is, not where."""
    return into / name.partition("/")[2]
