"""A house that teaches: its people, a version of the policy in force, a bank, a course."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shoumi.base.accounts.tests.cast import House, house_with_keys
from shoumi.base.registry import RegisterVersion
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Course, Exam, Question
from shoumi.chapters.learning.queries import demands, people
from shoumi.chapters.learning.rules import TAUGHT, Topic
from shoumi.chapters.learning.rules.gift import Question as Written
from shoumi.chapters.learning.services import (
    awareness,
    bank,
    cases,
    courses,
    exams,
    lessons,
    sessions,
    syllabus,
)
from shoumi.chapters.learning.services.courses import Content
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST, SECOND = Ref("policy-first"), Ref("policy-second")
TITLE = ("客户信息保护基础", "Basics of customer data")
TEXT = (
    "## 法律怎么说\n\n只在任务里看。\n\n## 我们的政策\n\n看登记表。\n\n## 怎样保护\n\n不外发。",
    (
        "## The law\n\nOnly within a task.\n\n## Our policy\n\nSee the register.\n\n"
        "## Measures\n\nSend nothing out."
    ),
)
# What everybody is taught, in the order of the bank.
EVERYBODYS = [topic for topic in Topic if topic in TAUGHT]
ALL_ROLES = frozenset(Role) - {Role.TR, Role.TE, Role.VEN, Role.AUD, Role.SUBJ, Role.SUP}


def written(topic: Topic, number: int) -> Written:
    """The first option is right."""
    options = tuple((f"选项{letter}{number}", f"option {letter}{number}") for letter in "甲乙丙丁")
    stem = (f"第 {number} 题问什么？", f"What does question {number} ask?")
    return Written("", topic, stem, options, frozenset({0}), "个人信息保护法第六条")


def version(ref: Ref, number: int, since: datetime | None) -> RegisterVersion:
    return RegisterVersion(ref, number, since, dict)


class Academy:
    """Ma is personnel, Lin the protection officer, Chen and Qian learn, Zhou is legal."""

    def __init__(self):
        self.house: House = house_with_keys()
        self.at = AT
        self.officer, self.head = self.house.dpo, self.house.head
        self.hr = self.house.staff(Role.HR, name="马假名")
        self.legal = self.house.staff(Role.LEG, name="周模拟")
        self.chen = self.house.staff(Role.CON, name="陈示例")
        self.qian = self.house.staff(Role.CS, name="钱虚乙")
        self.supervisor = self.house.staff(Role.SUP, name="何监督")
        self.versions = [version(FIRST, 1, AT - 90 * DAY)]

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def fill_bank(self, each: int = 5) -> list[Question]:
        asked = [written(topic, n) for topic in EVERYBODYS for n in range(each)]
        made = bank.add(questions=asked, actor=self.hr, at=self.at)
        return bank.check(batch=Ref(made[0].batch), actor=self.officer, at=self.at)

    def content(self, **other) -> Content:
        told = {
            "title": TITLE,
            "text": TEXT,
            "roles": ALL_ROLES,
            "topics": TAUGHT,
            "questions": 10,
            "minutes": 20,
        }
        return Content(**{**told, **other})

    def draft(self, policy=FIRST, earlier=None, **other) -> Course:
        return courses.draft(
            content=self.content(**other), policy=policy, earlier=earlier, actor=self.hr, at=self.at
        )

    def publish(self, course, begins_at=None, actor=None) -> Course:
        return courses.publish(
            course=Ref(course.ref),
            begins_at=begins_at or self.at + 30 * DAY,
            actor=actor or self.officer,
            at=self.at,
        )

    def course(self, begins_at=None, **other) -> Course:
        if not Question.objects.exists():
            self.fill_bank()
        return self.publish(self.draft(**other), begins_at)

    def find_topics(self, course, actor=None) -> None:
        """The officer finds each topic in a section of its own."""
        for section, topic in enumerate(course.topics, start=1):
            syllabus.find_topic(
                course=Ref(course.ref),
                topic=Topic(topic),
                section=section,
                actor=actor or self.officer,
                at=self.at,
            )

    def tell(self, case, actor=None, text=TEXT):
        return cases.tell(
            case=Ref(case.ref), title=TITLE, text=text, actor=actor or self.officer, at=self.at
        )

    def clear(self, case, actor=None):
        return cases.clear(case=Ref(case.ref), actor=actor or self.legal, at=self.at)

    def note(self, happened_on=None, actor=None):
        return cases.note(
            happened_on=happened_on or self.at.date(), actor=actor or self.officer, at=self.at
        )

    def read(self, course, person=None):
        return lessons.read_course(course=Ref(course.ref), actor=person or self.chen, at=self.at)

    def start(self, course, person=None) -> Exam:
        return exams.start(course=Ref(course.ref), actor=person or self.chen, at=self.at)

    def answers(self, exam: Exam, right: int) -> dict[str, list[int]]:
        """So many right, the others with every option."""
        found = {}
        for place, one in enumerate(queries.paper_of(exam)):
            found[one.ref] = [one.order.index(0)] if place < right else [0, 1, 2, 3]
        return found

    def hand_in(self, exam, right=10, person=None) -> Exam:
        return exams.hand_in(
            exam=Ref(exam.ref),
            answers=self.answers(exam, right),
            actor=person or self.chen,
            at=self.at,
        )

    def sit(self, course, right=10, person=None) -> Exam:
        return self.hand_in(self.start(course, person), right, person)

    def session(self, course, teacher=None):
        return sessions.plan(
            course=Ref(course.ref),
            place="三号会议室",
            teacher=teacher or self.legal,
            begins_at=self.at,
            ends_at=self.at + timedelta(hours=2),
            actor=self.hr,
            at=self.at,
        )

    def attend(self, session, person=None):
        ref = Ref(session.ref)
        code = sessions.code(session=ref, actor=Ref(session.teacher), at=self.at)
        sessions.sign_in(session=ref, code=code, actor=person or self.chen, at=self.at)

    def countersign(self, session) -> int:
        return sessions.countersign(
            session=Ref(session.ref), actor=Ref(session.teacher), at=self.at
        )

    def attended(self, course, *persons):
        made = self.session(course, teacher=self.hr)
        for one in persons or (self.chen,):
            self.attend(made, one)
        self.countersign(made)
        return made

    def certify(self, course, person=None):
        person = person or self.chen
        self.read(course, person)
        self.sit(course, person=person)
        self.attended(course, person)

    def item(self, quarter="2026Q3", due_at=None):
        made = awareness.draft(quarter=quarter, title=TITLE, text=TEXT, actor=self.hr, at=self.at)
        return awareness.publish(
            item=Ref(made.ref),
            due_at=due_at or self.at + 20 * DAY,
            actor=self.officer,
            at=self.at,
        )

    def read_item(self, item, person=None):
        return lessons.read_item(item=Ref(item.ref), actor=person or self.chen, at=self.at)

    def judged(self, person=None, at=None):
        found = people.judge(person or self.chen, at or self.at)
        return None if found is None else (found.until, found.reason)

    def check(self, demand):
        return demands.CHECKS[demand](self.at)

    def state(self, demand):
        found = self.check(demand)
        return found.state.value, found.reason

    def begun(self) -> Course:
        """A course whose day has come, and everybody of the office is certified for it."""
        course = self.course()
        self.find_topics(course)
        for person in (self.chen, self.qian, self.officer, self.head, self.legal):
            self.read(course, person)
            self.sit(course, person=person)
        self.attended(course, self.chen, self.qian, self.officer, self.head, self.legal)
        self.read(course, self.hr)
        self.sit(course, person=self.hr)
        other = self.session(course, teacher=self.legal)
        self.attend(other, self.hr)
        self.countersign(other)
        self.go(days=31)
        return course
