"""What of learning goes by a reference."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from shoumi.base.registry import Asker
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import (
    AwarenessItem,
    Course,
    Exam,
    Question,
    Session,
)
from shoumi.chapters.learning.queries.cases import readable
from shoumi.chapters.learning.rules import CourseState
from shoumi.chapters.learning.verbs.place import READERS


def _keeps(asker: Asker, *, is_for_all: bool, person: str = "") -> bool:
    return is_for_all or asker.person == person or bool(asker.roles & set(READERS))


def hits(wanted: str) -> Iterable[SearchHit]:
    for course in Course.objects.filter(ref=wanted):
        state = CourseState(course.state)
        yield SearchHit(
            ("课程", "Course"),
            course.title_zh,
            "course",
            {"course": course.ref},
            state=state,
            seen=partial(_keeps, is_for_all=state is not CourseState.DRAFT),
        )
    for exam in Exam.objects.filter(ref=wanted):
        seen = partial(_keeps, is_for_all=False, person=exam.person)
        yield SearchHit(("考试", "Examination"), exam.ref, "exam", {"exam": exam.ref}, seen=seen)
    for session in Session.objects.filter(ref=wanted):
        place = {"session": session.ref}
        yield SearchHit(("线下课", "Session on site"), session.place, "class", place)
    for question in Question.objects.filter(ref=wanted):
        place = {"question": question.ref}
        yield SearchHit(("题目", "Question"), question.stem_zh, "question", place)
    for item in AwarenessItem.objects.filter(ref=wanted):
        seen = partial(_keeps, is_for_all=item.published_at is not None)
        yield SearchHit(
            ("意识教育", "Awareness"),
            item.title_zh,
            "awareness-item",
            {"item": item.ref},
            seen=seen,
        )
    for case in Case.objects.filter(ref=wanted):
        seen = partial(_keeps, is_for_all=readable().filter(ref=case.ref).exists())
        yield SearchHit(("案例", "Case"), case.title_zh, "case", {"case": case.ref}, seen=seen)
