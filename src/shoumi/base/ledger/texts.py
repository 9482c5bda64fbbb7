"""Texts that entries commit to: kept beside the ledger, shown while they are there, erasable.

An entry and its texts commit together.  Erasing touches no entry.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from shoumi.base.ledger import reader, storage, writer
from shoumi.base.ledger.errors import NoSuchText
from shoumi.base.ledger.events import Tag
from shoumi.base.ledger.models import CommittedText
from shoumi.core.ledger import commitment
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

# So many positions are asked for by name; of more every text is read.
_A_FEW = 500


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what shows that the entry at ``position`` commits to it."""

    position: int
    fact: str
    salt: bytes
    text: str


def record(event: Event, *, rows: Iterable[bytes] | None = None, **given: str) -> writer.Written:
    """Append ``event`` with a commitment to each text that is not empty, and keep the texts.

    ``rows`` of a bulk act, as ``writer.record`` takes them.

    Raises:
        As ``writer.record``.
    """
    salted = {
        commitment.fact(name): (secrets.token_bytes(commitment.SALT), text)
        for name, text in given.items()
        if text
    }
    facts = {fact: commitment.commitment(*one) for fact, one in salted.items()}
    written = writer.record(replace(event, facts={**event.facts, **facts}), rows=rows)
    CommittedText.objects.bulk_create(
        CommittedText(position=written.position, fact=fact, salt=salt, text=text)
        for fact, (salt, text) in salted.items()
    )
    return written


def held(positions: Iterable[int] | None = None) -> Iterator[Text]:
    """The texts that are still there, in order; of these positions alone where named."""
    wanted = None if positions is None else set(positions)
    rows = CommittedText.objects.order_by("position", "fact")
    if wanted is not None and len(wanted) <= _A_FEW:
        rows = rows.filter(position__in=wanted)
    for row in rows.iterator(500):
        if wanted is None or row.position in wanted:
            yield Text(row.position, row.fact, storage.raw(row.salt), row.text)


def of_entry(position: int, name: str) -> str:
    """What the entry was given as ``name``; empty where it was erased or changed, or never was.

    Raises:
        NoSuchEntry
    """
    fact = commitment.fact(name)
    text = next((one for one in held([position]) if one.fact == fact), None)
    said = reader.entry(position).line().facts.get(fact, "")
    return as_committed(text, str(said))


def as_committed(text: Text | None, said: str) -> str:
    """The text, where an entry that says ``said`` commits to it; else nothing."""
    if text is None or len(text.salt) != commitment.SALT:
        return ""
    found = commitment.commitment(text.salt, text.text).hex()
    return text.text if hmac.compare_digest(found, said) else ""


@transaction.atomic
def erase(*, position: int, actor: Ref, at: datetime) -> int:
    """Erase the texts of one entry with their salts; its position in the ledger says so.

    The caller has asked whether the actor may.

    Raises:
        NoSuchText: the entry commits to none, or they are gone.
    """
    count, _ = CommittedText.objects.filter(position=position).delete()
    if not count:
        raise NoSuchText(position=position)
    facts = {"position": position, "count": count}
    return writer.record(Event(Tag.TEXT_ERASED, actor, SYSTEM, at, facts)).position
