"""The verbs by which two people correct a field of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base import registry
from shoumi.base.gate.tasks import registered_fields
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.rules.corrections import MOST
from shoumi.chapters.feedback.services import corrections, progress
from shoumi.chapters.feedback.verbs.place import REQUEST
from shoumi.chapters.feedback.verbs.told import ON_PAGE, operation, told
from shoumi.core.terms import Purpose


def _enter(call: Call) -> Request:
    return corrections.enter(
        request=call.on,
        field=call.given["field"],
        value=call.given["value"],
        actor=call.actor,
        at=call.at,
    )


def _take(call: Call) -> Request:
    return corrections.take(
        request=call.on,
        field=call.given["field"],
        value=call.given["value"],
        actor=call.actor,
        at=call.at,
    )


def _fields(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    register = registry.field_register()
    for code in registered_fields(Purpose.REQUEST):
        yield code, (register[code].zh, register[code].en)


_FIELDS = (
    Field("field", ("字段", "Field"), forms.Kind.ONE, options=_fields),
    Field(
        "value",
        ("应当是", "What it is to be"),
        help=(
            "照请求的记录填；另一个人也照记录填一遍，两次一样才更正。",
            "From the record; another person enters it too, and only the same is taken.",
        ),
        most=MOST,
        is_once=True,
        hints={"autocomplete": "off", "spellcheck": "false"},
    ),
)
ENTER = Verb(
    noun="request",
    name="correct",
    on=REQUEST,
    do=_enter,
    tells=told,
    title=("填更正的值", "Enter a correction"),
    done=("已填，等另一人再填一遍", "It is entered; another person enters it too"),
    roles=progress.HANDLERS,
    fields=_FIELDS,
    button=("填好了", "Enter it"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Enter what a field is to be; another person enters it too."),
)
TAKE = Verb(
    noun="request",
    name="corrected",
    on=REQUEST,
    do=_take,
    tells=told,
    title=("再填一遍，更正", "Enter it too, and correct it"),
    done=("已更正，接收方已告知", "It is corrected, and recipients are told"),
    roles=progress.DECIDERS,
    fields=_FIELDS,
    help=(
        "不看别人填的，照请求的记录填。一致就更正，并告知每个接收方。",
        "From the record, unseen by the other. The same is taken, and every recipient is told.",
    ),
    button=("更正", "Correct it"),
    page=ON_PAGE,
    command=OnTerminal(),
    operation=operation("Enter the same as the second person, which corrects it.", Scope.ANSWER),
)
VERBS = (ENTER, TAKE)
