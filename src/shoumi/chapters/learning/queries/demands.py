"""Demands 4.1, 14.1 to 14.3 and 19.1 to 19.3, as the house keeps them now.

Who lacks a certificate, or left something unread, is kept away alone (``people.judge``); what is
judged here is what the house owes everybody: courses, examinations, items, cases, and rows that
nobody changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from shoumi.base.registry import Holding
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Reading,
    Session,
)
from shoumi.chapters.learning.queries import cases, sheet_entries, syllabus
from shoumi.chapters.learning.rules import CERTIFICATE_DAYS, TAUGHT, quarters
from shoumi.core.terms import ControlState

NOT_BEGUN = "learning.not_begun"
NO_COURSE = "learning.no_course"
COURSE_OUTDATED = "learning.course_outdated"
ROLE_WITHOUT_COURSE = "learning.role_without_course"
TOPIC_LACKS = "learning.topic_not_taught"
TOPIC_NOT_FOUND = "learning.topic_not_found"
FEW_QUESTIONS = "learning.too_few_questions"
NO_ITEM = "learning.quarter_without_item"
CASE_OVERDUE = "learning.case_overdue"
CASE_UNREAD = "learning.case_unread"
NO_SESSION = "learning.no_session_in_a_year"
NO_LESSON = "learning.no_lesson_in_a_year"
MISSING_14_2 = "learning.missing_14_2"
MISSING_19_1 = "learning.missing_19_1"
MISSING_19_2 = "learning.missing_19_2"


def _failed(reason: str, turns: datetime | None = None) -> Holding:
    return Holding(ControlState.FAIL, reason=reason, turns=turns)


def _in_part(missing: str, turns: datetime | None) -> Holding:
    return Holding(ControlState.PARTIAL, reason=missing, turns=turns)


def _passes(found: Iterable[Course] = (), turns: datetime | None = None) -> Holding:
    position = max((one.entry_position or 0 for one in found), default=None)
    return Holding(ControlState.PASS, position=position, turns=turns)


def in_force(at: datetime) -> list[Course]:
    """The courses on the version of the policy in force whose time has come, the newest of each.

    Raises:
        NotAuthentic
    """
    policy = queries.policy_in_force(at)
    begun = [one for one in queries.courses() if one.begins_at is not None and one.begins_at <= at]
    return [one for one in queries.latest(begun) if policy and one.policy == policy]


def _no_course(at: datetime) -> Holding:
    """Why none is in force."""
    policy = queries.policy_in_force(at)
    is_old = any(
        one.policy == policy and queries.is_outdated(one) for one in queries.every_course()
    )
    return _failed(COURSE_OUTDATED if policy and is_old else NO_COURSE, _coming(at))


def _coming(at: datetime) -> datetime | None:
    """When the next course begins."""
    begins = [one.begins_at for one in queries.courses() if one.begins_at is not None]
    return min((moment for moment in begins if moment > at), default=None)


def taught(at: datetime) -> Holding:
    """4.1: a course with an examination is on for the version of the policy in force."""
    found = in_force(at)
    if not found:
        return _no_course(at)
    return _passes(found, _coming(at))


def whole_syllabus(at: datetime) -> Holding:
    """19.1: whoever may reach personal information has a course on that version, and the courses of
    each teach law, policy and measures, each in a section that another than the writer found."""
    found = in_force(at)
    if not found:
        return _no_course(at)
    seen = syllabus.found_topics()
    is_found = True
    for roles in queries.data_roles_of_everybody(at).values():
        own = [one for one in found if roles & set(one.roles)]
        if not own:
            return _failed(ROLE_WITHOUT_COURSE, _coming(at))
        if TAUGHT.difference(*(one.topics for one in own)):
            return _failed(TOPIC_LACKS, _coming(at))
        is_found &= {topic for one in own for topic in seen[one.ref]} >= TAUGHT
    if not is_found:
        if syllabus.is_begun():
            return _failed(TOPIC_NOT_FOUND, _coming(at))
        return _in_part(MISSING_19_1, _coming(at))
    return _passes(found, _coming(at))


def examined(at: datetime) -> Holding:
    """14.3: each course has as many checked questions as its examination asks."""
    queries.every(Exam)
    found = in_force(at)
    for one in found:
        if len(queries.askable(one.topics)) < one.questions:
            return _failed(FEW_QUESTIONS, _coming(at))
    return _passes(found, _coming(at))


def both_forms(at: datetime) -> Holding:
    """19.2: readings and attendances are as people signed them, no certificate in date is without
    its own of both, and within a year a lesson was signed for and somebody was in a session on
    site; one that is planned, or that nobody came to, was not held."""
    queries.every(Session)
    if not _rest_on_both(at):
        return _failed(NotAuthentic.code)
    begins, year = queries.begins_at() or at, timedelta(days=CERTIFICATE_DAYS)
    in_date = _in_date(at)
    attended = [
        one
        for one in queries.every(Attendance)
        if one.countersigned_at is not None and one.signed_at > at - year
    ]
    open_entries = sheet_entries.unconfirmed(
        {one.attendance for one in in_date} | {one.ref for one in attended}
    )
    held = [one.signed_at for one in attended if one.ref not in open_entries]
    of_courses = {one.ref for one in queries.every_course()}
    read = [one.read_at for one in queries.every(Reading) if one.of in of_courses]
    ends = min(max([begins, *held]), max([begins, *read])) + year
    if ends <= at:
        return _failed(NO_SESSION if max([begins, *held]) + year <= at else NO_LESSON)
    partly = [one.until for one in in_date if one.attendance in open_entries]
    if partly:
        return _in_part(MISSING_19_2, min(ends, *partly))
    return _passes(turns=ends)


def _in_date(at: datetime) -> list[Certificate]:
    return [one for one in queries.every(Certificate) if at < one.until]


def _rest_on_both(at: datetime) -> bool:
    """Whether the holder of each certificate in date signed for its lesson and was in its session.

    Raises:
        NotAuthentic
    """
    read = {(one.person, one.of) for one in queries.every(Reading)}
    attended = {
        (one.person, one.ref)
        for one in queries.every(Attendance)
        if one.countersigned_at is not None
    }
    return all(
        (one.person, one.course) in read and (one.person, one.attendance) in attended
        for one in _in_date(at)
    )


def certified(at: datetime) -> Holding:
    """19.3: every certificate rests on an examination that was passed and handed in, by the same
    person; who has none is kept away at the gate."""
    exams = {one.ref: one for one in queries.every(Exam)}
    for one in queries.every(Certificate):
        exam = exams.get(one.exam)
        if exam is None or not exam.passed or exam.person != one.person:
            return _failed(NotAuthentic.code)
    return _passes()


def aware(at: datetime) -> Holding:
    """14.1: the quarter before this one, and each since the house began, had its item; who left it
    unread is kept away at the gate."""
    queries.every(Reading)
    had = {one.quarter for one in queries.every(AwarenessItem) if one.published_at is not None}
    now = quarters.of(at)
    first = quarters.of(queries.begins_at() or at)
    turns = quarters.end(now)
    one = quarters.before(now)
    if quarters.begin(one) >= quarters.begin(first) and one not in had:
        return _failed(NO_ITEM, turns)
    return _passes(turns=turns)


def cases_told(at: datetime) -> Holding:
    """14.2: within thirty days each own incident, noted or kept as one here, is told as a case in
    which another than who told it recognised nobody."""
    waiting = [cases.last_day(one) for one in queries.every(Case) if one.told_at is None]
    waiting += [cases.overdue_at(one) for one in cases.unraised(at)]
    turns = min((moment for moment in waiting if moment > at), default=None)
    if any(moment <= at for moment in waiting):
        return _failed(CASE_OVERDUE, turns)
    unread = [cases.last_day(one) for one in cases.unread()]
    if any(moment <= at for moment in unread):
        if cases.is_read_here():
            return _failed(CASE_UNREAD)
        return _in_part(MISSING_14_2, turns)
    return _passes(turns=min((moment for moment in (turns, *unread) if moment), default=None))


def _of(check: Callable[[datetime], Holding]) -> Callable[[datetime], Holding]:
    def checked(at: datetime) -> Holding:
        begins = queries.begins_at()
        if begins is None or begins > at:
            return Holding(ControlState.NOT_BUILT, reason=NOT_BEGUN, turns=begins)
        try:
            return check(at)
        except NotAuthentic as error:
            return _failed(error.code)

    return checked


CHECKS: Mapping[str, Callable[[datetime], Holding]] = {
    "4.1": _of(taught),
    "14.1": _of(aware),
    "14.2": _of(cases_told),
    "14.3": _of(examined),
    "19.1": _of(whole_syllabus),
    "19.2": _of(both_forms),
    "19.3": _of(certified),
}
