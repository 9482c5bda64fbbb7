"""The verbs of the question bank: add one, bring a file, check, withdraw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.models import Question
from shoumi.chapters.learning.rules import Topic, Withdrawal, gift
from shoumi.chapters.learning.services import bank, courses
from shoumi.chapters.learning.verbs.place import QUESTION, QUESTIONS
from shoumi.chapters.learning.verbs.told import batch, operation, pair
from shoumi.chapters.learning.verbs.told import question as told
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def batches(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """What others added and nobody checked yet."""
    waiting = Question.objects.filter(checked_at=None, withdrawn_at=None)
    counts: dict[str, int] = {}
    stems: dict[str, str] = {}
    for one in waiting.exclude(added_by=request.who()).order_by("id"):
        counts[one.batch] = counts.get(one.batch, 0) + 1
        stems.setdefault(one.batch, one.stem_zh[:20])
    for ref, count in counts.items():
        yield ref, (f"{count} 题：{stems[ref]}…", f"{count}: {stems[ref]}…")


def _options(zh: str, en: str) -> tuple[Both, ...]:
    """A line each; the two languages go together line by line."""
    chinese = [line.strip() for line in zh.splitlines() if line.strip()]
    english = [line.strip() for line in en.splitlines() if line.strip()]
    english += [""] * (len(chinese) - len(english))
    return tuple(zip(chinese, english, strict=False))


def _add(call: Call) -> list[Question]:
    given = call.given
    made = gift.Question(
        name="",
        topic=given["topic"],
        stem=(given["stem_zh"], given["stem_en"]),
        options=_options(given["options_zh"], given["options_en"]),
        right=frozenset(
            ord(letter) - ord("A") for letter in given["right"].upper() if letter.strip()
        ),
        basis=given["basis"],
    )
    return bank.add(questions=[made], actor=call.actor, at=call.at)


def _bring(call: Call) -> list[Question]:
    return bank.add_file(content=bytes(call.given["file"]), actor=call.actor, at=call.at)


def _check(call: Call) -> list[Question]:
    return bank.check(batch=call.given["batch"], actor=call.actor, at=call.at)


def _withdraw(call: Call) -> Question:
    return bank.withdraw(
        question=call.on, reason=call.given["reason"], actor=call.actor, at=call.at
    )


_TO_BANK = OnPage(back="questions", to=("questions", ""))
ADD = Verb(
    noun="question",
    name="add",
    on=QUESTIONS,
    do=_add,
    tells=batch,
    title=("加一道题", "Add a question"),
    done=("题已加，请另一个人复核", "It is in; another person checks it"),
    roles=courses.KEEPERS,
    fields=(
        Field("topic", ("考什么", "Topic"), forms.Kind.ONE, options=words_of(Topic), of=Topic),
        *pair("stem", ("题干", "Question"), is_long=True),
        *pair(
            "options",
            ("选项", "Options"),
            ("每行一个。", "One a line."),
            is_long=True,
        ),
        Field(
            "right",
            ("哪些对", "Which are right"),
            help=("选项的字母，如 A 或 BD。", "Their letters, such as A or BD."),
            most=8,
        ),
        Field(
            "basis",
            ("依据", "Basis"),
            help=(
                "法条或标准的条款；法律没有定论的不出题。",
                "Article or clause; never what is open.",
            ),
            most=200,
        ),
    ),
    button=("加题", "Add it"),
    page=_TO_BANK,
    command=OnTerminal(),
    operation=operation("Add a question.", "BatchLine", batch, status=201, path=""),
)
BRING = Verb(
    noun="question",
    name="bring",
    on=QUESTIONS,
    do=_bring,
    tells=batch,
    title=("导入题目（GIFT 或 Moodle XML）", "Bring questions (GIFT or Moodle XML)"),
    done=("题已导入，请另一个人复核", "They are in; another person checks them"),
    roles=courses.KEEPERS,
    fields=(
        Field(
            "file",
            ("题目文件", "File of questions"),
            forms.Kind.FILE,
            (
                (
                    "GIFT 或 Moodle XML，UTF-8，选择题；依据写在 #### 后或“一般反馈”里，"
                    "两种语言之间写 //。"
                ),
                (
                    "GIFT or Moodle XML, UTF-8, questions of choice; the basis behind #### or as "
                    "general feedback, // between the two languages."
                ),
            ),
        ),
    ),
    button=("导入", "Bring them"),
    page=_TO_BANK,
    command=OnTerminal(),
    operation=operation("Bring questions as GIFT or Moodle XML.", "BatchLine", batch, status=201),
)
CHECK = Verb(
    noun="question",
    name="check",
    on=QUESTIONS,
    do=_check,
    tells=batch,
    title=("复核题目", "Check questions"),
    done=("已复核，可以考了", "They are checked and can be asked"),
    roles=bank.CHECKERS,
    fields=(
        Field(
            "batch",
            ("哪一批", "Which"),
            forms.Kind.ONE,
            (
                "先在题库里逐题看过答案和依据，错的先停用。",
                "Read each with its answer and basis first; withdraw what is wrong.",
            ),
            options=batches,
            of=Ref,
            empty=("没有别人加的题等着复核。", "Nothing that others added waits."),
        ),
    ),
    button=("都看过，没有错", "I read each: none is wrong"),
    page=_TO_BANK,
    command=OnTerminal(),
    operation=operation("Check questions another person added.", "BatchLine", batch),
)
WITHDRAW = Verb(
    noun="question",
    name="withdraw",
    on=QUESTION,
    do=_withdraw,
    tells=told,
    title=("停用这道题", "Withdraw the question"),
    done=("题已停用", "It is withdrawn"),
    roles=tuple(sorted({*courses.KEEPERS, *bank.CHECKERS})),
    fields=(
        Field(
            "reason",
            ("为什么", "Why"),
            forms.Kind.ONE,
            options=words_of((Withdrawal.WRONG, Withdrawal.OUTDATED)),
            of=Withdrawal,
        ),
    ),
    button=("停用", "Withdraw it"),
    is_final=True,
    page=OnPage(back="question", to=("question", "question")),
    command=OnTerminal(),
    operation=operation("Withdraw a question.", "QuestionLine", told),
)
VERBS = (ADD, BRING, CHECK, WITHDRAW)
