"""The verbs of cases that own incidents become."""

from __future__ import annotations

from django.urls import reverse

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.case_models import Case, CaseClearance
from shoumi.chapters.learning.services import cases
from shoumi.chapters.learning.verbs.awareness import TEXTS
from shoumi.chapters.learning.verbs.place import CASE, CASES
from shoumi.chapters.learning.verbs.told import case as told_case
from shoumi.chapters.learning.verbs.told import clearance, operation


def _note(call: Call) -> Case:
    return cases.note(happened_on=call.given["happened_on"], actor=call.actor, at=call.at)


def _tell(call: Call) -> Case:
    given = call.given
    return cases.tell(
        case=call.on,
        title=(given["title_zh"], given["title_en"]),
        text=(given["text_zh"], given["text_en"]),
        actor=call.actor,
        at=call.at,
    )


def _page_of(made: CaseClearance) -> str:
    return reverse("case", kwargs={"case": made.case})


def _clear(call: Call) -> CaseClearance:
    return cases.clear(case=call.on, actor=call.actor, at=call.at)


def _give_back(call: Call) -> Case:
    return cases.give_back(case=call.on, actor=call.actor, at=call.at)


NOTE = Verb(
    noun="case",
    name="note",
    on=CASES,
    do=_note,
    tells=told_case,
    title=("登记自己的事件", "Note an own incident"),
    done=("已登记，三十天内写成案例", "It is noted; tell it as a case within thirty days"),
    roles=cases.NOTERS,
    fields=(Field("happened_on", ("哪一天发生的", "On which day"), forms.Kind.DAY),),
    button=("登记", "Note it"),
    page=OnPage(back="awareness", to=("case", "case")),
    command=OnTerminal(),
    operation=operation("Note an own incident.", "CaseLine", told_case, status=201, path=""),
)
TELL = Verb(
    noun="case",
    name="tell",
    on=CASE,
    do=_tell,
    tells=told_case,
    title=("写成案例", "Tell it as a case"),
    done=("案例已写好，请另一个人核对", "It is told; another person reads it"),
    roles=cases.NOTERS,
    fields=TEXTS,
    help=(
        "写清危害和怎样避免；不写任何人的信息，认得出的会被拒。",
        "Say what harm it did and how it is avoided. Nobody's data: what is recognised is refused.",
    ),
    button=("写好了", "It is told"),
    page=OnPage(back="case", to=("case", "case")),
    command=OnTerminal(),
    operation=operation("Tell an incident as a case.", "CaseLine", told_case),
)
CLEAR = Verb(
    noun="case",
    name="clear",
    on=CASE,
    do=_clear,
    tells=clearance,
    title=("核对：认不出任何人", "Nobody can be recognised"),
    done=("已核对，人人可读", "It is read; everybody can read it"),
    roles=cases.READERS,
    help=(
        "由写的人以外的人读过再定。想想同事和当事人读了，会不会认出是谁。",
        "By another than its writer, after reading: would colleagues or those concerned know who?",
    ),
    button=("认不出任何人", "Nobody"),
    page=OnPage(back="case", href=_page_of),
    command=OnTerminal(),
    operation=operation("Say that nobody is recognised in a case.", "ClearanceLine", clearance),
)
GIVE_BACK = Verb(
    noun="case",
    name="return",
    on=CASE,
    do=_give_back,
    tells=told_case,
    title=("退回：认得出人", "Somebody can be recognised"),
    done=("已退回，原文已删，请重写", "It is given back and its text is gone; it is told anew"),
    roles=cases.READERS,
    help=(
        "原文会删掉，期限不变。",
        "Its text goes; the day by which it is told stays.",
    ),
    button=("退回重写", "Give it back"),
    page=OnPage(back="case", to=("case", "case")),
    command=OnTerminal(),
    operation=operation("Give a case back whose people are recognised.", "CaseLine", told_case),
)
VERBS = (NOTE, TELL, CLEAR, GIVE_BACK)
