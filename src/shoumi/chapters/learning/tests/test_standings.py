"""What is known of everybody at once is what is known of each, and costs no more for more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from shoumi.base.attestations import staff_qualification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning.models import Certificate, Exam
from shoumi.chapters.learning.queries import demands, people, standings
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def statements(asked):
    with (
        CaptureQueriesContext(connections["default"]) as seen,
        CaptureQueriesContext(connections["keyring"]) as keys,
    ):
        asked()
    return len(seen) + len(keys)


@pytest.fixture
def early(monkeypatch):
    """Roles are given as before the house began to teach, when nobody was asked for certificates;
    who has them is judged by what is known now."""
    monkeypatch.setattr(staff_qualification.registry, "qualifications", lambda: None)

    def join(academy, name, role):
        person = academy.house.enrol(name, at=academy.at)
        academy.house.give(person, role, at=academy.at)
        return person

    return join


def test_everybody_stands_as_each_of_them_does(academy, early):
    course = academy.begun()
    academy.item(quarter="2026Q4", due_at=academy.at + timedelta(days=5))
    early(academy, "吴虚丁", Role.FIN)
    for _ in range(2):
        academy.sit(course, right=0, person=academy.qian)
    for days in (0, 6, 400):
        at = academy.at + timedelta(days=days)
        found = standings.standings(at)
        assert [(one.ref, standing) for one, standing in found] == [
            (one.ref, people.standing_of(Ref(one.ref), at)) for one in standings.staff(at)
        ]
    assert len({standing.lack for _, standing in standings.standings(academy.at)}) == 3


def test_more_people_take_no_more_statements(academy, early):
    academy.begun()
    asked = (
        lambda: standings.standings(academy.at),
        lambda: standings.staff(academy.at),
        lambda: demands.whole_syllabus(academy.at),
        lambda: standings.failed_twice(academy.at),
    )
    before = [statements(one) for one in asked]
    for number in range(6):
        early(academy, f"虚构{number}", Role.CON)
    assert len(standings.standings(academy.at)) >= 11
    assert [statements(one) for one in asked] == before


def test_who_failed_twice_is_named_with_the_course_and_the_last_examination(academy):
    course = academy.course()
    academy.read(course, academy.qian)
    academy.sit(course, right=0, person=academy.qian)
    assert standings.failed_twice(academy.at) == []
    last = academy.sit(course, right=0, person=academy.qian)
    [(person, of, exam)] = standings.failed_twice(academy.at)
    assert (person, of.ref, exam.ref) == (academy.qian, course.ref, last.ref)


def test_some_of_them_are_judged_as_among_everybody_and_the_first_to_lapse_comes_first(academy):
    academy.certify(academy.course())
    everybody = standings.staff(academy.at)
    ordered = standings.first_to_lapse(everybody)
    assert ordered[-1].ref == academy.chen
    assert len(ordered) == len(everybody)
    known = {one.ref: standing for one, standing in standings.standings(academy.at)}
    some = standings.standings(academy.at, of=ordered[-2:])
    assert some == [(one, known[one.ref]) for one in ordered[-2:]]
    assert standings.without_certificate(everybody, academy.at) == len(everybody) - 1


def test_who_left_or_lost_the_role_is_not_in_it(academy, early):
    person = early(academy, "只监督", Role.SUP)
    assert person not in {one.ref for one, _ in standings.standings(academy.at)}
    assert academy.chen in {one.ref for one, _ in standings.standings(academy.at)}


def test_a_forged_certificate_counts_for_nobody_and_a_forged_examination_tells_of_nobody(academy):
    academy.begun()
    own = {one.ref: standing for one, standing in standings.standings(academy.at)}
    assert own[academy.chen].until is not None
    found = Certificate.objects.filter(person=academy.chen)
    found.update(until=academy.at + timedelta(days=9999))
    own = {one.ref: standing for one, standing in standings.standings(academy.at)}
    assert own[academy.chen].until is None
    Exam.objects.filter(person=academy.qian).update(passed=False)
    with pytest.raises(NotAuthentic):
        standings.standings(academy.at)
