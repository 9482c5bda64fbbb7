"""A house that asks for certificates: a course whose day has come, and who is certified for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from shoumi.base import registry
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.rules import Topic
from shoumi.chapters.learning.rules.gift import Question
from shoumi.chapters.learning.services import bank, courses, exams, lessons, sessions, syllabus
from shoumi.chapters.learning.services.courses import Content
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

ROLES = frozenset(Role) - {Role.TR, Role.TE, Role.VEN, Role.AUD, Role.SUBJ, Role.SUP}
_OPTIONS = (("任务以内", "within a task"), ("随便看", "as one likes"), ("看熟人", "of friends"))


def _lesson(text: str) -> str:
    return "\n\n".join(f"## {topic}\n\n{text}" for topic in Topic)


def teach(author: Ref, other: Ref, begins_at: datetime, at: datetime) -> Ref:
    """A course on the policy in force; ``author`` writes, ``other`` finds each topic in a section
    of its own, checks and publishes."""
    asked = [
        Question(
            "",
            topic,
            (f"{topic} 第 {n} 题：可以看谁的信息？", f"{topic} {n}: whose data may one see?"),
            _OPTIONS,
            frozenset({0}),
            "个人信息保护法第六条",
        )
        for topic in Topic
        for n in range(2)
    ]
    made = bank.add(questions=asked, actor=author, at=at)
    bank.check(batch=Ref(made[0].batch), actor=other, at=at)
    content = Content(
        ("客户信息保护", "Customer data"),
        (_lesson("只在任务里看。"), _lesson("Within a task.")),
        ROLES,
        set(Topic),
        6,
        20,
    )
    policy = next(one.ref for one in registry.register_versions() if one.in_force_at)
    drafted = courses.draft(content=content, policy=policy, actor=author, at=at)
    for section, topic in enumerate(Topic, start=1):
        told = {"topic": topic, "section": section}
        syllabus.find_topic(course=Ref(drafted.ref), **told, actor=other, at=at)
    courses.publish(course=Ref(drafted.ref), begins_at=begins_at, actor=other, at=at)
    return Ref(drafted.ref)


def certify(course: Ref, people: Iterable[Ref], teacher: Ref, planner: Ref, at: datetime) -> None:
    """Each reads, passes and attends a session that ``teacher``, who is none of them, holds."""
    session = sessions.plan(
        course=course,
        place="三号会议室",
        teacher=teacher,
        begins_at=at,
        ends_at=at + timedelta(hours=2),
        actor=planner,
        at=at,
    )
    ref = Ref(session.ref)
    for person in people:
        lessons.read_course(course=course, actor=person, at=at)
        exam = exams.start(course=course, actor=person, at=at)
        answers = {one.ref: [one.order.index(0)] for one in queries.paper_of(exam)}
        exams.hand_in(exam=Ref(exam.ref), answers=answers, actor=person, at=at)
        code = sessions.code(session=ref, actor=teacher, at=at)
        sessions.sign_in(session=ref, code=code, actor=person, at=at)
    sessions.countersign(session=ref, actor=teacher, at=at)
