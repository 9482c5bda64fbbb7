"""A drill: the same machine, marked, that touches nothing real and tells nobody.

What happens in it comes by the minute after its begin.  At its end it is scored by the clocks of a
real incident, and each that was missed calls for a change of the plan.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach
from shoumi.chapters.incidents.queries import courses, drill_scores
from shoumi.chapters.incidents.rules import drill_score
from shoumi.chapters.incidents.rules import incidents as rules
from shoumi.chapters.incidents.rules.drill_score import Part
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
        missed = missed_by(one)
        one.missed = [each.value for each in missed]
        one.closed_at, one.closed_by = at, actor
        rows.keep(one, Tag.CLOSED, {"drill": True, "missed": len(missed)}, rows.DRILL, actor, at)
        lacks = _lacks(one)
        for number, each in enumerate(missed):
            plans.call_for(
                cause=Cause.DRILL,
                what=_said(each, one, "" if number else lacks),
                of=breach,
                missed=each,
                actor=actor,
                at=at,
            )
        if not missed:
            plans.call_for(
                cause=Cause.DRILL,
                what=_lesson(one, lacks) + lacks,
                of=breach,
                missed=None,
                actor=actor,
                at=at,
            )
    return one


def missed_by(one: Breach) -> list[Milestone]:
    """What it did not do, or did too late."""
    return rules.missed_of(courses.clocks(one))


def _lacks(one: Breach) -> str:
    """What of its score besides the milestones was not met, for whoever decides on the change."""
    short = [
        each
        for each in drill_score.tallies(drill_scores.expected(one))
        if each.met < each.expected and each.part not in (Part.MILESTONES, Part.NOTICES)
    ]
    zh, en = (
        gap.join(f"{names.pair(each.part)[place]} {each.met}/{each.expected}" for each in short)
        for place, gap in ((0, "；"), (1, "; "))
    )
    return f"\n没有全部按时做到：{zh}。\n(not all in time: {en})" if short else ""


def _said(missed: Milestone, one: Breach, lacks: str) -> str:
    """The change that is called for, in the language of the plan and in English."""
    zh, en = names.pair(missed)
    head = f"演练第 {one.number} 号没有按时做到：{zh}。"
    tail = f"\n(drill {one.number} missed: {en}){lacks}"
    return f"{head}{_lesson(one, head + tail)}{tail}"


def _lesson(one: Breach, beside: str) -> str:
    """As much of it as a change has room for; the drill keeps all of it."""
    lesson, room = texts.opened(one.lesson), texts.MOST - len(beside)
    return lesson if len(lesson) <= room else f"{lesson[: room - 1]}…"
