"""A house whose course began long ago: everybody of its staff read, passed and was at a session.

A told home states what chapters 4.1, 14 and 19 promise; from here on it is checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.sabotage.break_case import cast
from tests.sabotage.place import Place

# The house asks for certificates since then, so that a quarter and a year without can have gone by.
_BEGAN_DAYS_AGO = 500
TITLE = ("客户信息保护", "Customer data")
# A section for each topic, in their order.
_SECTIONS = (
    ("法律", "The law"),
    ("政策", "The policy"),
    ("措施", "Measures"),
    ("权利", "Rights"),
    ("转让", "Transfers"),
    ("供应商", "Vendors"),
    ("出事", "Incidents"),
)
TEXT = (
    "\n\n".join(f"## {zh}\n\n只在任务里看。" for zh, _ in _SECTIONS),
    "\n\n".join(f"## {en}\n\nOnly within a task." for _, en in _SECTIONS),
)
WORDS = {
    "title_zh": TITLE[0],
    "title_en": TITLE[1],
    "text_zh": TEXT[0],
    "text_en": TEXT[1],
}
ASKED, MINUTES = 10, 20


def begin(place: Place) -> None:
    """A course of everything for everybody, its questions checked, the item of the quarter before;
    everybody of the staff read, passed, and was at a session."""
    course = _begin_course(place)
    _find_topics(place, course)
    _tell_incidents(place)
    item = _publish_item(place)
    people = staff(place)
    for person in people:
        _pass(place, course, item, person)
    teacher, other = place[cast().LEGAL], place[cast().PERSONNEL]
    _hold(place, course, teacher, [one for one in people if one != teacher])
    _hold(place, course, other, [teacher])
    place.a_minute_later()


def _begin_course(place: Place) -> Any:
    from shoumi.chapters.learning import queries
    from shoumi.chapters.learning.rules import Topic
    from shoumi.chapters.learning.services import bank, courses, starters
    from shoumi.core.refs import Ref

    personnel, officer = place[cast().PERSONNEL], place[cast().DPO]
    asked = [one for starter in starters.library() for one in starter.questions]
    batch = Ref(bank.add(questions=asked, actor=personnel, at=place.at)[0].batch)
    bank.check(batch=batch, actor=officer, at=place.at)
    content = courses.Content(TITLE, TEXT, every_role(), tuple(Topic), ASKED, MINUTES)
    policy = Ref(queries.policy_in_force(place.at))
    made = courses.draft(content=content, policy=policy, actor=personnel, at=place.at)
    return _publish_long_ago(place, made)


def _find_topics(place: Place, course: Any) -> None:
    from shoumi.chapters.learning.rules import Topic
    from shoumi.chapters.learning.services import syllabus
    from shoumi.core.refs import Ref

    for section, topic in enumerate(Topic, start=1):
        syllabus.find_topic(
            course=Ref(course.ref),
            topic=topic,
            section=section,
            actor=place[cast().DPO],
            at=place.at,
        )


def _tell_incidents(place: Place) -> None:
    """What the story's house lived through is told, and another read it."""
    from shoumi.chapters.learning.case_models import Case
    from shoumi.chapters.learning.services import cases
    from shoumi.core.refs import Ref

    cases.raise_from_incidents(place.at)
    for one in Case.objects.order_by("id"):
        case = Ref(one.ref)
        cases.tell(case=case, title=TITLE, text=TEXT, actor=place[cast().DPO], at=place.at)
        cases.clear(case=case, actor=place[cast().LEGAL], at=place.at)


def _publish_long_ago(place: Place, course: Any) -> Any:
    """As ``courses.publish`` leaves it, but for when it begins: it lets nobody begin before now."""
    from django.db import transaction

    from shoumi.chapters.learning.events import Tag
    from shoumi.chapters.learning.rules import CourseState
    from shoumi.chapters.learning.services import rows
    from shoumi.core.refs import Ref

    officer, begins = place[cast().DPO], place.at - timedelta(days=_BEGAN_DAYS_AGO)
    course.state, course.published_by = CourseState.PUBLISHED, officer
    course.published_at, course.begins_at = place.at, begins
    facts = {
        "series": Ref(course.series),
        "number": course.number,
        "policy": Ref(course.policy),
        "begins": begins,
    }
    with transaction.atomic():
        return rows.keep(course, Tag.PUBLISHED, facts, ("4.1",), officer, place.at)


def every_role() -> list[Any]:
    from shoumi.base.accounts.rules import DATA_ROLES

    return sorted(DATA_ROLES)


def staff(place: Place) -> list[Any]:
    from shoumi.chapters.learning.queries import standings
    from shoumi.core.refs import Ref

    return [Ref(one.ref) for one in standings.staff(place.at)]


def _publish_item(place: Place) -> Any:
    from shoumi.chapters.learning.rules import quarters
    from shoumi.chapters.learning.services import awareness
    from shoumi.core.refs import Ref

    quarter = quarters.before(quarters.of(place.at))
    writer = place[cast().PERSONNEL]
    made = awareness.draft(quarter=quarter, title=TITLE, text=TEXT, actor=writer, at=place.at)
    due, officer = place.at + timedelta(days=20), place[cast().DPO]
    return awareness.publish(item=Ref(made.ref), due_at=due, actor=officer, at=place.at)


def _pass(place: Place, course: Any, item: Any, person: Any) -> None:
    from shoumi.chapters.learning.services import exams, lessons
    from shoumi.core.refs import Ref

    told = {"actor": person, "at": place.at}
    lessons.read_item(item=Ref(item.ref), **told)
    lessons.read_course(course=Ref(course.ref), **told)
    exam = exams.start(course=Ref(course.ref), **told)
    exams.hand_in(exam=Ref(exam.ref), answers=right_answers(exam), **told)


def right_answers(exam: Any) -> dict[str, list[int]]:
    """Of each question the places at which what is right is shown."""
    from shoumi.chapters.learning import queries
    from shoumi.chapters.learning.models import Question

    paper = queries.paper_of(exam)
    keys = dict(
        Question.objects.filter(ref__in=[one.ref for one in paper]).values_list("ref", "right")
    )
    return {one.ref: [one.order.index(place) for place in keys[one.ref]] for one in paper}


def _hold(place: Place, course: Any, teacher: Any, people: list[Any]) -> None:
    from shoumi.chapters.learning.services import sessions
    from shoumi.core.refs import Ref

    made = sessions.plan(
        course=Ref(course.ref),
        place="三号会议室",
        teacher=teacher,
        begins_at=place.at,
        ends_at=place.at + timedelta(hours=2),
        actor=place[cast().PERSONNEL],
        at=place.at,
    )
    session = Ref(made.ref)
    code = sessions.code(session=session, actor=teacher, at=place.at)
    for person in people:
        sessions.sign_in(session=session, code=code, actor=person, at=place.at)
    sessions.countersign(session=session, actor=teacher, at=place.at)


def newest_course() -> Any:
    """The newest version of the newest course."""
    from shoumi.chapters.learning.models import Course

    return Course.objects.order_by("-id")[0]


# -- by page ---------------------------------------------------------------------------------


def form_moment(at: datetime) -> str:
    """As a form gives a moment."""
    from shoumi.core.calendar import CHINA

    return f"{at.astimezone(CHINA):%Y-%m-%dT%H:%M}"


def names_of_staff(place: Place) -> Iterator[str]:
    names = {ref: name for name, ref in place.told.people.items()}
    yield from (names[str(one)] for one in staff(place))


def sit(place: Place, person: str) -> None:
    from shoumi.chapters.learning.models import Exam

    place.page(person, f"/courses/{newest_course().ref}/do/exam-start")
    exam = Exam.objects.order_by("-id")[0]
    place.page(person, f"/exams/{exam.ref}", **right_answers(exam))


def plan_session(place: Place, teacher: str) -> str:
    from shoumi.chapters.learning.models import Session

    place.page(
        cast().PERSONNEL,
        f"/courses/{newest_course().ref}/do/class-plan",
        place="三号会议室",
        teacher=place[teacher],
        begins_at=form_moment(place.at),
        ends_at=form_moment(place.at + timedelta(hours=2)),
    )
    return str(Session.objects.order_by("-id")[0].ref)
