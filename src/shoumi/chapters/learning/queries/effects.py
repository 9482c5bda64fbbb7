"""Reads for the comparison of departments before and after a course or an awareness item."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.row_authentication import verification
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import AwarenessItem, Course, Exam, Reading
from shoumi.chapters.learning.rules import effects
from shoumi.chapters.learning.rules.effects import Effect, Marked
from shoumi.chapters.learning.staff_models import Placement
from shoumi.core.messages import Both


@dataclass(frozen=True, slots=True)
class Occasion:
    """A course that began or an item that was published; ``since`` when."""

    ref: str
    name: Both
    since: datetime


def occasions(at: datetime) -> list[Occasion]:
    """The newest first.

    Raises:
        NotAuthentic
    """
    courses = [
        Occasion(one.ref, _named(one), one.begins_at)
        for one in queries.courses()
        if one.begins_at is not None and one.begins_at <= at
    ]
    items = [
        Occasion(one.ref, _named(one), one.published_at)
        for one in queries.every(AwarenessItem)
        if one.published_at is not None
    ]
    return sorted([*courses, *items], key=lambda one: (one.since, one.ref), reverse=True)


def _named(one: Course | AwarenessItem) -> Both:
    return one.title_zh, one.title_en


def of(occasion: Occasion) -> Sequence[Effect]:
    """By department, in the order of their names.

    Raises:
        NotAuthentic
    """
    marked = [
        Marked(one.person, one.handed_in_at, sum(one.marks.values()), len(one.paper))
        for one in queries.every(Exam)
        if one.handed_in_at is not None
    ]
    placed = verification.authentic(Placement.objects.all())
    departments = {one.person: one.department for one in placed if one.department}
    readers: Collection[str] = {
        one.person for one in verification.authentic(Reading.objects.filter(of=occasion.ref))
    }
    return effects.by_department(marked, departments, occasion.since, readers)
