"""Acts for when something happens: somebody is relieved or not reached, an incident is reported and
graded, a drill calls for a change of the plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from shoumi.base.registry.incident_card import incident_desk
from shoumi.base.registry.incident_desk import IncidentReport, Through
from shoumi.base.tests.memories import forget
from shoumi.chapters.incidents.models import (
    Breach,
    BreachOrigin,
    DutyContact,
    DutyPost,
    PlanChange,
    StatusNote,
)
from shoumi.chapters.incidents.queries import demands
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import Cause, Kind, Milestone, Post, Source
from shoumi.chapters.incidents.services import duty, incidents, plans, status_notes
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.chapters.incidents.services.status_notes import Words
from shoumi.core.incident_clock import Severity
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.restore_case import Narrowing

# A request that became an incident.
_ORIGIN = Ref.new("request")


def _name(house: Any) -> Ref:
    given = {"person": house[cast.SERVICE], "deputy": house[cast.CONSULTANT]}
    made = duty.name(post=Post.COMMAND, **given, actor=house.dpo, at=house.at)
    return Ref(made.ref)


def _relieve(house: Any, _: Ref) -> None:
    given = {"person": house.legal, "deputy": house[cast.CONSULTANT]}
    duty.name(post=Post.COMMAND, **given, actor=house.dpo, at=house.at)


def _reached(house: Any) -> Ref:
    _name(house)
    given = {"person": house[cast.SERVICE], "way": "154 0000 0113"}
    contact = Ref(duty.tell_contact(**given, actor=house.dpo, at=house.at).ref)
    duty.try_contact(contact=contact, is_reached=True, actor=house.dpo, at=house.at)
    return contact


def _told(house: Any) -> Report:
    return Report(
        kind=Kind.MISDELIVERY,
        source=Source.STAFF,
        found_at=house.at,
        account="名单发到了错误的地址。",
        grade=Grade(37, 0, is_leak=True, judged=Severity.MEDIUM),
    )


def _report(house: Any, _: Any = None) -> Ref:
    made = incidents.report(told=_told(house), actor=house.dpo, at=house.at)
    return Ref(made.ref)


def _take_in(house: Any, _: Any) -> None:
    told = IncidentReport(_ORIGIN, Through.CUSTOMER, house.at, "接到了诈骗电话。")
    incident_desk().report(told, house.dpo, house.at)


def _shown(house: Any) -> Ref:
    """A public note."""
    words = Words("名单发错了地址。", "", "154 0000 0111", house.at + timedelta(hours=4))
    breach = _report(house)
    made = status_notes.write(breach=breach, words=words, actor=house.dpo, at=house.at)
    note = Ref(made.ref)
    for actor in (house.legal, house[cast.HEAD]):
        status_notes.approve(note=note, actor=actor, at=house.at)
    return note


def _grade(house: Any, breach: Ref) -> None:
    graver = Grade(1_000_000, 0, is_leak=True, judged=Severity.HIGH)
    incidents.grade(breach=breach, grade=graver, actor=house.dpo, at=house.at)


def _call_for(house: Any, _: Any) -> None:
    with transaction.atomic():
        plans.call_for(
            cause=Cause.DRILL,
            what="没有按时报告。",
            of=Ref.new("breach"),
            missed=Milestone.AUTHORITY_TOLD,
            actor=house.dpo,
            at=house.at,
        )


def _is_shut(house: Any, _: Any) -> bool:
    """9.2 fails for everybody, as nobody knows which deal it touches."""
    forget()
    return bool(
        Breach.objects.exists() and demands.CHECKS["9.2"](house.at).reason == "incidents.open_then"
    )


INCIDENT_ACTS = {
    "incidents.post_left": Narrowing(
        _name, _relieve, lambda house, made: DutyPost.objects.get(ref=made).left_at is not None
    ),
    "incidents.contact_tried": Narrowing(
        _reached,
        lambda house, made: duty.try_contact(
            contact=made, is_reached=False, actor=house.dpo, at=house.at
        ),
        lambda house, made: DutyContact.objects.get(ref=made).is_reached is False,
    ),
    "incidents.reported": Narrowing(lambda house: None, _report, _is_shut),
    "incidents.taken_in": Narrowing(
        lambda house: None,
        _take_in,
        lambda house, _: BreachOrigin.objects.filter(origin=_ORIGIN).exists(),
    ),
    "incidents.status_taken_down": Narrowing(
        _shown,
        lambda house, made: status_notes.take_down(
            note=made, why="人数说错了。", actor=house.dpo, at=house.at
        ),
        lambda house, made: StatusNote.objects.get(ref=made).down_at is not None,
    ),
    "incidents.graded": Narrowing(
        _report,
        _grade,
        lambda house, made: Breach.objects.get(ref=made).persons == 1_000_000,
    ),
    "incidents.change_raised": Narrowing(
        lambda house: None,
        _call_for,
        lambda house, _: PlanChange.objects.filter(missed=Milestone.AUTHORITY_TOLD).exists(),
    ),
}
