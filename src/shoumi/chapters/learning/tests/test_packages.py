"""A package proves attendance: it is owed before the lesson is signed, and never passes anybody."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning.models import Certificate, Exam, Reading
from shoumi.chapters.learning.package_models import (
    LessonPackage,
    PackageAttendance,
    PackageProgress,
)
from shoumi.chapters.learning.queries import packages as found_packages
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.queries.packages import NoSuchPackage
from shoumi.chapters.learning.rules import Missing
from shoumi.chapters.learning.services import packages
from shoumi.chapters.learning.services.errors import (
    AlreadyPublished,
    NotPublished,
    NotTheirCourse,
)
from shoumi.chapters.learning.services.package_errors import (
    PackageUnfinished,
    PackageUnfit,
    StateUnfit,
)
from shoumi.chapters.learning.tests.scorm_packages import package, zipped
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
DONE = {"status": "completed"}


def add(academy, course, content=None, actor=None):
    return packages.add(
        course=Ref(course.ref),
        content=content or package("1.2"),
        actor=actor or academy.hr,
        at=academy.at,
    )


def says(academy, one, part, person=None, **state):
    return packages.keep_state(
        package=Ref(one.ref),
        part=part,
        state=state or DONE,
        actor=person or academy.chen,
        at=academy.at,
    )


@pytest.fixture
def with_package(academy):
    """A published course with a package of three parts."""
    academy.fill_bank()
    course = academy.draft()
    made = add(academy, course)
    return academy.publish(course), made


def test_a_package_is_owed_before_the_lesson_is_signed(academy, with_package):
    course, one = with_package
    assert people.lacking(academy.chen, course, academy.at)[0] is Missing.PACKAGE
    with pytest.raises(PackageUnfinished):
        academy.read(course)
    for part in (1, 2, 3):
        assert not PackageAttendance.objects.exists()
        says(academy, one, part)
    assert PackageAttendance.objects.get().person == academy.chen
    assert people.lacking(academy.chen, course, academy.at)[0] is Missing.LESSON
    academy.read(course)
    assert Reading.objects.get().person == academy.chen


def test_a_forged_pass_grants_nothing(academy, with_package):
    """Whatever a browser says, the examination on the server is still to be passed."""
    course, one = with_package
    forged = {"status": "passed", "score": "100", "success_status": "passed", "certificate": "yes"}
    for part in (1, 2, 3):
        says(academy, one, part, **forged)
    academy.read(course)
    academy.attended(course)
    assert people.lacking(academy.chen, course, academy.at) == [Missing.EXAM]
    assert not Certificate.objects.exists()
    assert not Exam.objects.exists()
    assert academy.judged(at=academy.go(days=31)) != (None, "")
    assert {row.state.keys() == {"status"} for row in PackageProgress.objects.all()} == {True}


def test_one_who_was_complete_stays_so_and_goes_on_where_she_was(academy, with_package):
    _, one = with_package
    says(academy, one, 1, status="completed", location="7", suspend_data="s" * 64_000)
    says(academy, one, 1, status="incomplete", location="2", suspend_data="t")
    row = PackageProgress.objects.get()
    assert row.completed_at is not None
    assert row.state == {"status": "incomplete", "location": "2", "suspend_data": "t"}
    assert not PackageProgress.objects.filter(person=academy.qian).exists()


@pytest.mark.parametrize(
    "state",
    [
        {"suspend_data": "s" * 64_001},
        {"location": 3},
        {"status": []},
        {"exit": "x" * 21},
    ],
)
def test_what_no_part_keeps_is_refused(academy, with_package, state):
    _, one = with_package
    with pytest.raises(StateUnfit):
        says(academy, one, 1, **state)
    assert not PackageProgress.objects.exists()


@pytest.mark.parametrize("text", ["", "[]", "1", "{", "[" * 100_000])
def test_what_is_no_state_is_refused(text):
    with pytest.raises(StateUnfit):
        packages.read_state(text)


def test_who_adds_a_package_is_personnel_and_only_to_a_draft(academy, with_package):
    course, _ = with_package
    with pytest.raises(AlreadyPublished):
        add(academy, course)
    draft = academy.draft()
    with pytest.raises(NotPermitted):
        add(academy, draft, actor=academy.chen)
    with pytest.raises(PackageUnfit):
        add(academy, draft, zipped({"x": b""}))
    assert LessonPackage.objects.count() == 1


def test_of_two_packages_of_a_draft_the_newer_counts(academy):
    draft = academy.draft()
    first = add(academy, draft)
    second = add(academy, draft, package("2004"))
    assert found_packages.of(draft).ref == second.ref
    with pytest.raises(NoSuchPackage):
        says(academy, first, 1)


def test_a_package_is_worked_through_by_those_who_take_its_course(academy, with_package):
    _, one = with_package
    with pytest.raises(NoSuchPackage):
        says(academy, one, 4)
    with pytest.raises(NoSuchPackage):
        says(academy, one, 0)
    with pytest.raises(NotTheirCourse):
        says(academy, one, 1, person=academy.supervisor)
    other = academy.draft(roles=[Role.CS])
    with pytest.raises(NotPublished):
        says(academy, add(academy, other), 1)


def test_a_package_that_was_changed_or_taken_out_opens_nothing(academy, with_package):
    course, one = with_package
    assert found_packages.file(one, "part0.html").startswith(b"<!doctype")
    LessonPackage.objects.update(parts=[])
    with pytest.raises(NotAuthentic):
        says(academy, one, 1)
    LessonPackage.objects.all().delete()
    with pytest.raises(NotAuthentic):
        academy.read(course)


def test_an_attendance_that_nobody_earned_counts_for_nothing(academy, with_package):
    course, one = with_package
    PackageAttendance.objects.create(
        ref=Ref.new("packdone"),
        person=academy.chen,
        package=one.ref,
        attended_at=academy.at,
    )
    with pytest.raises(PackageUnfinished):
        academy.read(course)
