"""Drills: marked, telling nobody, scored, and what demand 20.2 says of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.outbox.models import Message
from shoumi.chapters.incidents.models import PlanChange
from shoumi.chapters.incidents.rules import playbooks
from shoumi.chapters.incidents.rules.words import Cause, Kind, Milestone
from shoumi.chapters.incidents.services import measures
from shoumi.chapters.incidents.services.errors import InDrill, InjectsUnfit, SamePerson, StepOver
from shoumi.chapters.incidents.tests.incident_house import AT
from shoumi.chapters.incidents.tests.test_incidents import row
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def test_a_drill_tells_nobody_and_touches_nothing(desk):
    before = Message.objects.count()
    drill = desk.drilled()
    assert Message.objects.count() == before
    assert row(drill).missed == []
    other = desk.drill()
    for do in (measures.lock_out,):
        with pytest.raises(InDrill):
            do(breach=other, person=desk.chen, actor=desk.officer, at=desk.at)
    assert row(other).deals == []
    desk.approve(desk.draft())
    assert desk.state("9.2") == ("PASS", ""), "a drill is no incident"


def test_each_that_a_drill_missed_has_to_be_decided(desk):
    desk.planned()
    drill = desk.drill(persons=1_050_000)
    desk.reached()
    desk.tick(drill, *playbooks.of(Kind.VENDOR))
    desk.contain(drill)
    desk.cause(drill)
    desk.decide(desk.asked(drill))
    desk.go(hours=5)
    desk.tell_all(drill, proof=b"")
    desk.ask_close(drill)
    assert desk.end(drill).missed == [Milestone.AUTHORITY_TOLD]
    assert desk.state("20.2") == ("FAIL", "incidents.drill_undecided_then")
    change = PlanChange.objects.get()
    assert (change.cause, change.missed) == (Cause.DRILL, Milestone.AUTHORITY_TOLD)
    answered = "夜间由值班的人先报，四小时内补签，替补同时到岗。"
    desk.reached()
    desk.approve(desk.draft(changes=[Ref(change.ref)], REPORTING=answered))
    assert desk.state("20.2") == ("PASS", "")


def test_a_drill_counts_for_a_year(desk):
    desk.drilled()
    desk.at = AT.replace(year=2027) + timedelta(days=1)
    assert desk.state("20.2") == ("FAIL", "incidents.drill_old_then")


def test_a_drill_that_nobody_ends_is_none_that_was_held(desk):
    """What it missed would never be learnt, and the one of the year before would go on counting."""
    desk.drilled()
    begun = desk.drill()
    desk.go(days=29)
    assert desk.state("20.2") == ("PASS", "")
    desk.go(days=1)
    assert desk.state("20.2") == ("FAIL", "incidents.drill_left_then")
    desk.contain(begun)
    desk.ask_close(begun)
    desk.end(begun)
    assert desk.state("20.2") == ("FAIL", "incidents.drill_undecided_then"), "all of it was missed"


def test_who_wrote_its_lesson_does_not_score_a_drill(desk):
    drill = desk.drill()
    desk.contain(drill)
    with pytest.raises(StepOver):
        desk.end(drill)
    desk.ask_close(drill, actor=desk.head)
    with pytest.raises(SamePerson):
        desk.end(drill)


def test_what_happens_in_a_drill_has_its_minute(desk):
    for wrong in ("供应商来电", "x | 来电", "5 | "):
        with pytest.raises(InjectsUnfit):
            desk.drill(injects=wrong)
    assert row(desk.drill()).injects == [[0, "供应商来电"], [30, "第二批名单"]]
