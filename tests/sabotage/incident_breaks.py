"""Promises for when something happens: a plan in force, people who are reached, drills, and nothing
grave that is open.

A told home has a plan and states its drills; each case begins with people on duty, a plan of their
own and a drill, and from then on all is checked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import SERVICE, SQL, Break, cast
from tests.sabotage.place import Place

TEXT = "发现以后立即报告，总指挥决定先停什么，每一步记入时间线。"
# The rows that were deleted last.
_taken: list[Any] = []


def begin(place: Place) -> None:
    """A plan is in force, everybody on duty was reached, a drill ended in time, and an incident
    that touched no deal was closed."""
    from shoumi.chapters.incidents.rules.words import Cause, Post, Section
    from shoumi.chapters.incidents.services import duty, plans
    from shoumi.core.refs import Ref

    people = cast()
    officer, head, at = place[people.DPO], place[people.HEAD], place.at
    pair = place[people.SERVICE], place[people.CONSULTANT]
    for post in Post:
        duty.name(post=post, person=pair[0], deputy=pair[1], actor=officer, at=at)
    for person in pair:
        told = {"person": person, "way": "154 0000 0111", "actor": officer, "at": at}
        contact = Ref(duty.tell_contact(**told).ref)
        duty.try_contact(contact=contact, is_reached=True, actor=officer, at=at)
    sections = dict.fromkeys(Section, TEXT)
    made = plans.draft(sections=sections, cause=Cause.YEARLY, changes=(), actor=officer, at=at)
    plans.approve(plan=Ref(made.ref), actor=head, at=at)
    drill(place)
    _closed(place)


def drill(place: Place, *, persons: int = 37) -> None:
    """One that ends at once, all reached and done: a leak is told, of a grave one nothing is."""
    from shoumi.chapters.incidents.models import DutyContact
    from shoumi.chapters.incidents.rules import playbooks
    from shoumi.chapters.incidents.services import drills, duty, measures
    from shoumi.core.refs import Ref

    people = cast()
    told = report(place, persons)
    began = {"injects": "0 | 来电", "actor": place[people.SECURITY], "at": place.at}
    breach = Ref(drills.begin(told=told, **began).ref)
    by = {"actor": place[people.DPO], "at": place.at}
    for contact in DutyContact.objects.exclude(person=by["actor"]).values_list("ref", flat=True):
        duty.try_contact(contact=Ref(contact), is_reached=True, **by)
    for task in playbooks.of(told.kind):
        measures.tick(breach=breach, task=task.ref, words="已办。", **by)
    handle(place, breach, proof=b"", is_told=persons < 1_000_000)
    drills.end(breach=breach, actor=place[people.HEAD], at=place.at)


def report(place: Place, persons: int) -> Any:
    from shoumi.chapters.incidents.rules.incidents import Grade
    from shoumi.chapters.incidents.rules.words import Kind, Source
    from shoumi.chapters.incidents.services.incidents import Report
    from shoumi.core.incident_clock import Severity

    return Report(
        kind=Kind.MISDELIVERY,
        source=Source.STAFF,
        found_at=place.at,
        account="名单发到了错误的地址。",
        grade=Grade(persons, 0, is_leak=True, judged=Severity.MEDIUM),
    )


def handle(place: Place, breach: Any, *, proof: bytes, is_told: bool = True) -> None:
    from shoumi.chapters.incidents.rules.words import Addressee, Finding, Root, StepKind, Way
    from shoumi.chapters.incidents.services import measures, notices, outcome
    from shoumi.core.refs import Ref

    people = cast()
    by = {"breach": breach, "actor": place[people.SECURITY], "at": place.at}
    measures.note(kind=StepKind.MEASURE, words="已召回。", **by)
    measures.contain(**by)
    contents = notices.Contents("姓名被发给他人。", "已召回。", "privacy@anzhuan.example")
    for addressee in Addressee if is_told else ():
        told = {"way": Way.PHONE, "count": 1, "contents": contents, "proof": proof}
        notices.give(addressee=addressee, **told, **by)
    outcome.find_cause(root=Root.HUMAN_ERROR, words="没有核对地址。", **by)
    asked = outcome.ask_liability(person=None, account="流程没有要求复核。", **by)
    outcome.decide_liability(
        liability=Ref(asked.ref),
        finding=Finding.NOT_RESPONSIBLE,
        reasons="属实。",
        actor=place[people.HEAD],
        at=place.at,
    )
    outcome.ask_close(lesson="发出前由另一位复核。", **by)


def _closed(place: Place) -> None:
    from shoumi.chapters.incidents.services import incidents, outcome
    from shoumi.core.refs import Ref

    people = cast()
    told = report(place, 37)
    made = incidents.report(told=told, actor=place[people.SERVICE], at=place.at)
    handle(place, Ref(made.ref), proof=b"%PDF-")
    outcome.close(breach=Ref(made.ref), actor=place[people.HEAD], at=place.at)


# -- 9.1, 20.1, 20.3 -------------------------------------------------------------------------


def plan_out_of_force(place: Place) -> None:
    from shoumi.base.tests import authenticated
    from shoumi.chapters.incidents.models import ContingencyPlan

    rows = ContingencyPlan.objects.all()
    assert authenticated.change(rows, approved_at=None, approved_by="")
    place.a_minute_later()


def approve_again(place: Place) -> None:
    from shoumi.chapters.incidents.models import ContingencyPlan

    plan = ContingencyPlan.objects.latest("number").ref
    place.page(cast().HEAD, f"/plans/{plan}/do/plan-approve", is_sure="on")


def nobody_answers(place: Place) -> None:
    from shoumi.chapters.incidents.services import duty
    from shoumi.core.refs import Ref

    given = {"contact": Ref(_contact(place)), "is_reached": False}
    duty.try_contact(**given, actor=place[cast().DPO], at=place.at)


def call_again(place: Place) -> None:
    place.page(cast().DPO, f"/on-duty/{_contact(place)}/do/onduty-try", reached="on")


def call_everybody(place: Place) -> None:
    from shoumi.chapters.incidents.models import DutyContact

    for one in DutyContact.objects.all():
        place.page(cast().HEAD, f"/on-duty/{one.ref}/do/onduty-try", reached="on")


def renew_plan(place: Place) -> None:
    """Another version that says the same."""
    from shoumi.chapters.incidents.models import ContingencyPlan

    before = ContingencyPlan.objects.latest("number")
    sections = {name.lower(): text for name, text in before.sections.items()}
    place.page(cast().DPO, "/plans/do/plan-draft", cause="YEARLY", **sections)
    approve_again(place)


def _contact(place: Place) -> str:
    """Of somebody who is on duty now."""
    from shoumi.chapters.incidents.models import DutyContact

    return str(DutyContact.objects.get(person=place[cast().SERVICE]).ref)


def change_waits_too_long(place: Place) -> None:
    """As time alone would leave it."""
    from shoumi.base.tests import authenticated

    before = place.at - timedelta(days=1)
    assert authenticated.change(_waiting(), due_at=before)
    place.a_minute_later()


def decline_all(place: Place) -> None:
    for one in _waiting():
        place.page(
            cast().DPO, f"/plan-changes/{one.ref}/do/planchange-decline", reasons="已经写明。"
        )


def _waiting() -> Any:
    from shoumi.chapters.incidents.models import PlanChange

    return PlanChange.objects.filter(decided_at=None)


# -- 9.2, 9.3 --------------------------------------------------------------------------------


def leak(place: Place) -> None:
    """Of which nobody knows which deal it touches."""
    from shoumi.chapters.incidents.services import incidents

    incidents.report(told=report(place, 37), actor=place[cast().SERVICE], at=place.at)


def was_none(place: Place) -> None:
    """It is found to have been no leak: one asks, another agrees."""
    from shoumi.chapters.incidents.models import Breach, Lowering

    breach = Breach.objects.get(closed_at=None).ref
    place.page(
        cast().DPO,
        f"/incidents/{breach}/do/incident-lower",
        persons="0",
        loss="0",
        severity="low",
        level="general",
        reasons="收件人就是客户本人。",
    )
    asked = Lowering.objects.get(decided_at=None).ref
    place.page(cast().HEAD, f"/lowerings/{asked}/do/lowering-decide", agreed="on")


def decision_taken_away(place: Place) -> None:
    """Who answers for what was closed is deleted, as if nobody had decided it."""
    from shoumi.chapters.incidents.models import Liability

    _taken[:] = Liability.objects.all()
    assert Liability.objects.all().delete()[0]
    place.a_minute_later()


def put_it_back(place: Place) -> None:
    """No page does: whoever deleted the rows has them, as a copy of the home has."""
    from shoumi.chapters.incidents.models import Liability

    assert Liability.objects.bulk_create(_taken)
    place.a_minute_later()


_AS_OWN = "the house refuses to write it so; it stands for a fault of its own code"
_FORGED = "it is the forgery that the check is there for"
_SLOW = "time does it too; here nothing else has aged"
BREAKS: tuple[Break, ...] = (
    Break(
        ("9.1", "20.1", "20.3"),
        SQL,
        plan_out_of_force,
        approve_again,
        scene=begin,
        at="data_handover",
        why=_AS_OWN,
    ),
    Break(
        ("20.1",),
        SERVICE,
        nobody_answers,
        call_again,
        scene=begin,
        at="data_handover",
    ),
    Break(
        ("20.3",),
        SQL,
        change_waits_too_long,
        decline_all,
        scene=begin,
        at="release",
        why=_SLOW,
    ),
    Break(
        ("9.2",),
        SERVICE,
        leak,
        was_none,
        scene=begin,
        at="data_handover",
    ),
    Break(
        ("9.3", "9.2"),
        SQL,
        decision_taken_away,
        put_it_back,
        scene=begin,
        at="settled",
        why=_FORGED,
    ),
)
