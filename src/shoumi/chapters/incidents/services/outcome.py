"""Why it happened, who answers for it, what is learned; closed by two, so that its deals go on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import person_rows
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import Overlay, SuspendReason
from shoumi.base.deals.services import resume
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, Liability
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules import incidents as rules
from shoumi.chapters.incidents.rules.words import Cause, Finding, Milestone, Root
from shoumi.chapters.incidents.services import incidents, plans, rows, texts
from shoumi.chapters.incidents.services.errors import (
    AboutOneself,
    FindingUnfit,
    IsClosed,
    NotThePerson,
    SamePerson,
    StepOver,
    StillOwed,
    StillToReply,
)
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

DECIDERS = (Role.HEAD, Role.HR, Role.DPO)
CLOSERS = (Role.HEAD, Role.DPO)
TO_REPLY = timedelta(days=5)
# What has to be done before it is closed; the summary follows.
_BEFORE_CLOSING = frozenset(Milestone) - {Milestone.SUMMARY}


def find_cause(*, breach: Ref, root: Root, words: str, actor: Ref, at: datetime) -> Breach:
    """Say why it could happen; once more where more becomes known.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, IsClosed, TextMissing, TextTooLong
    """
    accounts.require(actor, at, *HANDLERS)
    with texts.sealed("words", words, at) as said, transaction.atomic():
        one = incidents.open_one(breach)
        one.root, one.cause_text, one.cause_at, one.cause_by = root, said.name, at, actor
        facts: dict[str, Value] = {"root": root, "said": said.commitment}
        return rows.keep(one, Tag.CAUSE_FOUND, facts, rows.CAUSE, actor, at)


def ask_liability(
    *, breach: Ref, person: Ref | None, account: str, actor: Ref, at: datetime
) -> Liability:
    """Tell somebody what is said, so that he or she can reply; or put down that it is nobody's.

    Raises:
        NotPermitted, NoSuchPerson, NoSuchIncident, NotAuthentic, IsClosed
        TextMissing, TextTooLong, AboutOneself
    """
    accounts.require(actor, at, *HANDLERS)
    if person is not None:
        person_rows.require(person)
        accounts.require_known(person)
        if person == actor:
            raise AboutOneself
    with texts.sealed("account", account, at) as said, transaction.atomic():
        incidents.open_one(breach)
        made = Liability(
            ref=Ref.new("liability"),
            breach=breach,
            person=person or "",
            account=said.name,
            told_by_whom=actor,
            told_at=at,
            reply_until=at + TO_REPLY if person else None,
        )
        facts: dict[str, Value] = {"breach": breach, "said": said.commitment}
        facts |= {"person": person, "until": at + TO_REPLY} if person else {}
        return rows.keep(made, Tag.LIABILITY_TOLD, facts, rows.CAUSE, actor, at)


def reply(*, liability: Ref, text: str, actor: Ref, at: datetime) -> Liability:
    """The person's own word; once.

    Raises:
        NoSuchLiability, NotAuthentic, TextMissing, TextTooLong
        NotThePerson
        StepOver: the time is over, or there was a reply.
    """
    if queries.get(Liability, liability).person != actor:
        raise NotThePerson
    with texts.sealed("reply", text, at) as said, transaction.atomic():
        found: Liability = queries.held(Liability, liability)
        if found.replied_at or found.decided_at or found.reply_until is None:
            raise StepOver
        if at >= found.reply_until:
            raise StepOver
        found.reply, found.replied_at = said.name, at
        return rows.keep(
            found, Tag.LIABILITY_REPLIED, {"said": said.commitment}, rows.CAUSE, actor, at
        )


def decide_liability(
    *, liability: Ref, finding: Finding, reasons: str, actor: Ref, at: datetime
) -> Liability:
    """Say whether somebody answers for it: by another, after the reply or its time.

    The house answers outwards first; recourse follows intent or gross negligence alone, and a
    sanction its own case.

    Raises:
        NotPermitted, NoSuchLiability, NotAuthentic, TextMissing, TextTooLong
        SamePerson, AboutOneself, StepOver
        StillToReply
        FindingUnfit: nobody is named, and somebody would answer.
    """
    accounts.require(actor, at, *DECIDERS)
    with texts.sealed("reasons", reasons, at) as said, transaction.atomic():
        found: Liability = queries.held(Liability, liability)
        if found.decided_at:
            raise StepOver
        if actor == found.told_by_whom:
            raise SamePerson
        if actor == found.person:
            raise AboutOneself
        if found.reply_until and found.replied_at is None and at < found.reply_until:
            raise StillToReply
        if not found.person and finding is not Finding.NOT_RESPONSIBLE:
            raise FindingUnfit
        found.finding, found.reasons = finding, said.name
        found.decided_at, found.decided_by = at, actor
        facts: dict[str, Value] = {"finding": finding, "said": said.commitment}
        return rows.keep(found, Tag.LIABILITY_DECIDED, facts, rows.CAUSE, actor, at)


def ask_close(*, breach: Ref, lesson: str, actor: Ref, at: datetime) -> Breach:
    """Ask that it be closed, with what is learned from it; another does.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, IsClosed, TextMissing, TextTooLong
        StillOwed: what has to be done before is not.
    """
    accounts.require(actor, at, *HANDLERS)
    with texts.sealed("lesson", lesson, at) as said, transaction.atomic():
        one = incidents.open_one(breach)
        if not one.is_drill:
            must_be_done(one)
        one.closing_at, one.closing_by, one.lesson = at, actor, said.name
        facts: dict[str, Value] = {"said": said.commitment}
        return rows.keep(one, Tag.CLOSING_ASKED, facts, ("9.2", "9.3"), actor, at)


def must_be_done(one: Breach) -> None:
    """
    Raises:
        StillOwed
    """
    for clock in courses.clocks(one):
        if clock.what in _BEFORE_CLOSING and clock.done_at is None:
            raise StillOwed(what=clock.what)


def close(*, breach: Ref, actor: Ref, at: datetime) -> Breach:
    """It is over: its lesson becomes a change of the plan, and deals that stopped for it alone go
    on.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, IsClosed, StillOwed
        StepOver: nobody has asked.
        SamePerson: who asked does not close it.
    """
    accounts.require(actor, at, *CLOSERS)
    with transaction.atomic():
        one = incidents.open_one(breach)
        if one.is_drill:
            raise IsClosed
        if one.closing_at is None:
            raise StepOver
        if actor == one.closing_by:
            raise SamePerson
        must_be_done(one)
        one.closed_at, one.closed_by = at, actor
        rows.keep(one, Tag.CLOSED, {"drill": False, "missed": 0}, ("9.2", "9.3"), actor, at)
        plans.call_for(
            cause=Cause.INCIDENT,
            what=texts.opened(one.lesson),
            of=breach,
            missed=None,
            actor=actor,
            at=at,
        )
    for deal in one.deals:
        _go_on(Ref(deal), actor, at)
    return one


def _go_on(deal: Ref, actor: Ref, at: datetime) -> None:
    """Where nothing else holds it."""
    of = deals.deal(deal)
    is_for_this = of.overlay == Overlay.SUSPENDED and of.overlay_reason == SuspendReason.INCIDENT
    others = [
        one
        for one in Breach.objects.filter(closed_at=None, is_drill=False)
        if deal in one.deals and rules.stops_deals(courses.grade_of(one))
    ]
    if is_for_this and not others:
        resume(deal=deal, actor=actor, at=at)
