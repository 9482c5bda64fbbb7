"""What the verbs are done to: a course, a session on site, a question, an examination, an item."""

from __future__ import annotations

from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import (
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Question,
    Session,
)
from shoumi.chapters.learning.queries import NoSuchCourse, NoSuchExam, NoSuchItem, NoSuchSession
from shoumi.chapters.learning.queries.cases import readable
from shoumi.chapters.learning.rules import CourseState
from shoumi.chapters.learning.services.bank import CHECKERS
from shoumi.chapters.learning.services.cases import NOTERS
from shoumi.chapters.learning.services.courses import KEEPERS, PUBLISHERS
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Whoever waits for a first role learns for it, so none is asked for; services let in staff alone.
LEARNERS: tuple[Role, ...] = ()
READERS: tuple[Role, ...] = tuple(sorted({*KEEPERS, *PUBLISHERS, *NOTERS, *CHECKERS, Role.SUP}))


def keeps(request: PageRequest) -> bool:
    """Whether the reader sees what is not for every learner: drafts, the bank, who is due."""
    return bool(request.roles & set(READERS))


def course_of(request: PageRequest, course: str) -> Course:
    """
    Raises:
        NoSuchCourse: there is none, or it is a draft of others.
    """
    found = queries.get(Course, course)
    if found.state == CourseState.DRAFT and not keeps(request):
        raise NoSuchCourse(ref=course)
    return found


def session_of(request: PageRequest, session: str) -> Session:
    """
    Raises:
        NoSuchSession
    """
    try:
        return queries.get(Session, session)
    except NoSuchSession:
        raise NoSuchSession(ref=session) from None


def exam_of(request: PageRequest, exam: str) -> Exam:
    """One's own; that of others for who lets them try again.

    Raises:
        NoSuchExam
    """
    found = queries.get(Exam, exam)
    if found.person != request.who() and not keeps(request):
        raise NoSuchExam(ref=exam)
    return found


def certificate_of(request: PageRequest, certificate: str) -> Certificate:
    """One's own; that of others for those who keep courses.

    Raises:
        NoSuchCertificate
    """
    found = queries.get(Certificate, certificate)
    if found.person != request.who() and not keeps(request):
        raise queries.NoSuchCertificate(ref=certificate)
    return found


def item_of(request: PageRequest, item: str) -> AwarenessItem:
    """
    Raises:
        NoSuchItem: there is none, or it is a draft of others.
    """
    found = queries.get(AwarenessItem, item)
    if found.published_at is None and not keeps(request):
        raise NoSuchItem(ref=item)
    return found


def case_of(request: PageRequest, case: str) -> Case:
    """
    Raises:
        NoSuchCase: there is none, or nobody has read it yet to see that nobody is recognised.
    """
    found = queries.get(Case, case)
    if not (keeps(request) or readable().filter(ref=case).exists()):
        raise queries.NoSuchCase(ref=case)
    return found


COURSES = Place("", "courses")
COURSE = Place(
    "course", "courses/<str:course>", lambda request, ref: Ref(course_of(request, ref).ref)
)
CLASS = Place(
    "session", "classes/<str:session>", lambda request, ref: Ref(session_of(request, ref).ref)
)
QUESTIONS = Place("", "questions")
QUESTION = Place(
    "question",
    "questions/<str:question>",
    lambda request, ref: Ref(queries.get(Question, ref).ref),
)
EXAM = Place("exam", "exams/<str:exam>", lambda request, ref: Ref(exam_of(request, ref).ref))
ITEMS = Place("", "awareness")
ITEM = Place("item", "awareness/<str:item>", lambda request, ref: Ref(item_of(request, ref).ref))
CASES = Place("", "cases")
CASE = Place("case", "cases/<str:case>", lambda request, ref: Ref(case_of(request, ref).ref))
