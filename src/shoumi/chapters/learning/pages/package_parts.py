"""The parts of a course's package on the page of the course, and the first that is not complete."""

from __future__ import annotations

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.queries import packages
from shoumi.chapters.learning.rules.packages import Edition
from shoumi.core.messages import Both

_COLUMNS = (
    Column(("部分", "Part")),
    Column(("格式", "Format")),
    Column(("学完", "Complete since")),
)
_OPEN: Both = ("学课件：{title}", "Work through: {title}")


def table(request: PageRequest, course: Course) -> list[Table]:
    """None where the course has no package."""
    found = packages.of(course)
    if found is None:
        return []
    done = packages.progress(request.who(), found)
    edition = names.of(Edition(found.edition), request.lang)
    rows = [
        (
            Cell(part.title or str(number), _href(course, number)),
            edition,
            done[number].completed_at if number in done else None,
        )
        for number, part in enumerate(packages.parts(found), start=1)
    ]
    return [Table(_COLUMNS, rows, ("课件", "Lesson package"), ("没有部分。", "No parts."))]


def next_part(request: PageRequest, course: Course) -> list[tuple[str, str]]:
    """Words and address; none where nothing of the package is owed."""
    found = packages.of(course)
    if found is None or packages.has_attended(request.who(), found):
        return []
    done = packages.progress(request.who(), found)
    for number, part in enumerate(packages.parts(found), start=1):
        if number not in done or done[number].completed_at is None:
            words = request.say(_OPEN, title=part.title or str(number))
            return [(words, _href(course, number))]
    return []


def _href(course: Course, number: int) -> str:
    return reverse("lesson-part", kwargs={"course": course.ref, "place": str(number)})
