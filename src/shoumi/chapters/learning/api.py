"""Learning over the API: lists, one of each, the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import AwarenessItem, Certificate, Course, Question
from shoumi.chapters.learning.queries.cases import readable
from shoumi.chapters.learning.rules import CourseState, Scope
from shoumi.chapters.learning.verbs import VERBS, told
from shoumi.chapters.learning.verbs.answer import (
    CaseLine,
    CertificateLine,
    CourseLine,
    ExamLine,
    ItemLine,
    QuestionLine,
)
from shoumi.chapters.learning.verbs.place import course_of, exam_of, keeps

router = Router(tags=["learning"])
# Before the reads: `/courses/take` is no course.
operation.add(router, VERBS)


@router.get("/courses", operation_id="courses_list", **reads(Page[CourseLine]))
@needs(Scope.READ)
def courses(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The courses, the newest first; drafts for those who keep them."""
    found = Course.objects.all()
    if not keeps(request):
        found = found.exclude(state=CourseState.DRAFT)
    return paging.newest_first(request, wanted, found, told.course)


@router.get("/courses/{course}", operation_id="courses_course", **reads(CourseLine))
@needs(Scope.READ)
def course(request: PageRequest, course: str) -> dict[str, Any]:
    """One version of a course."""
    return told.course(course_of(request, course))


@router.get("/certificates", operation_id="certificates_list", **reads(Page[CertificateLine]))
@needs(Scope.READ)
def certificates(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """One's own, the newest first; everybody's for those who keep courses."""
    found = Certificate.objects.all()
    if not keeps(request):
        found = found.filter(person=request.who())
    return paging.newest_first(request, wanted, found, told.certificate)


@router.get("/questions", operation_id="questions_list", **reads(Page[QuestionLine]))
@needs(Scope.READ)
def questions(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The bank, the newest first, without the answers; nothing for those who only learn."""
    found = Question.objects.all() if keeps(request) else Question.objects.none()
    return paging.newest_first(request, wanted, found, told.question)


@router.get("/exams/{exam}", operation_id="exams_exam", **reads(ExamLine))
@needs(Scope.READ)
def exam(request: PageRequest, exam: str) -> dict[str, Any]:
    """One examination of one's own; its paper until it is handed in."""
    return told.exam(exam_of(request, exam))


@router.get("/awareness", operation_id="awareness_list", **reads(Page[ItemLine]))
@needs(Scope.READ)
def items(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The awareness items, the newest first; drafts for those who keep them."""
    found = AwarenessItem.objects.all()
    if not keeps(request):
        found = found.exclude(published_at=None)
    return paging.newest_first(request, wanted, found, told.item)


@router.get("/cases", operation_id="cases_list", **reads(Page[CaseLine]))
@needs(Scope.READ)
def cases(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The cases, the newest first; those that wait for those who tell them."""
    found = Case.objects.all() if keeps(request) else readable()
    return paging.newest_first(request, wanted, found, told.case)
