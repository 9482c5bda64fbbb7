"""What of earlier learning counts: a lesson of this year, of a course that teaches the policy as it
is and all that the newest version teaches (19.1, 19.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.chapters.learning.models import Course, Reading
from shoumi.chapters.learning.queries import cases, people
from shoumi.chapters.learning.rules import Lack, Missing, Topic
from shoumi.chapters.learning.services import errors
from shoumi.chapters.learning.tests.academy import DAY, FIRST
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def save_policy(academy, at=None):
    """As if the draft of the policy had been saved once more, and then published."""
    [known] = academy.versions
    academy.versions[0] = replace(known, written_at=lambda: at or academy.at)


def test_a_course_on_a_draft_that_was_changed_since_counts_no_more(academy):
    academy.begun()
    assert academy.judged()[0] is not None
    save_policy(academy)
    assert academy.state("19.1") == ("FAIL", "learning.course_outdated")
    assert academy.state("4.1") == ("FAIL", "learning.course_outdated")
    assert academy.judged() == (None, Lack.NO_COURSE)


def test_a_certificate_on_the_draft_before_it_was_changed_does_not_count(academy):
    first = academy.begun()
    save_policy(academy)
    course = academy.draft(earlier=Ref(first.ref))
    academy.find_topics(course)
    academy.go(hours=1)
    academy.publish(course, begins_at=academy.at)
    assert academy.state("19.1") == ("PASS", "")
    assert academy.judged() == (None, Lack.NO_CERTIFICATE), "learned from what was changed"
    academy.certify(Course.objects.get(ref=course.ref))
    assert academy.judged()[0] is not None


def test_a_course_published_after_the_last_change_counts(academy):
    save_policy(academy, at=academy.at)
    academy.begun()
    assert academy.state("19.1") == ("PASS", "")


def test_who_learned_from_a_version_that_left_a_topic_out_learns_it_from_the_next(academy):
    topics = frozenset({Topic.LAW, Topic.POLICY})
    part = academy.course(begins_at=academy.at, topics=topics, questions=5)
    academy.certify(part)
    assert academy.judged()[0] is not None
    whole = academy.draft(earlier=Ref(part.ref))
    academy.find_topics(whole)
    begins = academy.at + 10 * DAY
    academy.publish(whole, begins_at=begins)
    assert academy.judged()[0] is not None, "there is time to learn it"
    assert begins in set(people.edges(academy.chen))
    academy.at = begins
    assert academy.judged() == (None, Lack.NO_CERTIFICATE)
    academy.certify(Course.objects.get(ref=whole.ref))
    assert academy.judged()[0] is not None
    assert academy.state("19.1") == ("PASS", "")


def test_a_version_that_teaches_no_more_leaves_certificates_alone(academy):
    first = academy.begun()
    again = academy.draft(earlier=Ref(first.ref), policy=FIRST)
    academy.find_topics(again)
    academy.publish(again, begins_at=academy.at)
    assert academy.judged()[0] is not None


def test_a_planned_session_and_one_that_nobody_came_to_are_none(academy):
    course = academy.course(begins_at=academy.at)
    ends = academy.check("19.2").turns
    academy.at = ends - 2 * DAY
    academy.session(course)
    academy.at = ends
    assert academy.state("19.2") == ("FAIL", "learning.no_session_in_a_year")
    made = academy.session(course, teacher=academy.hr)
    assert academy.state("19.2") == ("FAIL", "learning.no_session_in_a_year")
    academy.attend(made, academy.qian)
    assert academy.state("19.2") == ("FAIL", "learning.no_session_in_a_year"), "not countersigned"
    academy.countersign(made)
    assert academy.state("19.2") == ("FAIL", "learning.no_lesson_in_a_year")
    academy.read(course)
    assert academy.state("19.2") == ("PASS", "")


def test_the_next_certificate_takes_a_lesson_of_this_year(academy):
    course = academy.course(begins_at=academy.at)
    academy.certify(course)
    with pytest.raises(errors.AlreadyRead):
        academy.read(course)
    academy.go(days=365)
    academy.attended(course)
    assert people.lacking(academy.chen, course, academy.at) == [Missing.LESSON, Missing.EXAM]
    with pytest.raises(errors.NotReadYet):
        academy.start(course)
    academy.read(course)
    assert Reading.objects.filter(person=academy.chen).count() == 1
    with pytest.raises(errors.AlreadyRead):
        academy.read(course)
    academy.sit(course)
    assert academy.judged()[0] == academy.at + timedelta(days=365)


def test_two_failures_are_not_forgotten_where_the_policy_was_changed(academy):
    first = academy.course()
    academy.read(first)
    for _ in range(2):
        academy.sit(first, right=0)
    save_policy(academy)
    course = academy.draft(earlier=Ref(first.ref))
    academy.go(hours=1)
    academy.publish(course, begins_at=academy.at)
    assert academy.judged() == (None, Lack.FAILED_TWICE)


def test_an_incident_of_the_month_before_the_house_began_becomes_a_case(academy, monkeypatch):
    found = []
    desk = type("Desk", (), {"own": staticmethod(lambda since: found.append(since) or [])})
    monkeypatch.setattr(cases, "incident_desk", lambda: desk)
    academy.course(begins_at=academy.at)
    assert academy.state("14.2") == ("PASS", "")
    assert found[-1] == academy.at - 30 * DAY
