"""What was asked to be deleted is ordered to be destroyed, and every recipient is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base import registry
from shoumi.base.ledger import writer
from shoumi.base.registry import deletion
from shoumi.base.registry.held_data import HeldPart
from shoumi.base.registry.recipients import Kept, Recipient
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Outcome
from shoumi.chapters.feedback.rules.recipients import Wanted, erases, may_erase
from shoumi.chapters.feedback.services import progress, recipient_notices
from shoumi.chapters.feedback.services.errors import (
    KeptByLaw,
    NobodyOfDeal,
    NotErasing,
    NothingErases,
    StillHeld,
)
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be destroyed, what stays and why, and who would be told."""

    parts: Sequence[HeldPart]
    kept: Sequence[Kept]
    recipients: Sequence[Recipient]


@dataclass(frozen=True, slots=True)
class Ordered:
    request: Request
    order: Ref
    told: int


def preview(found: Request) -> Preview:
    """Nothing is read of anybody but what cards say in the clear."""
    if not found.subject:
        return Preview((), (), ())
    subject = Ref(found.subject)
    return Preview(registry.held(subject), deletion.kept(subject), deletion.recipients(subject))


@transaction.atomic
def order(*, request: Ref, actor: Ref, at: datetime) -> Ordered:
    """Order the destruction of all that is held of who asks, and tell every recipient.

    Two others witness the order and carry it out; until then it lapses and can be ordered anew,
    which tells nobody twice.

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, AlreadyClosed
        NotPermitted: the actor is not the protection officer.
        NotErasing: the request asks for something else.
        NotProven: it is not known who asks.
        NobodyOfDeal: it is not known which customer that is, or nothing is held any more.
        KeptByLaw: a law or legal keeps what is held.
        NothingErases: no app destroys.
    """
    found = progress.own(request, actor, at, (Role.DPO,))
    if not may_erase(Kind(found.kind)):
        raise NotErasing
    progress.require_proven(found)
    deal = queries.deal_of(found)
    if deal is None or not is_held(found):
        raise NobodyOfDeal
    subject = Ref(found.subject)
    if stops := [one for one in deletion.kept(subject) if one.stops_all]:
        raise KeptByLaw(count=len(stops))
    erase = deletion.erasure()
    if erase is None:
        raise NothingErases
    made = erase(deal, subject, actor, at)
    told = recipient_notices.tell(found, Wanted.DELETE, actor, at)
    facts: dict[str, Value] = {"order": made, "told": len(told)}
    writer.record(Event(Tag.ORDERED, actor, request, at, facts, DUTIES, deal))
    return Ordered(found, made, len(told))


def is_held(found: Request) -> bool:
    """Whether the customer it turned out to be is not destroyed."""
    return Subject.objects.filter(ref=found.subject).exclude(state=Held.DESTROYED).exists()


def require_erased(found: Request, outcome: Outcome) -> None:
    """
    Raises:
        StillHeld: deletion is to be recorded as granted, and the person is held still.
    """
    if outcome is Outcome.GRANTED and erases(Kind(found.kind)) and is_held(found):
        raise StillHeld
