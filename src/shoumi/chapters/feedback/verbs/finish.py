"""The verbs by which a request ends, and the one by which its record is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import FILES, Ground, Kind, Outcome, Part, Scope, Way
from shoumi.chapters.feedback.services import answers, erasure, progress
from shoumi.chapters.feedback.services.erasure import Opened
from shoumi.chapters.feedback.verbs.place import REQUEST
from shoumi.chapters.feedback.verbs.told import (
    HANDED,
    ON_PAGE,
    about,
    appeal,
    drafted,
    operation,
    told,
    words,
)
from shoumi.core.messages import Both


def _reply(call: Call) -> Request:
    return answers.reply(
        request=call.on,
        text=call.given["text"],
        way=call.given["way"],
        actor=call.actor,
        at=call.at,
    )


def _refuse(call: Call) -> Request:
    return answers.refuse(
        request=call.on,
        ground=call.given["ground"],
        text=call.given["text"],
        appeal=call.given["appeal"],
        way=call.given["way"],
        actor=call.actor,
        at=call.at,
    )


def _close(call: Call) -> Request:
    return answers.close(
        request=call.on,
        outcome=call.given["outcome"],
        kind=call.given["kind"],
        actor=call.actor,
        at=call.at,
    )


def _open(call: Call) -> Opened:
    return erasure.open_record(request=call.on, actor=call.actor, at=call.at)


def _told_opened(found: Opened) -> dict[str, Any]:
    said = [
        {
            "part": line.part,
            "way": line.way,
            "by": line.by,
            "said_at": line.said_at,
            "text": found.said.get(line.ref),
        }
        for line in found.lines
    ]
    who = found.who
    return {"ref": found.request.ref, "name": who.name, "contact": who.contact, "said": said}


def _answer() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import RecordLine

    return RecordLine


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as a page shows it; ``text`` is None where it was destroyed, ``file`` names one that
    can be fetched."""

    name: str
    way: str
    who: str
    at: datetime
    text: str | None
    is_note: bool
    file: str = ""


def shown_lines(request: PageRequest, found: Opened) -> Iterator[Shown]:
    known = accounts.names({line.by for line in found.lines if line.by})
    person = request.say(("请求人", "the person"))
    for line in found.lines:
        yield Shown(
            names.of(Part(line.part), request.lang),
            names.of(Way(line.way), request.lang),
            known.get(line.by, line.by) or person,
            line.said_at,
            found.said.get(line.ref),
            line.part == Part.NOTE,
            line.ref if line.part in FILES and line.ref in found.said else "",
        )


def _shown(request: PageRequest, found: Opened) -> HttpResponse:
    number = f"DSR-{found.request.number:04d}"
    title: Both = (f"{number} 的记录", f"The record of {number}")
    shown = {
        "asked": found.request.ref,
        "number": number,
        "who": found.who,
        "lines": list(shown_lines(request, found)),
    }
    return page(request, "feedback/record.html", title, shown)


REPLY = Verb(
    noun="request",
    name="reply",
    on=REQUEST,
    do=_reply,
    tells=told,
    title=("答复", "Answer it"),
    done=("答复已记录，接着办结", "The answer is on record; close it next"),
    roles=progress.HANDLERS,
    fields=(
        words(
            ("答复的内容", "The answer"),
            (
                "写给请求人，凭回执也看得到；不要写别人的信息。已按要求的拟好，没有办的改掉。",
                (
                    "For the person, who reads it by the receipt too; nothing about anybody else. "
                    "It is drafted by what is asked for: change what is not done."
                ),
            ),
            initial=drafted,
        ),
        HANDED,
    ),
    button=("已送达", "It was handed over"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Record the answer that was handed over.", Scope.ANSWER),
)
REFUSE = Verb(
    noun="request",
    name="refuse",
    on=REQUEST,
    do=_refuse,
    tells=told,
    title=("拒绝", "Refuse it"),
    done=("拒绝已记录，接着办结", "The refusal is on record; close it next"),
    roles=progress.DECIDERS,
    fields=(
        Field("ground", ("依据", "Ground"), forms.Kind.ONE, options=words_of(Ground), of=Ground),
        words(("写给对方的理由", "The reason, for the person")),
        words(
            ("申诉途径", "How to appeal"),
            (
                "找谁、怎样找；也可以向网信部门投诉，或者起诉。",
                "Whom to turn to; the authority and the courts are always open.",
            ),
            "appeal",
            initial=appeal,
        ),
        HANDED,
    ),
    button=("拒绝", "Refuse"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Refuse with reason and way of appeal.", Scope.ANSWER),
)
CLOSE = Verb(
    noun="request",
    name="close",
    on=REQUEST,
    do=_close,
    tells=told,
    title=("办结", "Close it"),
    done=("已办结", "It is closed"),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "outcome", ("结果", "Outcome"), forms.Kind.ONE, options=words_of(Outcome), of=Outcome
        ),
        Field(
            "kind",
            ("要的是什么", "What it asked for"),
            forms.Kind.ONE,
            (
                "只对没人说话而自动结束的会话填；别的留空。",
                "Only of a chat that ended in silence; else leave it empty.",
            ),
            options=words_of(Kind),
            of=Kind,
            is_needed=False,
        ),
    ),
    help=(
        "记录齐了才能办结：收到、核实、答复、结果。文字再保存三年。",
        "Only with its whole record: received, proved, answered, outcome. Texts stay three years.",
    ),
    button=("办结", "Close"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Close a request with its outcome.", Scope.ANSWER),
)
OPEN = Verb(
    noun="request",
    name="open",
    on=REQUEST,
    do=_open,
    tells=_told_opened,
    title=("打开记录", "Open the record"),
    done=("记录已打开", "The record is opened"),
    roles=progress.HANDLERS,
    help=(
        "会看到是谁在问、说了什么；打开一次记一次。",
        "You see who asks and what was said; that you opened it is recorded.",
    ),
    button=("打开", "Open"),
    page=OnPage(back="request", facts=about, shows=_shown),
    command=OnTerminal(said=("{name} {contact}：{said}", "{name} {contact}: {said}")),
    operation=InApi(
        scope=Scope.ANSWER,
        summary="Open the record of a request.",
        answer=_answer,
        tells=_told_opened,
        is_kept=False,
    ),
)
VERBS = (REPLY, REFUSE, CLOSE, OPEN)
