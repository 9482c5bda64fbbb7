"""What the ledger calls people, and their rows in its bulk acts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from shoumi.base.ledger import writer
from shoumi.base.vault import bulk_operations, keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref
from shoumi.core.vault import canonical
from shoumi.core.vault.errors import WillNotOpen


def row(**facts: str) -> bytes:
    """The canonical bytes of one row of a bulk act."""
    return canonical.encode(facts)


def pseudonyms(subjects: Sequence[Ref]) -> dict[Ref, Ref]:
    """The ledger's names for people."""
    return {ref: Ref(name) for ref, name in named(subjects)}


def readable(subjects: Sequence[Ref]) -> dict[Ref, Ref]:
    """As ``pseudonyms``, of those alone whose keys open."""
    told = ((ref, _told(part_keys, ref)) for part_keys, ref in _each(subjects))
    return {ref: Ref(one["subject"]) for ref, one in told if "subject" in one}


def named(subjects: Sequence[Ref]) -> Iterator[tuple[Ref, str]]:
    """Each person with the ledger's name, in order; no more than a part of them is held."""
    return bulk_operations.named(subjects)


def rows(subjects: Sequence[Ref], **facts: str) -> writer.Gathered:
    """A row for each person of a bulk act, where all else it says is the same for everybody."""
    return writer.gather(bulk_operations.listed(subjects, facts))


def passing(subjects: Sequence[Ref], **facts: str) -> writer.Passing:
    """As ``rows``, for an act that holds the ledger's head already."""
    return writer.Passing(bulk_operations.listed(subjects, facts))


def rows_of_all(subjects: Sequence[Ref]) -> tuple[writer.Gathered, dict[str, Value]]:
    """As ``rows``, and the fact ``unread`` where the key of some does not open: in the place of the
    name that nobody can tell any more stands the digest of the random reference (``digest_of``)."""
    try:
        return rows(subjects), {}
    except (NoKey, WillNotOpen):
        told = [_told(part_keys, ref) for part_keys, ref in _each(subjects)]
    unread = sum("reference" in one for one in told)
    return writer.gather(row(**one) for one in told), {"unread": unread}


def digest_of(subject: Ref) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()


def _each(subjects: Sequence[Ref]) -> Iterator[tuple[keys.Keys, Ref]]:
    for part in keys.chunks(subjects):
        held = keys.find(part)
        yield from ((held, ref) for ref in part)


def _told(held: keys.Keys, ref: Ref) -> dict[str, str]:
    try:
        return {"subject": str(held.of(ref).pseudonym())}
    except (NoKey, WillNotOpen):
        return {"reference": digest_of(ref)}
