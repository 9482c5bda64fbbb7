"""The seven demands: what lets each fail for everybody, and what mends it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Question,
    Reading,
    Session,
)
from shoumi.chapters.learning.queries import demands
from shoumi.chapters.learning.rules import Topic, Withdrawal
from shoumi.chapters.learning.services import awareness, bank, errors
from shoumi.chapters.learning.tests.academy import DAY, TEXT, TITLE
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def states(academy):
    return {demand: academy.check(demand).state for demand in demands.CHECKS}


def test_a_house_without_a_course_leaves_the_word_to_statements(academy):
    assert set(states(academy).values()) == {ControlState.NOT_BUILT}
    course = academy.course()
    assert academy.check("19.3").turns == course.begins_at
    assert set(states(academy).values()) == {ControlState.NOT_BUILT}


def test_a_house_that_teaches_keeps_them(academy):
    academy.begun()
    assert set(states(academy).values()) == {ControlState.PASS}


def test_a_role_without_a_course_fails_for_all(academy):
    roles = frozenset({Role.CON, Role.CS, Role.HR})
    academy.course(begins_at=academy.at, roles=roles)
    assert academy.state("19.1") == ("FAIL", "learning.role_without_course")
    assert academy.state("4.1") == ("PASS", "")


def test_a_course_that_leaves_measures_out_is_not_the_whole_syllabus(academy):
    topics = frozenset({Topic.LAW, Topic.POLICY})
    academy.course(begins_at=academy.at, topics=topics, questions=6)
    assert academy.state("19.1") == ("FAIL", "learning.topic_not_taught")
    academy.course(begins_at=academy.at, topics=frozenset({Topic.MEASURES}), questions=5)
    assert academy.state("19.1") == ("PARTIAL", "learning.missing_19_1")
    first, second = Course.objects.order_by("id")
    academy.find_topics(first)
    assert academy.state("19.1") == ("FAIL", "learning.topic_not_found")
    academy.find_topics(second)
    assert academy.state("19.1") == ("PASS", "")


def test_too_few_questions_fail_until_others_are_checked(academy):
    academy.begun()
    for one in Question.objects.filter(topic=Topic.LAW):
        bank.withdraw(
            question=Ref(one.ref), reason=Withdrawal.WRONG, actor=academy.legal, at=academy.at
        )
    assert academy.check("14.3").state is ControlState.PASS
    for one in Question.objects.filter(topic=Topic.POLICY):
        bank.withdraw(
            question=Ref(one.ref), reason=Withdrawal.OUTDATED, actor=academy.legal, at=academy.at
        )
    assert academy.state("14.3") == ("FAIL", "learning.too_few_questions")
    academy.fill_bank()
    assert academy.check("14.3").state is ControlState.PASS


def test_a_quarter_that_ended_without_its_item_fails_until_it_is_made_up_for(academy):
    academy.course(begins_at=academy.at)
    assert academy.state("14.1") == ("PASS", "")
    academy.at = academy.check("14.1").turns
    assert academy.state("14.1") == ("FAIL", "learning.quarter_without_item")
    academy.item(quarter="2026Q3")
    assert academy.state("14.1") == ("PASS", "")


def test_the_quarter_before_the_house_began_is_not_asked_for(academy):
    academy.course(begins_at=academy.at)
    assert academy.check("14.1").state is ControlState.PASS


def test_an_own_incident_is_told_within_thirty_days(academy):
    academy.course(begins_at=academy.at)
    made = academy.note()
    assert academy.state("14.2") == ("PASS", "")
    academy.at = academy.check("14.2").turns
    assert academy.state("14.2") == ("FAIL", "learning.case_overdue")
    academy.tell(made)
    assert academy.state("14.2") == ("PARTIAL", "learning.missing_14_2"), "as older versions did"
    academy.clear(made)
    assert academy.state("14.2") == ("PASS", "")


def test_a_year_without_a_session_on_site_fails(academy):
    academy.course(begins_at=academy.at)
    academy.at = academy.check("19.2").turns
    assert academy.state("19.2") == ("FAIL", "learning.no_session_in_a_year")
    course = Course.objects.get()
    academy.attended(course)
    academy.read(course)
    assert academy.state("19.2") == ("PASS", "")


# Which demand sees that a row was edited, and what an edit is.
EDITS = [
    (Course, {"roles": []}, "4.1"),
    (Course, {"text_zh": "改过"}, "19.1"),
    (Question, {"right": [1]}, "14.3"),
    (Exam, {"passed": False}, "14.3"),
    (Exam, {"seed": "0"}, "19.3"),
    (Certificate, {"policy": "policy-x"}, "19.3"),
    (Reading, {"text_sha256": "0" * 64}, "19.2"),
    (Reading, {"of": "item-x"}, "14.1"),
    (Attendance, {"countersigned_by": "person-x"}, "19.2"),
    (Session, {"place": "别处"}, "19.2"),
    (AwarenessItem, {"quarter": "2020Q1"}, "14.1"),
    (Case, {"happened_on": "2020-01-01"}, "14.2"),
]


@pytest.mark.parametrize(("table", "change", "demand"), EDITS)
def test_a_row_that_was_edited_or_deleted_fails(academy, table, change, demand):
    academy.begun()
    academy.item(quarter="2026Q4")
    academy.note()
    assert academy.check(demand).state is ControlState.PASS
    row = table.objects.order_by("id").first()
    before = table.objects.filter(pk=row.pk).values(*change).get()
    table.objects.filter(pk=row.pk).update(**change)
    assert academy.state(demand) == ("FAIL", NotAuthentic.code)
    table.objects.filter(pk=row.pk).update(**before)
    assert academy.check(demand).state is ControlState.PASS
    table.objects.filter(pk=row.pk).delete()
    assert academy.state(demand) == ("FAIL", NotAuthentic.code)


def test_between_what_a_check_names_nothing_turns(academy):
    """Each says when it may turn by the time alone; until then it says the same."""
    academy.course(begins_at=academy.at)
    academy.note()
    start = academy.at
    for demand in demands.CHECKS:
        academy.at, told = start, academy.check(demand)
        for days in range(0, 420, 3):
            at = start + timedelta(days=days)
            if told.turns is not None and at >= told.turns:
                break
            academy.at = at
            assert academy.check(demand).state is told.state, (demand, days)
        academy.at = start


def test_an_item_is_of_a_quarter_near_by_and_published_by_another(academy):
    with pytest.raises(errors.QuarterUnfit):
        academy.item(quarter="2025Q1")
    made = awareness.draft(
        quarter="2026Q3", title=TITLE, text=TEXT, actor=academy.hr, at=academy.at
    )
    with pytest.raises(errors.OwnDraft):
        awareness.publish(
            item=Ref(made.ref), due_at=academy.at + DAY, actor=academy.hr, at=academy.at
        )
    with pytest.raises(errors.QuarterTaken):
        awareness.draft(quarter="2026Q3", title=TITLE, text=TEXT, actor=academy.hr, at=academy.at)
