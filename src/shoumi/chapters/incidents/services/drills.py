"""A drill: the same machine, marked, that touches nothing real and tells nobody.

What happens in it comes by the minute after its begin.  At its end it is scored by the clocks of a
real incident, by what came and was answered, who was reached and the tasks of its playbook, and
each that was missed calls for a change of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach
from shoumi.chapters.incidents.queries import drill_scores
from shoumi.chapters.incidents.rules.injects import Inject, NoInject, parsed
from shoumi.chapters.incidents.rules.words import Cause, Milestone
from shoumi.chapters.incidents.services import incidents, plans, rows, texts
from shoumi.chapters.incidents.services.errors import (
    InjectsUnfit,
    NotADrill,
    SamePerson,
    StepOver,
)
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.chapters.incidents.services.injects import must_be_harmless, plan
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

PLANNERS = (Role.DPO, Role.SEC, Role.HEAD)
ENDERS = (Role.HEAD, Role.DPO)


def injects_in(text: str) -> list[Inject]:
    """One a line: ``minute | what happens``, or with a channel in between, in order of time.

    Raises:
        InjectsUnfit: a line has no minute, or says nothing.
    """
    try:
        return parsed(text)
    except NoInject as error:
        raise InjectsUnfit(line=error.line) from error


def begin(*, told: Report, injects: str, actor: Ref, at: datetime) -> Breach:
    """Begin a drill now; what happens in it happens by itself (``injects``).

    Raises:
        NotPermitted, TextMissing, TextTooLong, InjectsUnfit
        CarriesIdentifier, BodyUnfit: an inject may not be mailed.
    """
    accounts.require(actor, at, *PLANNERS)
    must_be_harmless(injects_in(injects))
    return put_down(told=told, injects=injects, actor=actor, at=at)


def put_down(*, told: Report, injects: str, actor: Ref, at: datetime) -> Breach:
    """The same, of one that was arranged before."""
    planned = injects_in(injects)
    now = replace(told, found_at=at, deals=())
    said = [(one.when, one.said) for one in planned]
    with transaction.atomic():
        made = incidents.put_down(told=now, injects=said, is_drill=True, actor=actor, at=at)
        plan(made, planned)
    return made


def end(*, breach: Ref, actor: Ref, at: datetime) -> Breach:
    """Score it.  Each that was missed calls for a change, and until all are decided no data are
    handed over.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, IsClosed
        NotADrill
        StepOver: its lesson is not written.
        SamePerson: who wrote that does not end it.
    """
    accounts.require(actor, at, *ENDERS)
    with transaction.atomic():
        one = incidents.open_one(breach)
        if not one.is_drill:
            raise NotADrill
        if one.closing_at is None or one.contained_at is None:
            raise StepOver
        if actor == one.closing_by:
            raise SamePerson
        found = drill_scores.expected(one)
        missed = [each.word for each in drill_scores.missed(found)]
        one.missed = list(missed)
        one.closed_at, one.closed_by = at, actor
        facts: dict[str, Value] = {"drill": True, "missed": len(missed), "expected": len(found)}
        rows.keep(one, Tag.CLOSED, facts, rows.DRILL, actor, at)
        _call_for_changes(one, missed, actor, at)
    return one


def _call_for_changes(
    one: Breach, missed: Sequence[Milestone | Ref], actor: Ref, at: datetime
) -> None:
    """One for each that was missed, the first with the lesson; of a drill that missed nothing one
    with its lesson alone."""
    call_for = partial(plans.call_for, cause=Cause.DRILL, of=Ref(one.ref), actor=actor, at=at)
    if not missed:
        call_for(what=_lesson(one, ""), missed=None)
    for number, each in enumerate(missed):
        zh, en = drill_scores.named(each)
        head = f"演练第 {one.number} 号没有按时做到：{zh}。"
        tail = f"\n(drill {one.number} missed: {en})"
        lesson = "" if number else _lesson(one, head + tail)
        call_for(what=f"{head}{lesson}{tail}", missed=each)


def _lesson(one: Breach, beside: str) -> str:
    """As much of it as a change has room for; the drill keeps all of it."""
    lesson, room = texts.opened(one.lesson), texts.MOST - len(beside)
    return lesson if len(lesson) <= room else f"{lesson[: room - 1]}…"
