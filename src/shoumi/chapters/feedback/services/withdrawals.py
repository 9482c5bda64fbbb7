"""What whoever asks agreed to is taken back (PIPL 15): seen before, told after, undone by nobody.

From the proof on that person's data rest; a consent that is taken back shuts by itself, so with
it the rest is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.registry import withdrawal
from shoumi.base.registry.given_consents import GivenConsent
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import duplicates, proofs, restrictions
from shoumi.chapters.feedback.rules import Kind, Outcome
from shoumi.chapters.feedback.rules.restrictions import Ending, withdraws
from shoumi.chapters.feedback.services import deletion, progress, restriction_rows
from shoumi.chapters.feedback.services.errors import (
    NobodyOfDeal,
    NothingAgreed,
    NotWithdrawing,
    StillAgreed,
)
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event
from shoumi.core.messages import Lang
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Withdrawn:
    request: Request
    consents: int


def standing(found: Request) -> list[GivenConsent]:
    """What the customer that it turned out to be agrees to now."""
    if not found.subject:
        return []
    return [one for one in withdrawal.given(Ref(found.subject)) if one.withdrawn_at is None]


@transaction.atomic
def withdraw(*, request: Ref, consent: Ref | None = None, actor: Ref, at: datetime) -> Withdrawn:
    """Take back everything that whoever asks agreed to, or ``consent`` alone; it counts at once.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        NotWithdrawing: the request asks for something else.
        NotProven: it is not known who asks.
        NobodyOfDeal: it is not known which customer that is, or nothing is held any more.
        NothingAgreed
    """
    found = progress.own(request, actor, at, progress.HANDLERS)
    if not withdraws(Kind(found.kind)):
        raise NotWithdrawing
    progress.require_proven(found)
    if not deletion.is_held(found):
        raise NobodyOfDeal
    wanted = [one.ref for one in standing(found) if consent in (None, one.ref)]
    if not wanted:
        raise NothingAgreed
    count = withdrawal.take_back(Ref(found.subject), wanted, actor, at)
    facts = {"consents": count}
    writer.record(Event(Tag.WITHDRAWN, actor, request, at, facts, DUTIES, queries.deal_of(found)))
    for one in (found, *map(progress.held, map(Ref, duplicates.merged_into(found.ref)))):
        _rest_no_more(one, actor, at)
    return Withdrawn(found, count)


def _rest_no_more(one: Request, actor: Ref, at: datetime) -> None:
    """A request of an earlier version has not begun to rest; that it did is what 10.2 looks for."""
    if restrictions.of_request(one.ref) is None:
        restriction_rows.begin(one, Ref(one.subject), actor, at)
    restriction_rows.end(one, Ending.WITHDRAWN, actor, at)


def require_withdrawn(found: Request, outcome: Outcome) -> None:
    """
    Raises:
        StillAgreed: a withdrawal is to be recorded as granted, and the person agrees still.
    """
    if outcome is Outcome.GRANTED and withdraws(Kind(found.kind)) and (still := standing(found)):
        raise StillAgreed(count=len(still))


def told_to_person(found: Request, lang: Lang) -> Iterator[tuple[str, str]]:
    """What was taken back since that was asked for, by this request or by the person, and when."""
    if not (withdraws(Kind(found.kind)) and proofs.is_proven(found) and found.subject):
        return
    for one in withdrawal.given(Ref(found.subject)):
        if one.withdrawn_at is not None and one.withdrawn_at >= found.received_at:
            yield called(one, lang), day_in_china(one.withdrawn_at).isoformat()


def called(one: GivenConsent, lang: Lang) -> str:
    zh, en = one.what
    if not one.to:
        return zh if lang == "zh" else en
    return f"{zh}（{one.to}）" if lang == "zh" else f"{en} ({one.to})"
