"""A certificate comes with lesson, examination and session; without one nobody is qualified."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning.models import Attendance, Certificate, Course, Exam
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.rules import Missing
from shoumi.chapters.learning.services import courses, errors, exams, sessions
from shoumi.chapters.learning.tests.academy import DAY, SECOND, version
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def lacking(academy, course):
    return people.lacking(academy.chen, course, academy.at)


def test_each_part_is_asked_for_and_the_last_brings_the_certificate(academy):
    course = academy.course()
    assert lacking(academy, course) == [Missing.LESSON, Missing.EXAM, Missing.ATTENDANCE]
    academy.read(course)
    assert lacking(academy, course) == [Missing.EXAM, Missing.ATTENDANCE]
    academy.sit(course)
    assert lacking(academy, course) == [Missing.ATTENDANCE]
    assert not Certificate.objects.exists()
    academy.attended(course)
    made = Certificate.objects.get()
    assert (made.person, made.number) == (academy.chen, 1)
    assert made.until == made.issued_at + 365 * DAY


def test_a_session_that_nobody_countersigned_counts_for_nothing(academy):
    course = academy.course()
    academy.read(course)
    academy.sit(course)
    session = academy.session(course)
    academy.attend(session)
    assert lacking(academy, course) == [Missing.ATTENDANCE]
    academy.countersign(session)
    assert Certificate.objects.count() == 1


def test_a_session_of_more_than_a_year_ago_counts_no_more(academy):
    course = academy.course()
    academy.attended(course)
    academy.go(days=365)
    assert Missing.ATTENDANCE in lacking(academy, course)


def test_nobody_sits_an_examination_before_the_lesson(academy):
    course = academy.course()
    with pytest.raises(errors.NotReadYet):
        academy.start(course)


def test_seven_of_ten_do_not_pass_and_bring_nothing(academy):
    course = academy.course()
    academy.read(course)
    academy.attended(course)
    assert not academy.sit(course, right=7).passed
    assert not Certificate.objects.exists()
    assert academy.sit(course, right=8).passed
    assert Certificate.objects.count() == 1


def test_after_two_failures_somebody_else_lets_one_try_again(academy):
    course = academy.course()
    academy.read(course)
    academy.sit(course, right=0)
    last = academy.sit(course, right=0)
    with pytest.raises(errors.TwoFailures):
        academy.start(course)
    with pytest.raises(NotPermitted):
        exams.release(exam=Ref(last.ref), actor=academy.chen, at=academy.at)
    academy.go(minutes=1)
    exams.release(exam=Ref(last.ref), actor=academy.hr, at=academy.at)
    academy.go(minutes=1)
    assert academy.sit(course).passed


def test_personnel_does_not_release_itself(academy):
    course = academy.course()
    academy.read(course, academy.hr)
    academy.sit(course, right=0, person=academy.hr)
    last = academy.sit(course, right=0, person=academy.hr)
    with pytest.raises(errors.OwnDraft):
        exams.release(exam=Ref(last.ref), actor=academy.hr, at=academy.at)


def test_time_that_is_over_is_a_failure_whatever_the_browser_sends(academy):
    course = academy.course()
    academy.read(course)
    exam = academy.start(course)
    with pytest.raises(errors.ExamRuns):
        academy.start(course)
    academy.go(minutes=20, seconds=5)
    with pytest.raises(errors.TimeOver):
        academy.hand_in(exam)
    assert people.failures(academy.chen, course, academy.at) == 1
    assert Exam.objects.get().handed_in_at is None


def test_what_was_on_its_way_at_the_last_second_is_taken(academy):
    course = academy.course()
    academy.read(course)
    exam = academy.start(course)
    academy.go(minutes=20, seconds=4)
    assert academy.hand_in(exam).handed_in_at == exam.ends_at


def test_an_examination_is_handed_in_once_and_by_its_own_person(academy):
    course = academy.course()
    academy.read(course)
    exam = academy.start(course)
    with pytest.raises(errors.NotTheirs):
        academy.hand_in(exam, person=academy.qian)
    academy.hand_in(exam)
    with pytest.raises(errors.AlreadyHandedIn):
        academy.hand_in(exam)


def test_a_photographed_code_is_refused_at_the_thirty_first_second(academy):
    course = academy.course()
    session = Ref(academy.session(course).ref)
    code = sessions.code(session=session, actor=academy.legal, at=academy.at)
    late = academy.at + timedelta(seconds=31)
    with pytest.raises(errors.CodeNotGood):
        sessions.sign_in(session=session, code=code, actor=academy.chen, at=late)
    in_time = academy.at + timedelta(seconds=30)
    sessions.sign_in(session=session, code=code, actor=academy.chen, at=in_time)
    with pytest.raises(errors.AlreadySigned):
        sessions.sign_in(session=session, code=code, actor=academy.chen, at=in_time)


def test_only_the_teacher_shows_the_code_and_countersigns_and_never_himself(academy):
    session = academy.session(academy.course())
    with pytest.raises(errors.NotTheTeacher):
        sessions.code(session=Ref(session.ref), actor=academy.chen, at=academy.at)
    academy.attend(session, academy.legal)
    with pytest.raises(errors.NobodySigned):
        academy.countersign(session)
    academy.attend(session, academy.chen)
    with pytest.raises(errors.NotTheTeacher):
        sessions.countersign(session=Ref(session.ref), actor=academy.hr, at=academy.at)
    assert academy.countersign(session) == 1
    assert Attendance.objects.get(person=academy.legal).countersigned_at is None


def test_who_was_absent_stays_without(academy):
    session = academy.session(academy.course())
    academy.attend(session, academy.chen)
    academy.attend(session, academy.qian)
    absent = frozenset({str(academy.qian)})
    count = sessions.countersign(
        session=Ref(session.ref), actor=academy.legal, at=academy.at, absent=absent
    )
    assert count == 1
    assert Attendance.objects.get(person=academy.qian).countersigned_at is None


def test_a_course_is_published_by_another_and_needs_its_questions(academy):
    course = academy.draft()
    with pytest.raises(errors.OwnDraft):
        academy.publish(course, actor=academy.hr)
    with pytest.raises(errors.FewQuestions):
        academy.publish(course)
    academy.fill_bank()
    with pytest.raises(errors.BeginsBeforeNow):
        academy.publish(course, academy.at - DAY)
    academy.publish(course)
    with pytest.raises(errors.AlreadyPublished):
        academy.publish(course)


def test_a_text_with_somebodys_data_is_refused(academy):
    with pytest.raises(errors.PersonalDataInText):
        academy.draft(text=("客户电话 13800138000，身份证 11010519491231002X", "text"))
    with pytest.raises(errors.TextLacks):
        academy.draft(text=("只有中文", " "))


def test_before_the_first_course_begins_nobody_is_judged(academy):
    assert academy.judged() is None
    course = academy.course()
    assert academy.judged() is None
    assert academy.judged(at=course.begins_at)[1] == "learning.no_certificate"


def test_a_certificate_lapses_by_the_clock_alone(academy):
    academy.begun()
    until, reason = academy.judged()
    assert reason == ""
    assert academy.judged(at=until - timedelta(microseconds=1)) == (until, "")
    assert academy.judged(at=until) == (None, "learning.no_certificate")


def test_whoever_holds_no_such_role_is_not_judged(academy):
    academy.begun()
    assert academy.judged(academy.supervisor) is None


def test_the_next_version_is_passed_before_its_date_and_counts_from_then(academy):
    course = academy.begun()
    academy.versions.append(version(SECOND, 2, None))
    draft = academy.draft(policy=SECOND, earlier=Ref(course.ref))
    academy.find_topics(draft)
    following = academy.publish(draft, academy.at)
    assert (following.series, following.number) == (course.series, 2)
    academy.read(following)
    academy.sit(following)
    assert academy.judged()[1] == ""
    academy.go(days=1)
    academy.versions[1] = version(SECOND, 2, academy.at)
    assert academy.judged()[1] == ""
    assert academy.judged(academy.qian) == (None, "learning.no_certificate")


def test_a_version_without_a_course_shuts_everybody(academy):
    academy.begun()
    academy.versions.append(version(SECOND, 2, academy.at))
    assert academy.judged() == (None, "learning.no_course")
    assert academy.state("4.1") == ("FAIL", "learning.no_course")
    assert academy.state("19.1") == ("FAIL", "learning.no_course")


def test_an_item_that_is_overdue_shuts_its_person_alone(academy):
    academy.begun()
    item = academy.item(quarter="2026Q4")
    academy.read_item(item, academy.qian)
    academy.at = item.due_at
    assert academy.judged() == (None, "learning.unread")
    assert academy.judged(academy.qian)[1] == ""
    academy.read_item(item)
    assert academy.judged()[1] == ""


def test_two_failures_shut_whoever_still_has_a_certificate(academy):
    course = academy.begun()
    academy.sit(course, right=0)
    assert academy.judged()[1] == ""
    last = academy.sit(course, right=0)
    assert academy.judged() == (None, "learning.failed_twice")
    academy.go(minutes=1)
    exams.release(exam=Ref(last.ref), actor=academy.hr, at=academy.at)
    assert academy.judged()[1] == ""


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (Certificate, {"until": "later"}),
        (Exam, {"passed": True}),
        (Course, {"policy": SECOND}),
    ],
)
def test_a_row_that_was_edited_qualifies_nobody(academy, table, change):
    academy.begun()
    if "until" in change:
        change = {"until": academy.at + 4_000 * DAY}
    elif table is Exam:
        academy.sit(Course.objects.get(), right=0)
    table.objects.update(**change)
    with suppress(NotAuthentic):  # nobody can tell, so the gate refuses
        assert academy.judged()[0] is None


def test_a_failed_examination_that_was_deleted_is_missed(academy):
    course = academy.begun()
    academy.sit(course, right=0)
    Exam.objects.filter(passed=False).delete()
    with pytest.raises(NotAuthentic):
        academy.judged()


def test_who_ends_the_only_course_shuts_its_roles(academy):
    course = academy.begun()
    courses.end(course=Ref(course.ref), actor=academy.legal, at=academy.at)
    assert academy.judged() == (None, "learning.no_course")


def test_the_edges_name_every_moment_at_which_the_answer_changes(academy):
    academy.begun()
    until, _ = academy.judged()
    assert until in set(people.edges(academy.chen))
    assert Course.objects.get().begins_at in set(people.edges(academy.chen))
