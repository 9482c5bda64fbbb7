"""Make one copy of the home at one place, and read it back before it is believed."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from shoumi.base.copies import known_blocks, recipients, scratch_folders, snapshot
from shoumi.base.copies.dump_pieces import Piece
from shoumi.base.copies.dumps import Source
from shoumi.base.copies.errors import NoRecipient, NotMade, NotReadBack
from shoumi.base.copies.known_blocks import Known, Look
from shoumi.base.copies.models import Sentinel
from shoumi.base.copies.places import MANIFESTS, PACKS, Place, numbers_in
from shoumi.base.ledger import atomic_files
from shoumi.base.vault import logkey
from shoumi.core.backup import manifest, packs
from shoumi.core.backup.blocks import (
    Block,
    FileState,
    Reading,
    table_digest,
)
from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.backup.manifest import Manifest, SealedPack, Signed, Store
from shoumi.core.ledger.leaf import Digest
from shoumi.core.ledger.note import Signer
from shoumi.core.ledger.tree import Frontier
from shoumi.core.refs import Ref

# After this a store is copied whole again.  Of the keyring nothing older than a day may be needed.
WHOLE_EVERY: Mapping[Store, timedelta] = {
    Store.DATA: timedelta(days=7),
    Store.KEYRING: timedelta(hours=6),
}
_SENTINEL_BYTES = 32
# Without keys: those of the keyring are sealed before they touch the disk.
_STAGED = "staged-"


@dataclass(frozen=True, slots=True)
class Copied:
    """One store of a copy.  ``sent`` bytes of ``changed`` blocks, of ``total`` bytes."""

    manifest: Manifest
    sha256: str
    changed: int
    sent: int

    @property
    def is_whole(self) -> bool:
        return self.manifest.first == self.manifest.number


@dataclass(frozen=True, slots=True)
class Made:
    """A copy whose sentinel, written at ``sentinel_at``, was read out of it again."""

    run: Ref
    sentinel_at: datetime
    head: Frontier
    stores: Mapping[Store, Copied]


@dataclass(slots=True, repr=False)
class _Run:
    ref: Ref
    place_ref: Ref
    place: Place
    recipients: Sequence[str]
    probe: Any
    signer: Signer
    at: datetime
    sentinel: bytes
    staged: Path
    head: Frontier = field(default_factory=Frontier)

    @property
    def sealed_for(self) -> str:
        return sha256("\n".join(sorted(self.recipients)).encode()).hexdigest()


def make(*, place: Place, ref: Ref, recipients: Sequence[str], at: datetime) -> Made:
    """Copy what changed since the last copy at ``place``.  Outside every transaction.

    ``at``  the time now; the sentinel bears it.

    Raises:
        NoRecipient, NotOnThisEngine, NotMade, PlaceUnreachable, ProgramMissing
        RightMissing, ProgramTooOld, DatabaseRefused: of PostgreSQL.
        NotReadBack: what lies there now is not what was sent, so it is no copy.
    """
    if not recipients:
        raise NoRecipient
    folder = known_blocks.folder()
    with atomic_files.alone(folder / f"{ref}.lock"):
        clear()
        try:
            with scratch_folders.made(folder, _STAGED, has_keys=False) as staged:
                value = _write_sentinel(at)
                signer = Signer(logkey.origin(), logkey.signer())
                probe = pyrage.x25519.Identity.generate()
                made = Ref.new("copy")
                return _made(_Run(made, ref, place, recipients, probe, signer, at, value, staged))
        except (OSError, sqlite3.Error):
            raise NotMade from None


def clear() -> int:
    """Take away what copies that were killed had made ready in clear; of how many."""
    return scratch_folders.clear(known_blocks.folder(), _STAGED, has_keys=False)


def _made(run: _Run) -> Made:
    with snapshot.taken(run.staged) as taken:
        run.head = taken.head
        staged = {store: _stage(run, store, taken.sources[store]) for store in Store}
    run.place.take(run.staged)
    for store, (copied, _) in staged.items():
        _read_back(run, store, copied)
    for store, (_, known) in staged.items():
        known_blocks.write(run.place_ref, store, known)
    stores = {store: copied for store, (copied, _) in staged.items()}
    return Made(run.ref, run.at, run.head, stores)


def _write_sentinel(at: datetime) -> bytes:
    value = secrets.token_bytes(_SENTINEL_BYTES)
    Sentinel.objects.update_or_create(only=1, defaults={"value": value, "written_at": at})
    return value


def _stage(run: _Run, store: Store, sources: Mapping[str, Source]) -> tuple[Copied, Known]:
    """Seal what changed and sign the manifest, below ``run.staged``."""
    before, last = _before(run, store)
    key = before.key if before else known_blocks.fresh_key()
    number = last.manifest.number + 1 if last else 1
    reader = _Changes(key, before, sources)
    folder = run.staged / store / PACKS
    folder.mkdir(parents=True)
    sealed, changed = list[SealedPack](), 0
    waiting: list[Block] | None = None
    for some in packs.gathered(reader.blocks()):
        if waiting is not None:
            sealed.append(_seal(run, folder, packs.Pack(key, waiting)))
        waiting, changed = some, changed + len(some)
    # Which files there are is known when all were read: it stands in the last pack.
    pack = packs.Pack(key, waiting or (), reader.files(), reader.gone())
    sealed.append(_seal(run, folder, pack))
    made = Manifest(
        store=store,
        place=run.place_ref,
        run=run.ref,
        number=number,
        first=before.first if before else number,
        at=run.at,
        ledger_size=run.head.size,
        ledger_root=Digest(run.head.root()),
        previous=last.sha256 if last else "",
        packs=tuple(sealed),
        bytes=sum(one.size for one in reader.table.values()),
        state=table_digest(key, reader.table).hex(),
        sentinel=sha256(run.sentinel).hexdigest(),
    )
    written = manifest.sign(made, run.signer)
    (run.staged / store / MANIFESTS).mkdir()
    (run.staged / store / MANIFESTS / made.name).write_text(written, encoding="utf-8")
    digest = manifest.digest_of(written)
    known = Known(
        number=number,
        first=made.first,
        begun_at=before.begun_at if before else run.at,
        sha256=digest,
        sealed_for=run.sealed_for,
        key=key,
        table=reader.table,
        looks=reader.looks,
        packs={**(before.packs if before else {}), **{one.name: one.size for one in sealed}},
    )
    return Copied(made, digest, changed, sum(one.size for one in sealed)), known


def _before(run: _Run, store: Store) -> tuple[Known | None, Signed | None]:
    """What the copy may stand on, and the newest manifest at the place.

    What is remembered counts only while it is about that very manifest and every pack still lies
    there: a home that was put back, a run that was killed half-way, or a pack that somebody took
    away leads to a whole copy.
    """
    numbers = run.place.numbers(store)
    if not numbers:
        return None, None
    last = _last(run, store, numbers)
    known = known_blocks.read(run.place_ref, store)
    fits = (
        known is not None
        and known.sha256 == last.sha256
        and known.sealed_for == run.sealed_for
        and run.at - known.begun_at < WHOLE_EVERY[store]
        and numbers.issuperset(range(known.first, known.number))
        and run.place.has(store, known.packs)
    )
    return (known if fits else None), last


def _last(run: _Run, store: Store, numbers: Collection[int]) -> Signed:
    """The newest manifest of ours.

    Raises:
        CopyRefused: there are copies, and none of ours.
    """
    ours, refused = trusted(), CopyRefused(fault=Fault.EMPTY, store=store)
    # The newest number alone; where a stranger took that one, all of them.
    for asked in ({max(numbers)}, None):
        with run.place.reading(store, asked, packs=False, trusted=ours) as folder:
            lying = folder / store / MANIFESTS
            there = numbers_in(lying) & (asked or numbers_in(lying))
            if not there:
                continue
            try:
                return manifest.open_signed(
                    (lying / manifest.name_of(max(there))).read_bytes(), ours
                )
            except CopyRefused as told:
                refused = told
    raise refused


def trusted() -> list[Any]:
    """The keys that manifests of this home are signed with: the one in force and those before."""
    from shoumi.core.ledger import note

    now = Signer(logkey.origin(), logkey.signer()).verifier()
    return [now, *(note.read_vkey(one.vkey) for one in logkey.former())]


class _Changes:
    """Walks the files of a store.  When ``blocks`` is through, the rest tells what there is."""

    def __init__(self, key: bytes, before: Known | None, sources: Mapping[str, Source]) -> None:
        self._key, self._sources = key, sources
        self._before: Mapping[str, FileState] = before.table if before else {}
        self._looked: Mapping[str, Look] = before.looks if before else {}
        self.table: dict[str, FileState] = {}
        self.looks: dict[str, Look] = {}

    def blocks(self) -> Iterator[Block]:
        for path, source in self._sources.items():
            before = self._before.get(path)
            if isinstance(source, Piece):
                if before is not None:  # its name is its content
                    self.table[path] = before
                    continue
                source = source.content()
            if isinstance(source, bytes):
                yield from self._read(path, BytesIO(source), before)
                continue
            try:
                found = source.stat()
                look = (found.st_size, found.st_mtime_ns)
                is_file = not snapshot.is_of_database(path)
                if before is not None and is_file and self._looked[path] == look:
                    self.table[path], self.looks[path] = before, look
                    continue
                with source.open("rb") as file:
                    yield from self._read(path, file, before)
                self.looks[path] = look
            except FileNotFoundError:  # destroyed meanwhile
                self.table.pop(path, None)

    def files(self) -> dict[str, int]:
        """Those that are new or have another length."""
        before = self._before
        return {
            path: one.size
            for path, one in self.table.items()
            if path not in before or before[path].size != one.size
        }

    def gone(self) -> list[str]:
        return sorted(set(self._before) - set(self.table))

    def _read(self, path: str, file: BinaryIO, before: FileState | None) -> Iterator[Block]:
        reading = Reading(self._key, path, before)
        yield from reading.changed(file)
        self.table[path] = reading.state


def _seal(run: _Run, folder: Path, pack: packs.Pack) -> SealedPack:
    probe = str(run.probe.to_public())
    sealed = recipients.seal(packs.write(pack), run.recipients, probe)
    made = SealedPack(sha256(sealed).hexdigest(), len(sealed))
    (folder / made.name).write_bytes(sealed)
    return made


def _read_back(run: _Run, store: Store, copied: Copied) -> None:
    """Fetch what was sent, open it, and find in the data what was written just before.

    It was sealed for one more identity, which this process made and forgets: nothing that is kept
    here opens a copy.

    Raises:
        NotReadBack
    """
    has_sentinel = store is Store.KEYRING
    number = copied.manifest.number
    with run.place.reading(store, {number}, trusted=trusted()) as folder:
        lying = folder / store / MANIFESTS / copied.manifest.name
        try:
            if manifest.digest_of(lying.read_bytes()) != copied.sha256:
                raise NotReadBack
            for one in copied.manifest.packs:
                sealed = (folder / store / PACKS / one.name).read_bytes()
                pack = packs.read(recipients.open_sealed(sealed, run.probe))
                if sha256(sealed).hexdigest() != one.sha256:
                    raise NotReadBack
                has_sentinel |= any(_has(block.content, run.sentinel) for block in pack.blocks)
        except (OSError, CopyRefused):
            raise NotReadBack from None
    if not has_sentinel:
        raise NotReadBack


def _has(content: bytes, sentinel: bytes) -> bool:
    """As it is, in a database file; in hexadecimal digits, in a dump."""
    return sentinel in content or sentinel.hex().encode() in content
