"""Reads.  Nothing here writes.  ``people`` says what one person has learned, ``demands`` what the
house keeps of 4.1, 14 and 19."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import DATA_ROLES
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import (
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Question,
    Session,
)
from shoumi.chapters.learning.rules import CourseState, Topic
from shoumi.chapters.learning.rules.item_statistics import Paper
from shoumi.chapters.learning.rules.papers import Asked, Drawn
from shoumi.chapters.learning.rules.qualification import Taught
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref

Row = TypeVar("Row", bound=AuthenticatedRow)


class NoSuchCourse(Missing):
    code = "learning.no_such_course"


class NoSuchSession(Missing):
    code = "learning.no_such_session"


class NoSuchQuestion(Missing):
    code = "learning.no_such_question"


class NoSuchExam(Missing):
    code = "learning.no_such_exam"


class NoSuchItem(Missing):
    code = "learning.no_such_item"


class NoSuchPicture(Missing):
    code = "learning.no_such_picture"


class NoSuchCertificate(Missing):
    code = "learning.no_such_certificate"


class NoSuchCase(Missing):
    code = "learning.no_such_case"


_NONE: Mapping[type[AuthenticatedRow], type[Missing]] = {
    Course: NoSuchCourse,
    Session: NoSuchSession,
    Question: NoSuchQuestion,
    Exam: NoSuchExam,
    AwarenessItem: NoSuchItem,
    Case: NoSuchCase,
    Certificate: NoSuchCertificate,
}


def get(table: type[Row], ref: str) -> Row:
    """
    Raises:
        NoSuchCourse, NoSuchSession, NoSuchQuestion, NoSuchExam, NoSuchItem, NoSuchCase,
        NoSuchCertificate
    """
    found: Row | None = table._default_manager.filter(ref=ref).first()
    if found is None:
        raise _NONE[table](ref=ref)
    return found


def every(table: type[Row]) -> list[Row]:
    """All of a table: one that was edited so that nobody looks at it is found too.

    Raises:
        NotAuthentic: a row was changed, put in or deleted from outside.
    """
    found = verification.all_of(table)
    if found.false or verification.deleted(table):
        raise NotAuthentic(what=table._meta.db_table)
    return list(found.rows)


@shared
def begins_at() -> datetime | None:
    """When the house begins to ask for certificates: its first course does.  The ledger says so,
    for rows can be deleted.  None: no course was ever published."""
    found = latest_entries.all_of([Tag.PUBLISHED])
    begins = [str(one.line().facts["begins"]) for one in reader.some(found)] if found else []
    return min(map(datetime.fromisoformat, begins), default=None)


def is_begun(at: datetime) -> bool:
    begins = begins_at()
    return begins is not None and begins <= at


@shared
def policy_in_force(at: datetime) -> str:
    """The reference of the version; empty where none is, or nobody knows which."""
    found = [one for one in registry.register_versions() if one.in_force_at is not None]
    own = [one for one in found if one.in_force_at is not None and one.in_force_at <= at]
    newest = max(own, key=lambda one: (one.in_force_at, one.number), default=None)
    return str(newest.ref) if newest is not None and newest.is_authentic else ""


@shared
def courses() -> Sequence[Course]:
    """Those that were published, whether ended since or not, and teach their version of the policy
    as it is (``is_outdated``).

    Raises:
        NotAuthentic
    """
    written = _written()
    return [one for one in every_course() if not _is_before(one, written)]


@shared
def every_course() -> Sequence[Course]:
    """The same, and those that teach an earlier text of their version of the policy.

    Raises:
        NotAuthentic
    """
    return [one for one in every(Course) if one.published_at is not None]


def is_outdated(course: Course) -> bool:
    """Whether the version of the policy that it teaches was saved anew after it was published: a
    version of the policy is taught while it is a draft too."""
    return _is_before(course, _written())


def _is_before(course: Course, written: Mapping[str, datetime | None]) -> bool:
    last, published = written.get(course.policy), course.published_at
    return last is not None and published is not None and published < last


@shared
def _written() -> Mapping[str, datetime | None]:
    """When the text of each version of the policy was changed last."""
    return {str(one.ref): one.written_at() for one in registry.register_versions()}


def taught(found: Iterable[Course]) -> list[Taught]:
    return [
        Taught(
            one.series,
            one.policy,
            frozenset(one.roles),
            one.begins_at,
            one.ended_at,
            one.number,
            frozenset(one.topics),
        )
        for one in found
        if one.begins_at is not None
    ]


def data_roles(person: Ref, at: datetime) -> frozenset[str]:
    """The roles held anywhere by which somebody may reach personal information."""
    return frozenset(str(role) for role in accounts.all_roles(person, at) & DATA_ROLES)


@shared
def data_roles_of_everybody(at: datetime) -> Mapping[Ref, frozenset[str]]:
    """``data_roles`` of each who holds any."""
    held = accounts.roles_of_everybody(at)
    own = {person: roles & DATA_ROLES for person, roles in held.items()}
    return {person: frozenset(map(str, roles)) for person, roles in own.items() if roles}


def newest_number(series: str) -> int:
    numbers = Course.objects.filter(series=series).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 0


def latest(found: Iterable[Course]) -> list[Course]:
    """Of each series and version of the policy the newest that is not ended."""
    newest: dict[tuple[str, str], Course] = {}
    for one in sorted(found, key=lambda one: one.number):
        if one.state == CourseState.PUBLISHED:
            newest[one.series, one.policy] = one
    return list(newest.values())


def text_digest(one: Course | AwarenessItem) -> str:
    """Over what people read, in both languages."""
    parts = (one.title_zh, one.title_en, one.text_zh, one.text_en)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def askable(topics: Iterable[str]) -> list[Question]:
    """The questions of ``topics`` that another person checked and nobody withdrew.

    Raises:
        NotAuthentic
    """
    wanted = frozenset(topics)
    return [
        one
        for one in every(Question)
        if one.topic in wanted and one.checked_at is not None and one.withdrawn_at is None
    ]


def as_asked(one: Question) -> Asked:
    return Asked(one.ref, Topic(one.topic), len(one.options), frozenset(one.right))


def paper_of(exam: Exam) -> list[Drawn]:
    return [Drawn(ref, tuple(order)) for ref, order in exam.paper]


def marked_papers() -> list[Paper]:
    """What was answered right in every examination that was handed in, the oldest first."""
    found = Exam.objects.exclude(handed_in_at=None).order_by("handed_in_at", "ref")
    return [exam.marks for exam in verification.authentic(found)]
