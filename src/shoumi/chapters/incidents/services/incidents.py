"""An incident is reported by anybody, graded, and graded lower only by two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals import services as deal_services
from shoumi.base.deals.errors import Suspended, Terminated
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.ledger.numbers import next_number
from shoumi.base.subjects.ledger_pseudonyms import row
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, Lowering
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules import incidents as rules
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import Kind, Source
from shoumi.chapters.incidents.services import duty_alerts, rows, texts
from shoumi.chapters.incidents.services.errors import (
    IsClosed,
    IsLower,
    LoweringOpen,
    NotLower,
    NotYet,
    SamePerson,
    StepOver,
)
from shoumi.core.incident_clock import Level, Operator, Severity
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

HANDLERS = (Role.DPO, Role.SEC, Role.HEAD, Role.LEG)
LOWERERS = (Role.DPO, Role.HEAD, Role.SEC)


@dataclass(frozen=True, slots=True)
class Report:
    """What is filled in; ``deals`` are those it touches."""

    kind: Kind
    source: Source
    found_at: datetime
    account: str
    grade: Grade
    deals: Collection[Ref] = ()
    operator: Operator = Operator.GENERAL


def report(*, told: Report, actor: Ref, at: datetime) -> Breach:
    """Say that something happened: graded at once, and the deals it touches stop by themselves.

    Raises:
        NotPermitted: the actor is none of the staff, or has no role for a deal.
        NoSuchDeal, TextMissing, TextTooLong
        NotYet: it was found later than now.
    """
    if not accounts.all_roles(actor, at):
        accounts.require(actor, at, *HANDLERS)
    return put_down(told=told, injects=(), is_drill=False, actor=actor, at=at)


def put_down(
    *,
    told: Report,
    injects: Collection[tuple[int | str, str]],
    is_drill: bool,
    actor: Ref,
    at: datetime,
) -> Breach:
    """As ``report``; a drill touches no deal and stops none."""
    if told.found_at > at:
        raise NotYet
    touched = [] if is_drill else sorted({_known(deal, actor, at) for deal in told.deals})
    with texts.sealed("account", told.account, at) as said, transaction.atomic():
        made = Breach(
            ref=Ref.new("breach"),
            number=next_number(Breach),
            is_drill=is_drill,
            kind=told.kind,
            source=told.source,
            deals=touched,
            found_at=told.found_at,
            reported_by=actor,
            reported_at=at,
            account=said.name,
            operator=told.operator,
            injects=[[minute, words] for minute, words in injects],
        )
        put_grade(made, told.grade)
        facts: dict[str, Value] = {
            "number": made.number,
            "drill": is_drill,
            "kind": told.kind,
            "source": told.source,
            "found": told.found_at,
            "operator": told.operator,
            "injects": injects_digest(made),
            "said": said.commitment,
        }
        facts |= grade_facts(made)
        rows.keep(made, Tag.REPORTED, facts, _of(made), actor, at, rows=_deals(made))
        stop_deals(made, at)
        if not is_drill:
            duty_alerts.tell(made, at)
    return made


def _known(deal: Ref, actor: Ref, at: datetime) -> str:
    """One that the actor has a role for, in the house or in the deal.

    Raises:
        NoSuchDeal, NotPermitted
    """
    found = deals.deal(deal).ref
    if not accounts.roles(actor, at, deal):
        accounts.require(actor, at, *HANDLERS, deal=deal)
    return found


def injects_digest(one: Breach) -> Digest:
    return Digest.of("\n".join(f"{minute} {words}" for minute, words in one.injects).encode())


def put_grade(one: Breach, grade: Grade) -> None:
    one.persons, one.loss, one.is_leak = grade.persons, grade.loss, grade.is_leak
    one.judged, one.raised = grade.judged, grade.raised
    one.severity, one.level = grade.severity, grade.level


def grade_facts(one: Breach) -> dict[str, Value]:
    return {
        "persons": one.persons,
        "loss": one.loss,
        "leak": one.is_leak,
        "judged": Severity(one.judged),
        "raised": Level(one.raised),
        "severity": Severity(one.severity),
        "level": Level(one.level),
    }


def _deals(one: Breach) -> list[bytes] | None:
    """Those it touches, as rows of an entry."""
    return [row(deal=deal) for deal in one.deals] or None


def _of(one: Breach) -> tuple[str, ...]:
    return rows.DRILL if one.is_drill else rows.INCIDENT


def stop_deals(one: Breach, at: datetime) -> None:
    """What it touches stops by itself, where it is grave enough."""
    if one.is_drill or not rules.stops_deals(courses.grade_of(one)):
        return
    for deal in one.deals:
        try:
            with transaction.atomic():
                reason = SuspendReason.INCIDENT
                deal_services.suspend(deal=Ref(deal), reason=reason, actor=SYSTEM, at=at)
        except (Suspended, Terminated):
            continue  # it stands still already


@transaction.atomic
def grade(*, breach: Ref, grade: Grade, actor: Ref, at: datetime) -> Breach:
    """Say that it is as grave as that, or graver: one person does.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, IsClosed
        IsLower: something would be less; that takes two.
    """
    accounts.require(actor, at, *HANDLERS)
    found = open_one(breach)
    if grade.is_lower_than(courses.grade_of(found)):
        raise IsLower
    return regrade(found, grade, actor, at)


def regrade(found: Breach, grade: Grade, actor: Ref, at: datetime) -> Breach:
    put_grade(found, grade)
    rows.keep(found, Tag.GRADED, grade_facts(found), _of(found), actor, at, rows=_deals(found))
    stop_deals(found, at)
    return found


def open_one(breach: Ref) -> Breach:
    """
    Raises:
        NoSuchIncident, NotAuthentic, IsClosed
    """
    found: Breach = queries.held(Breach, breach)
    if found.closed_at:
        raise IsClosed
    return found


def ask_lower(*, breach: Ref, grade: Grade, reasons: str, actor: Ref, at: datetime) -> Lowering:
    """Ask that it be graded lower, for a reason; another decides.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, IsClosed, TextMissing, TextTooLong
        NotLower, LoweringOpen
    """
    accounts.require(actor, at, *HANDLERS)
    try:
        with texts.sealed("reasons", reasons, at) as said, transaction.atomic():
            found = open_one(breach)
            if not grade.is_lower_than(courses.grade_of(found)):
                raise NotLower
            made = Lowering(
                ref=Ref.new("lowering"),
                breach=breach,
                persons=grade.persons,
                loss=grade.loss,
                is_leak=grade.is_leak,
                judged=grade.judged,
                raised=grade.raised,
                reasons=said.name,
                asked_by=actor,
                asked_at=at,
            )
            facts: dict[str, Value] = {
                "breach": breach,
                "persons": made.persons,
                "loss": made.loss,
                "leak": made.is_leak,
                "judged": grade.judged,
                "raised": grade.raised,
                "said": said.commitment,
            }
            return rows.keep(made, Tag.LOWERING_ASKED, facts, rows.INCIDENT, actor, at)
    except IntegrityError as error:
        raise LoweringOpen from error


@transaction.atomic
def decide_lower(*, lowering: Ref, agreed: bool, actor: Ref, at: datetime) -> Lowering:
    """
    Raises:
        NotPermitted, NoSuchLowering, NotAuthentic, IsClosed
        SamePerson: the actor asked for it.
        StepOver: it is decided.
    """
    accounts.require(actor, at, *LOWERERS)
    found: Lowering = queries.held(Lowering, lowering)
    if found.decided_at:
        raise StepOver
    if actor == found.asked_by:
        raise SamePerson
    found.is_agreed, found.decided_at, found.decided_by = agreed, at, actor
    facts: dict[str, Value] = {"breach": Ref(found.breach), "agreed": agreed}
    rows.keep(found, Tag.LOWERING_DECIDED, facts, rows.INCIDENT, actor, at)
    if agreed:
        regrade(open_one(Ref(found.breach)), courses.asked_grade(found), actor, at)
    return found
