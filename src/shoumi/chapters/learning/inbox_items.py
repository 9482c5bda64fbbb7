"""What of learning waits for somebody: courses, items, countersignatures, another person's yes."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Case,
    Course,
    Question,
    Session,
)
from shoumi.chapters.learning.queries import demands, people
from shoumi.chapters.learning.rules import FAILURES_TO_SUSPEND, CourseState
from shoumi.chapters.learning.services.awareness import NOTERS
from shoumi.chapters.learning.services.bank import CHECKERS
from shoumi.chapters.learning.services.courses import PUBLISHERS
from shoumi.chapters.learning.services.exams import RELEASERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_COURSE: Both = ("学完课程、考过", "Learn a course and pass its examination")
_READ: Both = ("读意识教育内容", "Read an awareness item")
_COUNTERSIGN: Both = ("确认线下课谁到了", "Countersign who was in a session")
_PUBLISH: Both = ("发布一门课程", "Publish a course")
_PUBLISH_ITEM: Both = ("发布意识教育内容", "Publish an awareness item")
_CHECK: Both = ("复核题目", "Check questions")
_RELEASE: Both = ("有人连续两次没有考过", "Somebody failed an examination twice")
_CASE: Both = ("把自己的事件写成案例", "Tell an own incident as a case")


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return
    try:
        yield from _own(asker)
        yield from _of_office(asker)
    except NotAuthentic:
        return  # the demands themselves fail then


def _own(asker: Asker) -> Iterator[InboxItem]:
    for one in people.mine(asker.person, asker.at):
        if people.certificate(asker.person, one, asker.at) is None:
            yield InboxItem(
                InboxKind.TASK,
                f"course:{one.ref}:{asker.person}",
                _COURSE,
                (one.title_zh, one.title_en),
                "course",
                {"course": one.ref},
                since=one.published_at,
                until=one.begins_at,
            )
    read = {one.of for one in people.learned(asker.person).readings}
    if queries.data_roles(asker.person, asker.at):
        for item in people.items():
            if item.ref not in read:
                yield InboxItem(
                    InboxKind.TASK,
                    f"awareness:{item.ref}:{asker.person}",
                    _READ,
                    (item.title_zh, item.title_en),
                    "awareness-item",
                    {"item": item.ref},
                    since=item.published_at,
                    until=item.due_at,
                )
    yield from _countersignatures(asker)


def _countersignatures(asker: Asker) -> Iterator[InboxItem]:
    for one in Session.objects.filter(teacher=asker.person):
        waiting = Attendance.objects.filter(session=one.ref, countersigned_at=None)
        if waiting.exclude(person=asker.person).exists():
            yield InboxItem(
                InboxKind.TASK,
                f"class:{one.ref}",
                _COUNTERSIGN,
                (one.place, one.place),
                "class",
                {"session": one.ref},
                since=one.begins_at,
            )


def _of_office(asker: Asker) -> Iterator[InboxItem]:
    """What another person wrote, for whoever may say yes to it."""
    if asker.roles & set(PUBLISHERS):
        for one in Course.objects.filter(state=CourseState.DRAFT).exclude(drafted_by=asker.person):
            yield InboxItem(
                InboxKind.APPROVAL,
                f"course-draft:{one.ref}",
                _PUBLISH,
                (one.title_zh, one.title_en),
                "course",
                {"course": one.ref},
                since=one.drafted_at,
            )
        drafts = AwarenessItem.objects.filter(published_at=None).exclude(drafted_by=asker.person)
        for item in drafts:
            yield InboxItem(
                InboxKind.APPROVAL,
                f"awareness-draft:{item.ref}",
                _PUBLISH_ITEM,
                (item.title_zh, item.title_en),
                "awareness-item",
                {"item": item.ref},
                since=item.drafted_at,
            )
    if asker.roles & set(CHECKERS):
        waiting = Question.objects.filter(checked_at=None, withdrawn_at=None)
        count = waiting.exclude(added_by=asker.person).count()
        if count:
            yield InboxItem(
                InboxKind.APPROVAL,
                "questions",
                _CHECK,
                (f"{count} 题", f"{count} questions"),
                "questions",
            )
    if asker.roles & set(RELEASERS):
        yield from _failed(asker)
    if asker.roles & set(NOTERS):
        yield from _cases(asker)


def _failed(asker: Asker) -> Iterator[InboxItem]:
    for person in people.staff(asker.at):
        ref = Ref(person.ref)
        if ref == asker.person:
            continue
        for one in people.mine(ref, asker.at):
            own = [exam for exam in people.learned(ref).exams if exam.course == one.ref]
            if own and people.failures(ref, one, asker.at) >= FAILURES_TO_SUSPEND:
                yield InboxItem(
                    InboxKind.TASK,
                    f"exam:{own[-1].ref}",
                    _RELEASE,
                    (one.title_zh, one.title_en),
                    "exam",
                    {"exam": own[-1].ref},
                    since=own[-1].started_at,
                )


def _cases(asker: Asker) -> Iterator[InboxItem]:
    for one in Case.objects.filter(told_at=None):
        day = f"{one.happened_on:%Y-%m-%d}"
        yield InboxItem(
            InboxKind.TASK,
            f"case:{one.ref}",
            _CASE,
            (day, day),
            "case",
            {"case": one.ref},
            since=one.noted_at,
            until=demands.last_day(one),
        )
