"""The verbs of an examination: begin, hand in, let somebody try again.

What is chosen comes on a page of its own (``pages/exam``); programs and terminals send it as text.
"""

from __future__ import annotations

from django.urls import reverse

from shoumi.base.pages.forms import Field
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Exam
from shoumi.chapters.learning.rules import Scope
from shoumi.chapters.learning.services import exams
from shoumi.chapters.learning.verbs.courses import about
from shoumi.chapters.learning.verbs.place import COURSE, EXAM, LEARNERS
from shoumi.chapters.learning.verbs.told import exam as told
from shoumi.chapters.learning.verbs.told import operation

LETTERS = "ABCDEFGH"


def chosen(exam: Exam, text: str) -> dict[str, list[int]]:
    """``A BD C``: for each question of the paper in its order the letters that were chosen, ``-``
    where none was; what is too much counts for nothing."""
    parts = text.upper().split()
    paper = queries.paper_of(exam)
    return {
        one.ref: [LETTERS.index(letter) for letter in part if letter in LETTERS]
        for one, part in zip(paper, parts, strict=False)
    }


def _start(call: Call) -> Exam:
    return exams.start(course=call.on, actor=call.actor, at=call.at)


def _hand_in(call: Call) -> Exam:
    found = queries.get(Exam, call.on)
    return exams.hand_in(
        exam=call.on, answers=chosen(found, call.given["answers"]), actor=call.actor, at=call.at
    )


def _release(call: Call) -> Exam:
    return exams.release(exam=call.on, actor=call.actor, at=call.at)


START = Verb(
    noun="exam",
    name="start",
    on=COURSE,
    do=_start,
    tells=told,
    title=("开始考试", "Begin the examination"),
    done=("考试开始", "The time runs"),
    roles=LEARNERS,
    help=(
        "按下就开始计时，时间到了自动结束。八成以上算通过；连续两次不通过，要人事或保护负责人准许才能再考。",
        (
            "The time runs from the press of the button and ends by itself. Eight of ten pass; "
            "after two failures in a row personnel or the protection officer lets you try again."
        ),
    ),
    button=("开始", "Begin"),
    page=OnPage(
        back="course", href=lambda made: reverse("exam", kwargs={"exam": made.ref}), facts=about
    ),
    command=OnTerminal(),
    operation=operation("Begin an examination.", "ExamLine", told, Scope.LEARN, status=201),
)
HAND_IN = Verb(
    noun="exam",
    name="hand-in",
    on=EXAM,
    do=_hand_in,
    tells=told,
    title=("交卷", "Hand in"),
    done=("已交卷", "It is handed in"),
    roles=LEARNERS,
    fields=(
        Field(
            "answers",
            ("答案", "Answers"),
            help=(
                "按题目顺序，每题的字母，用空格分开；没有答的写 -。",
                "The letters of each question in its order, with spaces between; - for none.",
            ),
            most=600,
        ),
    ),
    button=("交卷", "Hand in"),
    command=OnTerminal(),
    operation=operation("Hand an examination in.", "ExamLine", told, Scope.LEARN),
)
RELEASE = Verb(
    noun="exam",
    name="release",
    on=EXAM,
    do=_release,
    tells=told,
    title=("准许再考", "Let this person try again"),
    done=("可以再考两次", "Two more tries are open"),
    roles=exams.RELEASERS,
    help=("先弄清楚为什么没有通过。", "Find out first why it was not passed."),
    button=("准许", "Let try again"),
    page=OnPage(back="exam", to=("exam", "exam")),
    command=OnTerminal(),
    operation=operation("Let somebody who failed twice try again.", "ExamLine", told),
)
VERBS = (START, HAND_IN, RELEASE)
