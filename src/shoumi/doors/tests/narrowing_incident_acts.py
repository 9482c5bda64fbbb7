"""Acts for when something happens: somebody is relieved or not reached, an incident is reported and
graded, a drill calls for a change of the plan."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from shoumi.base.tests.memories import forget
from shoumi.chapters.incidents.models import Breach, DutyContact, DutyPost, PlanChange
from shoumi.chapters.incidents.queries import demands
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import Cause, Kind, Milestone, Post, Source
from shoumi.chapters.incidents.services import duty, incidents, plans
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.core.incident_clock import Severity
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.restore_case import Narrowing


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
