"""The plan: written by people, approved by the head of the house, changed when something calls for
it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import year_tables
from shoumi.base.ledger.numbers import next_number
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import ContingencyPlan, PlanChange
from shoumi.chapters.incidents.queries import demands
from shoumi.chapters.incidents.rules import plans
from shoumi.chapters.incidents.rules.plans import Fault
from shoumi.chapters.incidents.rules.words import Cause, Milestone, Section
from shoumi.chapters.incidents.services import rows, texts
from shoumi.chapters.incidents.services.errors import (
    ChangeDecided,
    NotADraft,
    NotHere,
    NothingChanged,
    NotReached,
    PostEmpty,
    SamePerson,
    SectionGap,
    SectionShort,
    SectionUnfit,
    TextMissing,
    TextTooLong,
)
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

WRITERS = (Role.DPO, Role.SEC, Role.LEG)
RAISERS = (Role.DPO, Role.SEC, Role.LEG, Role.HEAD)
DECLINERS = (Role.HEAD, Role.DPO)
WITHIN = "training_and_drill.plan_update_within"
_REFUSED = {
    Fault.SECTION_MISSING: SectionUnfit,
    Fault.SECTION_SHORT: SectionShort,
    Fault.SECTION_GAP: SectionGap,
}


@transaction.atomic
def draft(
    *,
    sections: Mapping[Section, str],
    cause: Cause,
    changes: Collection[Ref],
    actor: Ref,
    at: datetime,
) -> ContingencyPlan:
    """Write a version; nothing counts until it is approved.

    ``changes``  those that this version answers

    Raises:
        NotPermitted, NoSuchChange, NotAuthentic
        SectionUnfit, SectionGap, SectionShort, TextTooLong
        ChangeDecided, NothingChanged
    """
    accounts.require(actor, at, *WRITERS)
    told = {section.value: sections.get(section, "").strip() for section in Section}
    _must_say(told)
    number = next_number(ContingencyPlan)
    for ref in changes:
        _open(ref)
    before = queries.in_force()
    if changes and before is not None and before.sections == told:
        raise NothingChanged
    made = ContingencyPlan(
        ref=Ref.new("plan"),
        number=number,
        sections=told,
        cause=cause,
        changes=sorted(changes),
        written_by=actor,
        written_at=at,
    )
    facts: dict[str, Value] = {
        "number": number,
        "cause": cause,
        "text": text_digest(made),
        "changes": changes_digest(made),
    }
    return rows.keep(made, Tag.PLAN_DRAFTED, facts, rows.PLAN, actor, at)


def _must_say(told: Mapping[str, str]) -> None:
    for section, fault in plans.section_faults(told):
        more = {"least": plans.LEAST} if fault is Fault.SECTION_SHORT else {}
        raise _REFUSED[fault](section=section, **more)
    if any(len(text) > texts.MOST for text in told.values()):
        raise TextTooLong(most=texts.MOST)


def text_digest(plan: ContingencyPlan) -> Digest:
    parts = (f"{section}\x00{plan.sections.get(section, '')}" for section in Section)
    return Digest.of("\x01".join(parts).encode())


def changes_digest(plan: ContingencyPlan) -> Digest:
    return Digest.of(",".join(plan.changes).encode())


@transaction.atomic
def approve(*, plan: Ref, actor: Ref, at: datetime) -> ContingencyPlan:
    """It is in force from now on, and with it the changes that it answers.

    Raises:
        NotPermitted: the actor is not the head.
        NoSuchPlan, NotAuthentic, NotADraft, ChangeDecided
        SamePerson: the actor wrote it.
        PostEmpty, NotHere, NotReached: who does what is not settled, or was not tried.
        SectionUnfit, SectionGap, SectionShort
    """
    accounts.require(actor, at, Role.HEAD)
    found: ContingencyPlan = queries.held(ContingencyPlan, plan)
    newest = queries.in_force()
    if found.approved_at or (newest is not None and newest.number > found.number):
        raise NotADraft
    if actor == found.written_by:
        raise SamePerson
    _must_say(found.sections)
    must_be_staffed(at)
    answered = [_open(Ref(ref)) for ref in found.changes]
    found.approved_by, found.approved_at = actor, at
    rows.keep(found, Tag.PLAN_APPROVED, {"number": found.number}, rows.PLAN, actor, at)
    for change in answered:
        change.plan, change.decided_at, change.decided_by = found.ref, at, actor
        rows.keep(change, Tag.CHANGE_ADOPTED, {"plan": plan}, ("20.3",), actor, at)
    return found


def must_be_staffed(at: datetime) -> None:
    """
    Raises:
        PostEmpty, NotHere, NotReached
    """
    faults = list(demands.staffing_faults(at))
    for what, fault in faults:
        if fault is Fault.NO_POST:
            raise PostEmpty(post=what)
        if fault is Fault.NOT_HERE:
            raise NotHere
    if faults:
        raise NotReached(count=len(faults))


def _open(ref: Ref) -> PlanChange:
    found: PlanChange = queries.held(PlanChange, ref)
    if found.decided_at:
        raise ChangeDecided
    return found


@transaction.atomic
def raise_change(*, cause: Cause, what: str, actor: Ref, at: datetime) -> PlanChange:
    """Say that the plan has to be changed: the law did, a system did, or something was learned.

    Raises:
        NotPermitted, TextMissing, TextTooLong
    """
    accounts.require(actor, at, *RAISERS)
    return call_for(cause=cause, what=what, of=None, missed=None, actor=actor, at=at)


def call_for(
    *,
    cause: Cause,
    what: str,
    of: Ref | None,
    missed: Milestone | Ref | None,
    actor: Ref,
    at: datetime,
) -> PlanChange:
    """The same by an incident or a drill, in the transaction of its end.

    ``missed``  what a drill did not meet (``Expected.word``)

    Raises:
        TextMissing, TextTooLong
    """
    said = what.strip()
    if not said:
        raise TextMissing(part="what")
    if len(said) > texts.MOST:
        raise TextTooLong(most=texts.MOST)
    made = PlanChange(
        ref=Ref.new("planchange"),
        number=next_number(PlanChange),
        cause=cause,
        of=of or "",
        missed=missed or "",
        what=said,
        raised_by=actor,
        raised_at=at,
        due_at=year_tables.due(at, WITHIN).until,
    )
    facts: dict[str, Value] = {
        "number": made.number,
        "cause": cause,
        "due": made.due_at,
        "said": texts.digest(said),
    }
    facts |= {"of": of} if of else {}
    facts |= {"missed": missed} if missed else {}
    return rows.keep(made, Tag.CHANGE_RAISED, facts, ("20.3",), actor, at)


@transaction.atomic
def decline(*, change: Ref, reasons: str, actor: Ref, at: datetime) -> PlanChange:
    """The plan stays as it is, for a reason; never by who called for the change.

    Raises:
        NotPermitted, NoSuchChange, NotAuthentic, ChangeDecided, TextMissing, TextTooLong
        SamePerson
    """
    accounts.require(actor, at, *DECLINERS)
    said = reasons.strip()
    if not said:
        raise TextMissing(part="reasons")
    if len(said) > texts.MOST:
        raise TextTooLong(most=texts.MOST)
    found = _open(change)
    if actor == found.raised_by:
        raise SamePerson
    found.declined_for, found.decided_at, found.decided_by = said, at, actor
    facts: dict[str, Value] = {"said": texts.digest(said)}
    return rows.keep(found, Tag.CHANGE_DECLINED, facts, ("20.3",), actor, at)
