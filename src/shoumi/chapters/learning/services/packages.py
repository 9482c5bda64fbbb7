"""Lesson packages: added to a draft, kept sealed; learners' parts say how far they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.base.ledger import writer
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.package_models import (
    LessonPackage,
    PackageAttendance,
    PackageProgress,
)
from shoumi.chapters.learning.queries import packages as found_packages
from shoumi.chapters.learning.rules import CourseState, packages
from shoumi.chapters.learning.rules.packages import PackageUnread
from shoumi.chapters.learning.services import lessons, rows
from shoumi.chapters.learning.services.errors import AlreadyPublished
from shoumi.chapters.learning.services.package_errors import PackageUnfit, StateUnfit
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

ADDERS = (Role.HR, Role.DPO)
_DUTIES = ("19.1", "19.2")
# What a part may keep of its learner: text each, and so long at most (signs).  SCORM 1.2 promises
# 4,096 of suspend_data and 2004 64,000; courses for the first need as much as the second.
_KEPT: Mapping[str, int] = {
    "status": 20,
    "location": 1_000,
    "suspend_data": 64_000,
    "exit": 20,
    "total_time": 40,
    "finished": 3,
}
# A part is over by each of these.  ``passed`` is said by the learner's own browser: it is as good
# as ``completed`` here, and nowhere a result.
_OVER = frozenset({"completed", "passed", "failed"})


def add(*, course: Ref, content: bytes, actor: Ref, at: datetime) -> LessonPackage:
    """
    Raises:
        NotPermitted, NoSuchCourse, NotAuthentic
        AlreadyPublished: what people learn by is what another person published.
        PackageUnfit
    """
    accounts.require(actor, at, *ADDERS)
    found = queries.get(Course, course)
    if found.state != CourseState.DRAFT:
        raise AlreadyPublished
    try:
        read = packages.contents(packages.files(content))
    except PackageUnread as error:
        raise PackageUnfit(why=error.why) from error
    with transaction.atomic():
        held = rows.held(Course, course)
        if held.state != CourseState.DRAFT:
            raise AlreadyPublished
        document = store.put(content, kind=Kind.UPLOAD, deal=None, actor=actor, at=at)
        made = LessonPackage(
            ref=Ref.new("lessonpack"),
            course=course,
            document=document.ref,
            content_sha256=hashlib.sha256(content).hexdigest(),
            edition=read.edition,
            parts=[[one.title, one.address, one.reports] for one in read.parts],
            added_by=actor,
            added_at=at,
        )
        facts: dict[str, Value] = {
            "course": course,
            "content": Digest.fromhex(made.content_sha256),
            "parts": len(read.parts),
        }
        return rows.keep(made, Tag.PACKAGE_ADDED, facts, _DUTIES, actor, at)


@transaction.atomic
def keep_state(
    *, package: Ref, part: int, state: Mapping[str, object], actor: Ref, at: datetime
) -> PackageAttendance | None:
    """What a part says of its learner; the attendance where it was the last that was missing.

    Raises:
        NoSuchPackage, NotAuthentic, NotPublished, NotTheirCourse, NoSuchPerson
        StateUnfit: not what a part keeps, or too long.
    """
    one = found_packages.get(package)
    found_packages.part(one, part)
    lessons.require_own(queries.get(Course, one.course), actor, at)
    kept = _kept(state)
    writer.hold()  # two windows of one learner come one after the other
    row, _ = PackageProgress.objects.get_or_create(
        person=actor, package=one.ref, part=part, defaults={"changed_at": at}
    )
    row.state, row.changed_at = kept, at
    if row.completed_at is None and kept.get("status") in _OVER:
        row.completed_at = at
    row.save()
    return _attend(one, actor, at)


def _kept(state: Mapping[str, object]) -> dict[str, str]:
    kept = {name: value for name, value in state.items() if name in _KEPT}
    if not all(isinstance(one, str) and len(one) <= _KEPT[name] for name, one in kept.items()):
        raise StateUnfit
    return {name: str(value) for name, value in kept.items()}


def read_state(text: str) -> Mapping[str, object]:
    """
    Raises:
        StateUnfit
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StateUnfit from error
    if not isinstance(found, dict):
        raise StateUnfit
    return found


def _attend(one: LessonPackage, person: Ref, at: datetime) -> PackageAttendance | None:
    done = PackageProgress.objects.filter(person=person, package=one.ref).exclude(completed_at=None)
    is_known = PackageAttendance.objects.filter(person=person, package=one.ref).exists()
    if is_known or done.count() < len(one.parts):
        return None
    made = PackageAttendance(
        ref=Ref.new("packdone"), person=person, package=one.ref, attended_at=at
    )
    facts = {"person": person, "package": Ref(one.ref)}
    return rows.keep(made, Tag.PACKAGE_ATTENDED, facts, _DUTIES, person, at)
