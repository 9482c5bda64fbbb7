"""What of learning waits for somebody: courses, items, countersignatures, another person's yes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Course,
    Question,
    Session,
)
from shoumi.chapters.learning.queries import cases, people, sheet_entries, standings
from shoumi.chapters.learning.rules import CourseState
from shoumi.chapters.learning.services.bank import CHECKERS
from shoumi.chapters.learning.services.cases import NOTERS, READERS
from shoumi.chapters.learning.services.courses import PUBLISHERS
from shoumi.chapters.learning.services.exams import RELEASERS
from shoumi.core.messages import Both

_COURSE: Both = ("学完课程、考过", "Learn a course and pass its examination")
_READ: Both = ("读意识教育内容", "Read an awareness item")
_COUNTERSIGN: Both = ("确认线下课谁到了", "Countersign who was in a session")
_CONFIRM: Both = ("确认自己到了线下课", "Confirm that you were in a session")
_PUBLISH: Both = ("发布一门课程", "Publish a course")
_PUBLISH_ITEM: Both = ("发布意识教育内容", "Publish an awareness item")
_CHECK: Both = ("复核题目", "Check questions")
_RELEASE: Both = ("有人连续两次没有考过", "Somebody failed an examination twice")
_CLEAR: Both = ("核对案例认不认得出人", "Read a case: can anybody be recognised?")
_CASE: Both = ("把自己的事件写成案例", "Tell an own incident as a case")


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return
    try:
        yield from _own(asker)
        yield from _of_office(asker)
    except NotAuthentic:
        return  # the demands themselves fail then


def _item(
    what: Both,
    key: str,
    about: Both,
    page: tuple[str, dict[str, str]],
    kind: InboxKind = InboxKind.TASK,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> InboxItem:
    """``page`` is its name and what stands in its address."""
    return InboxItem(kind, key, what, about, *page, since=since, until=until)


def _titles(one: Course | AwarenessItem | Case) -> Both:
    return one.title_zh, one.title_en


def _course(one: Course) -> tuple[str, dict[str, str]]:
    return "course", {"course": one.ref}


def _awareness(one: AwarenessItem) -> tuple[str, dict[str, str]]:
    return "awareness-item", {"item": one.ref}


def _own(asker: Asker) -> Iterator[InboxItem]:
    for one in people.mine(asker.person, asker.at):
        if people.certificate(asker.person, one, asker.at) is None:
            key, since, until = f"course:{one.ref}:{asker.person}", one.published_at, one.begins_at
            yield _item(_COURSE, key, _titles(one), _course(one), since=since, until=until)
    read = {one.of for one in people.learned(asker.person).readings}
    if queries.data_roles(asker.person, asker.at):
        for item in people.items():
            if item.ref not in read:
                key, since = f"awareness:{item.ref}:{asker.person}", item.published_at
                until = item.due_at
                yield _item(_READ, key, _titles(item), _awareness(item), since=since, until=until)
    for session, attendance in sheet_entries.waiting(asker.person, asker.at):
        page, about = ("class", {"session": session.ref}), (session.place, session.place)
        key = f"attendance:{attendance.ref}"
        yield _item(_CONFIRM, key, about, page, since=attendance.countersigned_at)
    yield from _countersignatures(asker)


def _countersignatures(asker: Asker) -> Iterator[InboxItem]:
    for one in Session.objects.filter(teacher=asker.person):
        waiting = Attendance.objects.filter(session=one.ref, countersigned_at=None)
        if waiting.exclude(person=asker.person).exists():
            page, about = ("class", {"session": one.ref}), (one.place, one.place)
            yield _item(_COUNTERSIGN, f"class:{one.ref}", about, page, since=one.begins_at)


def _of_office(asker: Asker) -> Iterator[InboxItem]:
    """What another person wrote, for whoever may say yes to it."""
    yes = InboxKind.APPROVAL
    if asker.roles & set(PUBLISHERS):
        for one in Course.objects.filter(state=CourseState.DRAFT).exclude(drafted_by=asker.person):
            key, since = f"course-draft:{one.ref}", one.drafted_at
            yield _item(_PUBLISH, key, _titles(one), _course(one), yes, since=since)
        drafts = AwarenessItem.objects.filter(published_at=None).exclude(drafted_by=asker.person)
        for item in drafts:
            key, since = f"awareness-draft:{item.ref}", item.drafted_at
            yield _item(_PUBLISH_ITEM, key, _titles(item), _awareness(item), yes, since=since)
    if asker.roles & set(CHECKERS):
        waiting = Question.objects.filter(checked_at=None, withdrawn_at=None)
        count = waiting.exclude(added_by=asker.person).count()
        if count:
            about = (f"{count} 题", f"{count} questions")
            yield _item(_CHECK, "questions", about, ("questions", {}), yes)
    if asker.roles & set(RELEASERS):
        yield from _failed(asker)
    if asker.roles & set(NOTERS):
        yield from _cases(asker)
    if asker.roles & set(READERS):
        for case in cases.unread():
            if case.told_by != asker.person:
                key, page = f"case-read:{case.ref}", ("case", {"case": case.ref})
                yield _item(_CLEAR, key, _titles(case), page, yes, since=case.told_at)


def _failed(asker: Asker) -> Iterator[InboxItem]:
    for person, course, exam in standings.failed_twice(asker.at):
        if person != asker.person:
            key, page = f"exam:{exam.ref}", ("exam", {"exam": exam.ref})
            yield _item(_RELEASE, key, _titles(course), page, since=exam.started_at)


def _cases(asker: Asker) -> Iterator[InboxItem]:
    for one in Case.objects.filter(told_at=None):
        day = f"{one.happened_on:%Y-%m-%d}"
        key, page, last = f"case:{one.ref}", ("case", {"case": one.ref}), cases.last_day(one)
        yield _item(_CASE, key, (day, day), page, since=one.noted_at, until=last)
