"""The verb by which what a customer agreed to is taken back, as that person asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.messages.text import full_day
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.feedback.rules import Scope
from shoumi.chapters.feedback.services import progress, withdrawals
from shoumi.chapters.feedback.services.withdrawals import Withdrawn
from shoumi.chapters.feedback.verbs.place import REQUEST, own
from shoumi.chapters.feedback.verbs.told import about, told
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_ALL = "all"
_EVERY: Option = (_ALL, ("全部", "all of them"))


def _withdraw(call: Call) -> Withdrawn:
    chosen = call.given["consent"]
    consent = None if chosen == _ALL else Ref(chosen)
    return withdrawals.withdraw(request=call.on, consent=consent, actor=call.actor, at=call.at)


def _told(made: Withdrawn) -> dict[str, Any]:
    return {**told(made.request), "consents": made.consents}


def _back(made: Withdrawn) -> str:
    return reverse("request", kwargs={"asked": made.request.ref})


def _answer() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import WithdrawnLine

    return WithdrawnLine


def _chosen(value: str) -> str:
    """
    Raises:
        MalformedRef
    """
    return value if value == _ALL else Ref(value)


def _standing(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """All of them first: most who withdraw say no more than that."""
    yield _EVERY
    for one in withdrawals.standing(own(request, place["asked"])):
        yield one.ref, (withdrawals.called(one, "zh"), withdrawals.called(one, "en"))


def _preview(request: PageRequest, asked: str) -> Iterator[tuple[Both, object]]:
    """What the person agreed to and since when: before any of it is taken back."""
    yield from about(request, asked)
    found = [
        request.say(
            ("{what}，{day} 起", "{what}, since {day}"),
            what=withdrawals.called(one, request.lang),
            day=full_day(day_in_china(one.since), request.lang),
        )
        for one in withdrawals.standing(own(request, asked))
    ]
    yield (
        ("还有效的同意", "Consents that stand"),
        tuple(found) or request.say(("没有", "none")),
    )


WITHDRAW = Verb(
    noun="request",
    name="withdraw",
    on=REQUEST,
    do=_withdraw,
    tells=_told,
    title=("撤回同意", "Withdraw the consent"),
    done=(
        "同意已撤回，从现在起不再依据它处理；接着答复",
        "It is withdrawn, and nothing is done by it from now on; answer the request next",
    ),
    roles=progress.HANDLERS,
    fields=(
        Field(
            "consent",
            ("撤回哪一项", "Which one"),
            forms.Kind.ONE,
            (
                "没有说明只撤回哪一项的，撤回全部。",
                "All, unless the person said that one alone is withdrawn.",
            ),
            options=_standing,
            of=_chosen,
            most=40,
            initial=_ALL,
            default=_ALL,
        ),
    ),
    help=(
        (
            "撤回了不能恢复，此人要再同意，只能重新征求。撤回以前的处理仍然有效；"
            "已经交接给接收方的，系统随后转告它删除，客户会在答复里看到撤回了什么。"
        ),
        (
            "Nobody undoes it: the person would have to be asked anew. What was done before stays "
            "lawful. A recipient that got the data is told to delete them, and the answer tells "
            "the person what was withdrawn."
        ),
    ),
    button=("撤回", "Withdraw"),
    page=OnPage(back="request", to=("request", "asked"), facts=_preview, href=_back),
    command=OnTerminal(said=("撤回了 {consents} 项同意", "withdrawn: {consents}")),
    operation=InApi(
        scope=Scope.ANSWER,
        summary="Take back what the person who asks agreed to.",
        answer=_answer,
        tells=_told,
    ),
)
VERBS = (WITHDRAW,)
