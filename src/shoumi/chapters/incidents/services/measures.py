"""What is done about an incident: one click each to contain it, notes, evidence, whose data it was.

What shuts other things goes through the services of the base, each with an entry of its own.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.deals.services import suspend
from shoumi.base.documents import store, upload_rules
from shoumi.base.gate import queries as gate
from shoumi.base.gate.tasks import close_task
from shoumi.base.rooms import services as rooms
from shoumi.base.signin import sessions
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, BreachStep, DrillInject, Exposure
from shoumi.chapters.incidents.queries import courses, exposures
from shoumi.chapters.incidents.rules import playbooks
from shoumi.chapters.incidents.rules.drill_score import ASKING
from shoumi.chapters.incidents.rules.words import Kind, StepKind
from shoumi.chapters.incidents.services import incidents, rows, texts
from shoumi.chapters.incidents.services.errors import (
    InDrill,
    NoMeasure,
    NotADrill,
    NothingToAnswer,
    NotInPlaybook,
    NotItsDeal,
    SpanUnfit,
    StepOver,
)
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import SYSTEM, Ref

# By these an incident is contained.
MEASURES = (
    StepKind.LOCKED_OUT,
    StepKind.ROOMS_SHUT,
    StepKind.DEAL_STOPPED,
    StepKind.TASKS_CLOSED,
    StepKind.MEASURE,
)


def lock_out(*, breach: Ref, person: Ref, actor: Ref, at: datetime) -> BreachStep:
    """End every session, link and token of somebody now.

    Raises:
        NotPermitted, NoSuchPerson, NoSuchIncident, IsClosed, NotAuthentic, InDrill
    """
    with transaction.atomic():
        one = _handled(breach, actor, at)
        sessions.lock_down(person=person, actor=actor, at=at)
        return _step(one, StepKind.LOCKED_OUT, actor, at, of=person)


def shut_rooms(*, breach: Ref, deal: Ref, actor: Ref, at: datetime) -> BreachStep:
    """Shut every room of a deal that it touches.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic, InDrill, NotItsDeal
    """
    with transaction.atomic():
        one = _handled(breach, actor, at, deal)
        rooms.shut_all(deal=deal, actor=SYSTEM, at=at)
        return _step(one, StepKind.ROOMS_SHUT, actor, at, of=deal)


def stop_deal(*, breach: Ref, deal: Ref, actor: Ref, at: datetime) -> BreachStep:
    """Suspend a deal that it touches, however grave it is.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic, InDrill, NotItsDeal
        Suspended, Terminated
    """
    with transaction.atomic():
        one = _handled(breach, actor, at, deal)
        suspend(deal=deal, reason=SuspendReason.INCIDENT, actor=SYSTEM, at=at)
        return _step(one, StepKind.DEAL_STOPPED, actor, at, of=deal)


def close_tasks(*, breach: Ref, deal: Ref, actor: Ref, at: datetime) -> BreachStep:
    """Close every open task of a deal, and with it each right to read that rests on one.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic, InDrill, NotItsDeal
    """
    with transaction.atomic():
        one = _handled(breach, actor, at, deal)
        for task in gate.open_ones(at):
            if task.deal == deal:
                close_task(task=Ref(task.ref), actor=actor, at=at)
        return _step(one, StepKind.TASKS_CLOSED, actor, at, of=deal)


def touch_deal(*, breach: Ref, deal: Ref, actor: Ref, at: datetime) -> Breach:
    """It touches another deal too, which stops by itself where it is grave enough.

    Raises:
        NotPermitted, NoSuchDeal, NoSuchIncident, IsClosed, NotAuthentic, InDrill
    """
    with transaction.atomic():
        one = _handled(breach, actor, at)
        one.deals = sorted({*one.deals, deals.deal(deal).ref})
        return incidents.regrade(one, courses.grade_of(one), actor, at)


def note(*, breach: Ref, kind: StepKind, words: str, actor: Ref, at: datetime) -> BreachStep:
    """Something that was found or done, in words; a measure outside the system likewise.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic, TextMissing, TextTooLong
    """
    accounts.require(actor, at, *HANDLERS)
    with texts.sealed("words", words, at) as said, transaction.atomic():
        one = incidents.open_one(breach)
        return _step(one, kind, actor, at, said=said)


def keep_evidence(
    *, breach: Ref, words: str, content: bytes, actor: Ref, at: datetime
) -> BreachStep:
    """Keep a paper or a picture sealed, with its digest and who brought it when.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic, TextMissing, TextTooLong
        PaperTooLarge, NotAPaper
    """
    accounts.require(actor, at, *HANDLERS)
    upload_rules.must_fit(content)
    with texts.sealed("words", words, at) as said, transaction.atomic():
        one = incidents.open_one(breach)
        paper = store.put(content, kind="evidence", deal=None, actor=actor, at=at)
        return _step(
            one,
            StepKind.EVIDENCE,
            actor,
            at,
            said=said,
            document=paper.ref,
            sha256=paper.sha256,
        )


def tick(*, breach: Ref, task: Ref, words: str, actor: Ref, at: datetime) -> BreachStep:
    """A task of the playbook is done, with what was done.  It contains nothing by itself.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic, TextMissing, TextTooLong
        NotInPlaybook: the task is not of incidents of this kind.
        StepOver: it is done.
    """
    accounts.require(actor, at, *HANDLERS)
    with texts.sealed("words", words, at) as said, transaction.atomic():
        one = incidents.open_one(breach)
        if task not in {each.ref for each in playbooks.of(Kind(one.kind))}:
            raise NotInPlaybook
        if BreachStep.objects.filter(breach=breach, kind=StepKind.TASK, of=task).exists():
            raise StepOver
        return _step(one, StepKind.TASK, actor, at, of=task, said=said)


def answer(*, breach: Ref, inject: Ref, words: str, actor: Ref, at: datetime) -> BreachStep:
    """What came by mail, phone or sensor in a drill is answered, with what was done.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic, TextMissing, TextTooLong
        NotADrill
        NothingToAnswer: no such thing has come in it, or none that asks for an answer.
        StepOver: it is answered.
    """
    accounts.require(actor, at, *HANDLERS)
    with texts.sealed("words", words, at) as said, transaction.atomic():
        one = incidents.open_one(breach)
        if not one.is_drill:
            raise NotADrill
        came = DrillInject.objects.filter(breach=breach, ref=inject, fired_at__isnull=False)
        if not came.filter(channel__in=ASKING).exists():
            raise NothingToAnswer
        if BreachStep.objects.filter(breach=breach, kind=StepKind.ANSWER, of=inject).exists():
            raise StepOver
        return _step(one, StepKind.ANSWER, actor, at, of=inject, said=said)


def _handled(breach: Ref, actor: Ref, at: datetime, deal: Ref | None = None) -> Breach:
    accounts.require(actor, at, *HANDLERS)
    one = incidents.open_one(breach)
    if one.is_drill:
        raise InDrill
    if deal is not None and deal not in one.deals:
        raise NotItsDeal
    return one


def _step(
    one: Breach,
    kind: StepKind,
    actor: Ref,
    at: datetime,
    *,
    of: Ref | None = None,
    said: texts.Sealed | None = None,
    document: str = "",
    sha256: str = "",
) -> BreachStep:
    made = BreachStep(
        ref=Ref.new("bstep"),
        breach=one.ref,
        kind=kind,
        of=of or "",
        words=said.name if said else "",
        document=document,
        sha256=sha256,
        by=actor,
        at=at,
    )
    facts: dict[str, Value] = {"breach": Ref(one.ref), "kind": kind}
    facts |= {"of": of} if of else {}
    facts |= {"said": said.commitment} if said else {}
    facts |= {"document": Digest.fromhex(sha256)} if sha256 else {}
    return rows.keep(made, Tag.STEP_TAKEN, facts, rows.INCIDENT, actor, at)


@transaction.atomic
def count_exposed(
    *,
    breach: Ref,
    since: datetime,
    until: datetime,
    deal: Ref | None,
    person: Ref | None,
    actor: Ref,
    at: datetime,
) -> Exposure:
    """Count from the ledger whose data were opened in that time; the incident is of so many at
    least.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic
        SpanUnfit: it ends before it begins, or later than now.
    """
    accounts.require(actor, at, *HANDLERS)
    if not since < until <= at:
        raise SpanUnfit
    one = incidents.open_one(breach)
    seen = exposures.between(since, until, deal=deal, person=person)
    made = Exposure(
        ref=Ref.new("exposure"),
        breach=breach,
        deal=deal or "",
        person=person or "",
        since=since,
        until=until,
        first=seen.first,
        last=seen.last,
        persons=len(seen.names),
        digest=seen.digest.hex(),
        by=actor,
        at=at,
    )
    facts: dict[str, Value] = {
        "breach": breach,
        "since": since,
        "until": until,
        "first": seen.first,
        "last": seen.last,
        "persons": made.persons,
        "names": seen.digest,
    }
    facts |= {"person": person} if person else {}
    rows.keep(made, Tag.EXPOSURE_COUNTED, facts, rows.INCIDENT, actor, at, deal=deal)
    before = courses.grade_of(one)
    counted = before.with_persons(made.persons)
    if counted != before:
        incidents.regrade(one, counted, actor, at)
    return made


@transaction.atomic
def contain(*, breach: Ref, actor: Ref, at: datetime) -> Breach:
    """Say that nothing leaks any more; something has to have been done for it.

    Raises:
        NotPermitted, NoSuchIncident, IsClosed, NotAuthentic
        NoMeasure: nothing was.
        StepOver: it is.
    """
    accounts.require(actor, at, *HANDLERS)
    one = incidents.open_one(breach)
    if one.contained_at:
        raise StepOver
    kinds = set(BreachStep.objects.filter(breach=breach).values_list("kind", flat=True))
    if not kinds & {kind.value for kind in MEASURES}:
        raise NoMeasure
    one.contained_at, one.contained_by = at, actor
    return rows.keep(one, Tag.CONTAINED, {}, rows.INCIDENT, actor, at)
