"""The verbs of channels: list one, say what a trial gave, take one off the list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.feedback.models import Channel
from shoumi.chapters.feedback.rules import Scope, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.services import channels
from shoumi.chapters.feedback.verbs.place import CONTACT, CONTACTS, channel_of
from shoumi.core.messages import Both


def told(found: Channel) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "way": found.way,
        "contact": found.contact,
        "listed_at": found.listed_at,
        "tried_at": found.tried_at,
        "back": found.back or None,
    }


def _answer() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import ContactLine

    return ContactLine


def _operation(summary: str, **more: Any) -> InApi:
    return InApi(scope=Scope.WRITE, summary=summary, answer=_answer, tells=told, **more)


def about(request: PageRequest, contact: str) -> Iterator[tuple[Both, object]]:
    one = channel_of(contact)
    yield ("渠道", "Channel"), names.of(Way(one.way), request.lang)
    yield ("公布的号码或地址", "As it is published"), one.contact


def _list(call: Call) -> Channel:
    return channels.list_channel(
        way=call.given["way"], contact=call.given["contact"], actor=call.actor, at=call.at
    )


def _try(call: Call) -> Channel:
    return channels.record_trial(
        channel=call.on, back=call.given["back"], actor=call.actor, at=call.at
    )


def _end(call: Call) -> Channel:
    return channels.end(channel=call.on, actor=call.actor, at=call.at)


_ON_PAGE = OnPage(back="contact", to=("contact", "contact"), facts=about)
LIST = Verb(
    noun="contact",
    name="add",
    on=CONTACTS,
    do=_list,
    tells=told,
    title=("公布联系渠道", "List a channel"),
    done=("渠道已公布，接着试一次", "It is listed; try it next"),
    roles=channels.KEEPERS,
    fields=(
        Field("way", ("渠道", "Channel"), forms.Kind.ONE, options=words_of(Way), of=Way),
        Field(
            "contact",
            ("公布的号码或地址", "As it is published"),
            help=(
                "公司的，不是某个人的；客户照着它找过来。",
                "Of the company, never of a person; customers reach the house by it.",
            ),
            most=200,
        ),
    ),
    help=(
        "至少三种：电话、邮件、在线都要有。",
        "Three at least: telephone, mail and something on line.",
    ),
    button=("公布", "List it"),
    page=OnPage(back="contacts", to=("contact", "contact")),
    command=OnTerminal(),
    operation=_operation("List a channel.", status=201, path=""),
)
TRY = Verb(
    noun="contact",
    name="try",
    on=CONTACT,
    do=_try,
    tells=told,
    title=("试渠道", "Try a channel"),
    done=("结果已记录", "What came back is on record"),
    roles=channels.TRIERS,
    fields=(
        Field("back", ("结果", "What came back"), forms.Kind.ONE, options=words_of(Back), of=Back),
    ),
    help=(
        "像客户那样打过去、写过去，再记下结果；每月至少一次。",
        "Call or write as a customer would, then say what came back; once a month at least.",
    ),
    button=("记录", "Record it"),
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("Say what a trial of a channel gave."),
)
END = Verb(
    noun="contact",
    name="end",
    on=CONTACT,
    do=_end,
    tells=told,
    title=("停用渠道", "Take a channel off the list"),
    done=("渠道已停用", "It is off the list"),
    roles=channels.KEEPERS,
    button=("停用", "Take it off"),
    is_final=True,
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("Take a channel off the list."),
)
VERBS = (LIST, TRY, END)
