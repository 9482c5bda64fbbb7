"""What one person has learned, and whether it is enough now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Ask, Person
from shoumi.base.accounts.person_rows import NoSuchPerson
from shoumi.base.registry import NextLesson, Qualification, Qualifications
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Reading,
    Session,
)
from shoumi.chapters.learning.queries import packages, sheet_entries
from shoumi.chapters.learning.rules import (
    CERTIFICATE_DAYS,
    CourseState,
    Lack,
    Missing,
    qualification,
)
from shoumi.chapters.learning.rules.qualification import (
    Certified,
    Due,
    Known,
    Standing,
    Tried,
)
from shoumi.chapters.learning.staff_models import Enrolment
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# As long as a newcomer may take to pass what a role asks.
ASKED_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Learned:
    """The rows of one person, as the house left them."""

    certificates: Sequence[Certificate]
    exams: Sequence[Exam]
    readings: Sequence[Reading]
    attendances: Sequence[Attendance]


@shared
def learned(person: Ref) -> Learned:
    """
    Raises:
        NotAuthentic: a row of this person was changed, or an examination of anybody is gone.
    """
    if verification.deleted(Exam):
        raise NotAuthentic(what=Exam._meta.db_table)
    return Learned(
        verification.authentic(Certificate.objects.filter(person=person).order_by("number")),
        verification.require(Exam.objects.filter(person=person).order_by("started_at", "id")),
        verification.authentic(Reading.objects.filter(person=person)),
        verification.authentic(Attendance.objects.filter(person=person)),
    )


@shared
def items() -> Sequence[AwarenessItem]:
    """Those that were published.

    Raises:
        NotAuthentic
    """
    found = queries.every(AwarenessItem)
    return [one for one in found if one.published_at is not None]


def known(person: Ref, at: datetime) -> Known:
    """As ``rules.qualification`` takes it.

    Raises:
        NotAuthentic
    """
    enrolled = Person.objects.filter(ref=person).values_list("enrolled_at", flat=True).first()
    return known_of(learned(person), queries.data_roles(person, at), enrolled)


def known_of(rows: Learned, roles: frozenset[str], enrolled: datetime | None) -> Known:
    courses = {one.ref: one for one in queries.courses()}
    series = series_of()
    read = {one.of: one.read_at for one in rows.readings}
    return Known(
        roles=roles,
        certificates=[
            Certified(
                *(one.series, one.policy, one.issued_at), frozenset(courses[one.course].topics)
            )
            for one in rows.certificates
            if one.course in courses
        ],
        tried=tried(rows.exams, series),
        due=[
            Due(one.due_at, read.get(one.ref))
            for one in items()
            if one.due_at is not None and (enrolled is None or enrolled < one.due_at)
        ],
        released=released(rows.exams, series),
    )


def series_of() -> dict[str, str]:
    """Of each course that was published: who failed it twice waits, whatever became of it.

    Raises:
        NotAuthentic
    """
    return {one.ref: one.series for one in queries.every_course()}


def tried(exams: Sequence[Exam], series: dict[str, str]) -> list[Tried]:
    return [
        Tried(series.get(one.course, ""), one.handed_in_at or one.ends_at, one.passed)
        for one in exams
    ]


def released(exams: Sequence[Exam], series: dict[str, str]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for one in exams:
        if one.released_at is not None:
            of = series.get(one.course, "")
            found[of] = max(found.get(of, one.released_at), one.released_at)
    return found


@shared
def standing_of(person: Ref, at: datetime) -> Standing:
    """
    Raises:
        NotAuthentic
    """
    taught = queries.taught(queries.courses())
    return qualification.judge(taught, queries.policy_in_force(at), known(person, at), at)


def judge(person: Ref, at: datetime) -> Qualification | None:
    """As the gate asks.  Whoever holds no role that reaches personal information, and everybody
    before the house begins, is not judged.

    Raises:
        NotAuthentic: so nobody can tell, and the gate refuses.
    """
    if not queries.is_begun(at) or not queries.data_roles(person, at):
        return None
    found = standing_of(person, at)
    return Qualification(found.until, found.lack or "")


def judge_for(person: Ref, role: Role, at: datetime) -> Qualification | None:
    """The same for a role that this person does not hold yet; nobody is judged before the house
    begins.

    Raises:
        NotAuthentic: so nobody can tell, and the role is not given.
    """
    if not queries.is_begun(at):
        return None
    own = replace(known(person, at), roles=frozenset({str(role)}))
    taught = queries.taught(queries.courses())
    found = qualification.judge(taught, queries.policy_in_force(at), own, at)
    return Qualification(found.until, found.lack or "")


def edges(person: Ref) -> Iterator[datetime]:
    begins = queries.begins_at()
    if begins is None:
        return
    yield begins
    # Roles begin and end at edges of the app that keeps them.
    yield from qualification.edges(queries.taught(queries.courses()), known(person, begins))


def next_lesson(person: Ref, at: datetime) -> NextLesson | None:
    """The course that lacks its certificate, the first to begin first; else what was not read."""
    try:
        courses = [one for one in mine(person, at) if certificate(person, one, at) is None]
        read = {one.of for one in learned(person).readings}
        unread = [one for one in items() if one.ref not in read]
    except NotAuthentic:
        return None  # nothing that is learned would help
    for course in courses:
        return NextLesson((course.title_zh, course.title_en), "course", {"course": course.ref})
    for item in unread:
        return NextLesson((item.title_zh, item.title_en), "awareness-item", {"item": item.ref})
    return None


QUALIFICATIONS = Qualifications(judge, judge_for, edges, next_lesson, queries.begins_at)


def mine(person: Ref, at: datetime) -> list[Course]:
    """The courses this person takes now or will take, the first to begin first."""
    own = [one for one in queries.latest(queries.courses()) if is_theirs(one, person, at)]
    return sorted(own, key=lambda one: (one.begins_at, one.ref))


def is_theirs(course: Course, person: Ref, at: datetime) -> bool:
    """Whether it is for a role of this person, one that was asked for, or somebody enrolled her or
    him.

    Raises:
        NotAuthentic
    """
    if (queries.data_roles(person, at) | asked_roles(person, at)) & set(course.roles):
        return True
    found = Enrolment.objects.filter(person=person, series=course.series)
    return bool(verification.authentic(found))


@shared
def asked_roles(person: Ref, at: datetime) -> frozenset[str]:
    """The roles somebody asked for on behalf of this person within the last months: whoever waits
    for one learns for it."""
    since = at - ASKED_WITHIN
    found = Ask.objects.filter(person=person, requested_at__gt=since, requested_at__lte=at)
    return frozenset(str(one.role) for one in verification.authentic(found))


def attended(person: Ref, at: datetime) -> Attendance | None:
    """The newest session on site of the last 365 days that this person signed for and a teacher
    countersigned."""
    since = at - timedelta(days=CERTIFICATE_DAYS)
    found = [
        one
        for one in sheet_entries.counted(learned(person).attendances)
        if one.countersigned_at is not None and since < one.signed_at <= at
    ]
    return max(found, key=lambda one: one.signed_at, default=None)


def passed(person: Ref, course: Course, at: datetime) -> Exam | None:
    """The newest examination of the same course and version of the policy that was passed within
    365 days and has brought no certificate yet."""
    same = _same(course)
    used = {one.exam for one in learned(person).certificates}
    since = at - timedelta(days=CERTIFICATE_DAYS)
    found = [
        one
        for one in learned(person).exams
        if one.passed and one.course in same and one.ref not in used and one.started_at > since
    ]
    return found[-1] if found else None


def _same(course: Course) -> set[str]:
    """The versions of it that teach no less, on the same version of the policy as it is."""
    own, topics = (course.series, course.policy), set(course.topics)
    return {
        one.ref
        for one in queries.courses()
        if (one.series, one.policy) == own and topics <= set(one.topics)
    }


def has_read(person: Ref, of: Course | AwarenessItem) -> bool:
    return reading(person, of) is not None


def reading(person: Ref, of: Course | AwarenessItem) -> Reading | None:
    wanted = (of.ref, queries.text_digest(of))
    found = (one for one in learned(person).readings if (one.of, one.text_sha256) == wanted)
    return next(found, None)


def has_read_in_a_year(person: Ref, course: Course, at: datetime) -> bool:
    """A lesson counts for a certificate as long as a session on site does."""
    found = reading(person, course)
    return found is not None and found.read_at > at - timedelta(days=CERTIFICATE_DAYS)


def certificate(person: Ref, course: Course, at: datetime) -> Certificate | None:
    """The one that counts for that course and version now, the longest."""
    same = _same(course)
    found = [
        one
        for one in learned(person).certificates
        if one.course in same and one.issued_at <= at < one.until
    ]
    return max(found, key=lambda one: one.until, default=None)


def lacking(person: Ref, course: Course, at: datetime) -> list[Missing]:
    """What of a course this person still has to do for a certificate, in its order."""
    found = []
    if packages.is_owed(person, course):
        found.append(Missing.PACKAGE)
    if not has_read_in_a_year(person, course, at):
        found.append(Missing.LESSON)
    if passed(person, course, at) is None:
        found.append(Missing.EXAM)
    if attended(person, at) is None:
        found.append(Missing.ATTENDANCE)
    return found


def running(person: Ref, course: Course, at: datetime) -> Exam | None:
    """The examination this person sits right now."""
    return next(
        (
            one
            for one in learned(person).exams
            if one.course == course.ref and one.handed_in_at is None and at < one.ends_at
        ),
        None,
    )


def failures(person: Ref, course: Course, at: datetime) -> int:
    return qualification.failures(course.series, known(person, at), at)


def sessions_of(course: Course) -> list[Session]:
    same = {one.ref for one in queries.every_course() if one.series == course.series}
    return list(Session.objects.filter(course__in=same).order_by("-begins_at"))


def require_staff(person: Ref) -> None:
    """
    Raises:
        NoSuchPerson
    """
    if accounts.is_outside(person):
        raise NoSuchPerson


def lack_of(person: Ref, at: datetime) -> Lack | None:
    return standing_of(person, at).lack


def is_open(course: Course) -> bool:
    return course.state == CourseState.PUBLISHED
