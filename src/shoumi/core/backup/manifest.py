"""The signed manifest of one copy of one store, and the chain that manifests form.

A manifest is a signed note (``core.ledger.note``) of two lines, signed with the key of the ledger::

    shoumi.copy/v1
    {"at":…,"bytes":…,"first":…,"ledger":{"root":…,"size":…},"number":…,"packs":[[sha256,bytes],…],
     "place":…,"previous":…,"run":…,"sentinel":…,"state":…,"store":…,"v":1}

Copies of a store at a place are numbered from 1.  A copy stands on all others from ``first`` on:
the first is whole, each after it holds what changed.  ``previous`` is the SHA-256 of the manifest
before it, so none in between can be taken out or replaced.  That the *newest* are gone cannot be
seen in the chain itself: the ledger has an entry for each copy, and who restores says which one is
known to exist.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from shoumi.core.backup.errors import CopyRefused, Fault
from shoumi.core.ledger import leaf, note
from shoumi.core.ledger.leaf import Digest
from shoumi.core.ledger.note import NoteRefused, Signer, Verifier
from shoumi.core.refs import MalformedRef, Ref

FIRST_LINE = "shoumi.copy/v1"
VERSION = 1
MAX_PACKS = 8_000  # 128 GB in one copy; a note is a megabyte at most

_HEX = re.compile(r"[0-9a-f]{64}")
_DIGITS = 10


class Store(StrEnum):
    """What is kept apart.  Stored values.

    ``DATA``     the database with the ledger, and the sealed files
    ``KEYRING``  the keyring, the key files and the configuration: what opens the data
    """

    DATA = "data"
    KEYRING = "keyring"


@dataclass(frozen=True, slots=True)
class SealedPack:
    """A pack as it lies at a place, under the SHA-256 of its sealed bytes."""

    sha256: str
    size: int

    @property
    def name(self) -> str:
        return f"{self.sha256}.age"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``run`` is the same in the manifests of one moment, ``state`` fixes every block of every
    file (``blocks.table_digest``), ``sentinel`` is the SHA-256 of the value written just before."""

    store: Store
    place: Ref
    run: Ref
    number: int
    first: int
    at: datetime
    ledger_size: int
    ledger_root: Digest
    previous: str
    packs: tuple[SealedPack, ...]
    bytes: int
    state: str
    sentinel: str

    @property
    def name(self) -> str:
        return name_of(self.number)


@dataclass(frozen=True, slots=True)
class Signed:
    """A manifest whose signature was verified, and the SHA-256 of the note it stood in."""

    manifest: Manifest
    sha256: str


def name_of(number: int) -> str:
    return f"{number:0{_DIGITS}d}.note"


def number_of(name: str) -> int | None:
    """The number that a file name stands for; None where it is no manifest's."""
    stem, dot, suffix = name.partition(".")
    is_one = dot and suffix == "note" and len(stem) == _DIGITS and stem.isascii()
    return int(stem) if is_one and stem.isdigit() and int(stem) else None


def digest_of(written: str | bytes) -> str:
    return sha256(written.encode() if isinstance(written, str) else written).hexdigest()


def sign(manifest: Manifest, signer: Signer) -> str:
    """The signed note.

    Raises:
        ValueError: a bug; it would not be read again.
    """
    if len(manifest.packs) > MAX_PACKS:
        raise ValueError("too many packs for one copy")
    return note.sign(_text(manifest), signer)


def open_signed(written: bytes, trusted: Sequence[Verifier]) -> Signed:
    """
    Raises:
        CopyRefused: FOREIGN where nobody trusted signed it, UNREADABLE where it is no manifest.
    """
    try:
        opened = note.open_note(written, trusted)
    except NoteRefused:
        raise CopyRefused(fault=Fault.FOREIGN) from None
    return Signed(_read(opened.text), digest_of(written))


def unverified(written: bytes) -> Manifest:
    """What a note says, whoever signed it: of one that was written here a moment ago.

    Raises:
        CopyRefused: UNREADABLE
    """
    try:
        return _read(note.read(written).text)
    except NoteRefused:
        raise CopyRefused(fault=Fault.UNREADABLE) from None


def chain(found: Mapping[int, Signed], store: Store) -> list[Signed]:
    """The manifests of a store at one place in order, held together by their digests.

    ``found``  by the number of the name each lay under.  The oldest may be gone, as copies expire.

    Raises:
        CopyRefused: EMPTY, MISPLACED, CHAIN_BROKEN
    """
    if not found:
        raise CopyRefused(fault=Fault.EMPTY, store=store)
    ordered = [found[number] for number in sorted(found)]
    place = ordered[0].manifest.place
    for number, one in sorted(found.items()):
        manifest = one.manifest
        if (manifest.number, manifest.store, manifest.place) != (number, store, place):
            raise CopyRefused(fault=Fault.MISPLACED, number=number, store=store)
    for before, after in zip(ordered, ordered[1:], strict=False):
        if after.manifest.number != before.manifest.number + 1 or (
            after.manifest.previous != before.sha256
        ):
            raise CopyRefused(fault=Fault.CHAIN_BROKEN, number=after.manifest.number, store=store)
    return ordered


def needed(chained: Sequence[Signed], wanted: Signed) -> list[Signed]:
    """The copies that ``wanted`` stands on, itself last.

    Raises:
        CopyRefused: CHAIN_BROKEN, one of them is gone.
    """
    manifest = wanted.manifest
    numbers = range(manifest.first, manifest.number + 1)
    some = [one for one in chained if one.manifest.number in numbers]
    if len(some) != len(numbers) or any(one.manifest.first != manifest.first for one in some):
        raise CopyRefused(fault=Fault.CHAIN_BROKEN, number=manifest.number, store=manifest.store)
    return some


def whole(chained: Iterable[Signed]) -> list[Signed]:
    """Those that can still be put together: the first they stand on is there."""
    ordered = list(chained)
    there = {one.manifest.number for one in ordered}
    return [one for one in ordered if one.manifest.first in there]


def _text(manifest: Manifest) -> str:
    return f"{FIRST_LINE}\n{_encode(_plain(manifest))}\n"


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def _plain(one: Manifest) -> Mapping[str, object]:
    return {
        "at": leaf.moment(one.at),
        "bytes": one.bytes,
        "first": one.first,
        "ledger": {"root": one.ledger_root.hex(), "size": one.ledger_size},
        "number": one.number,
        "packs": [[pack.sha256, pack.size] for pack in one.packs],
        "place": one.place,
        "previous": one.previous,
        "run": one.run,
        "sentinel": one.sentinel,
        "state": one.state,
        "store": one.store,
        "v": VERSION,
    }


def _read(text: str) -> Manifest:
    first, _, told = text.partition("\n")
    try:
        manifest = _manifest(json.loads(told))
    except (ValueError, TypeError, KeyError, RecursionError, MalformedRef):
        raise CopyRefused(fault=Fault.UNREADABLE) from None
    if first != FIRST_LINE or _text(manifest) != text:
        raise CopyRefused(fault=Fault.UNREADABLE)
    return manifest


def _manifest(plain: Mapping[str, object]) -> Manifest:
    ledger, packs = plain["ledger"], plain["packs"]
    if not isinstance(ledger, dict) or not isinstance(packs, list) or len(packs) > MAX_PACKS:
        raise ValueError
    made = Manifest(
        store=Store(_text_of(plain["store"])),
        place=Ref(_text_of(plain["place"])),
        run=Ref(_text_of(plain["run"])),
        number=_count(plain["number"]),
        first=_count(plain["first"]),
        at=datetime.fromisoformat(_text_of(plain["at"])),
        ledger_size=_count(ledger["size"]),
        ledger_root=Digest.fromhex(_hex(ledger["root"])),
        previous=_hex(plain["previous"]) if plain["previous"] else "",
        packs=tuple(SealedPack(_hex(name), _count(size)) for name, size in packs),
        bytes=_count(plain["bytes"]),
        state=_hex(plain["state"]),
        sentinel=_hex(plain["sentinel"]),
    )
    if not 0 < made.first <= made.number or bool(made.previous) != (made.number > 1):
        raise ValueError
    return made


def _text_of(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _hex(value: object) -> str:
    text = _text_of(value)
    if not _HEX.fullmatch(text):
        raise ValueError
    return text


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value
