"""The verb by which the relay of text messages hands a reply over."""

from __future__ import annotations

from typing import Any

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.verbs import Call, InApi, OnTerminal, Verb
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.rules.text_replies import MOST_ID, MOST_TEXT
from shoumi.chapters.feedback.services import text_replies
from shoumi.chapters.feedback.services.intake import TAKERS
from shoumi.chapters.feedback.verbs.place import REQUESTS

_MOST_NUMBER = 40


def _receive(call: Call) -> None:
    text_replies.receive(
        number=call.given["number"],
        text=call.given["text"],
        relay_id=call.given["relay_id"],
        received_at=call.given["received_at"] or call.at,
        actor=call.actor,
        at=call.at,
    )


def told(made: None) -> dict[str, Any]:
    """The same of every number."""
    return {"kept": True}


def _answer() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import KeptLine

    return KeptLine


RECEIVE = Verb(
    noun="request",
    name="receive-text",
    on=REQUESTS,
    do=_receive,
    tells=told,
    title=("收进回复的短信", "Take a reply by text message in"),
    done=("短信已收进", "It is taken in"),
    roles=TAKERS,
    fields=(
        Field("number", ("从哪个号码来", "From which number"), most=_MOST_NUMBER),
        Field("text", ("内容", "Text"), forms.Kind.LONG, most=MOST_TEXT),
        Field(
            "relay_id",
            ("短信平台的编号", "The relay's own id"),
            help=(
                "同一个编号只收一次。",
                "A message that is handed over again under it is there once.",
            ),
            most=MOST_ID,
        ),
        Field("received_at", ("收到的时间", "When it came"), forms.Kind.MOMENT, is_needed=False),
    ),
    help=(
        "退订、STOP 一类的词登记为反对；其余登记为咨询。不会自动答复。",
        "STOP, 退订 and the like become an objection, the rest a question. Nothing is answered.",
    ),
    button=("收进", "Take it in"),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.TEXTS,
        summary="Hand a reply by text message over.",
        answer=_answer,
        tells=told,
        status=202,
    ),
)
VERBS = (RECEIVE,)
