"""The verbs of canaries among customers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import OnPage, OnTerminal, Verb
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.queries import customer_canaries as queries
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.services import customer_canaries as canaries
from shoumi.chapters.defence.verbs.operation import operations
from shoumi.chapters.defence.verbs.place import CANARIES, CUSTOMER_CANARY
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_COLUMNS = ("ref", "number", "shown", "asked_at", "agreed_at", "ended_at", "replaces")


def told(found: CustomerCanary) -> dict[str, Any]:
    """As a command and an operation tell it."""
    columns = {name: getattr(found, name) for name in _COLUMNS}
    return {**columns, "deal": found.among, "state": queries.state(found)}


def _answer() -> type[Any]:
    from shoumi.chapters.defence.verbs.answer import CustomerCanaryLine

    return CustomerCanaryLine


_operation = operations("customer_canaries", _answer, told, Scope.DECIDE)


def _deals(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in queries.deals():
        words = f"{one.number} {one.title}"
        yield one.ref, (words, words)


def _about(request: PageRequest, customercanary: str) -> Iterator[tuple[Both, object]]:
    one = queries.get(Ref(customercanary))
    yield ("诱饵", "Canary"), one.number
    yield ("转让", "Deal"), deals.deal(Ref(one.among)).number
    yield ("状态", "State"), names.of(queries.state(one), request.lang)


_TO = ("customercanary", "customercanary")
_ON_PAGE = OnPage(back="customercanary", to=_TO, facts=_about)
ASK = Verb(
    noun="customer-canary",
    name="ask",
    on=CANARIES,
    do=lambda call: canaries.ask(deal=call.given["deal"], actor=call.actor, at=call.at),
    tells=told,
    title=("在客户名单里放诱饵", "Put a canary among customers"),
    done=("已申请，请另一位同意", "It is asked for; another agrees"),
    roles=canaries.ASKERS,
    fields=(
        Field(
            "deal",
            ("哪个转让", "Which deal"),
            forms.Kind.ONE,
            options=_deals,
            of=Ref,
            empty=("没有一个转让有足够多的客户。", "No deal has enough customers."),
        ),
    ),
    help=(
        (
            "名单里多出一个不属于任何人的客户编号，位置随机。它没有资料、没有密钥，不计人数，"
            "不通知，不交接，不销毁；按任务办事的人看不到它。谁打开它，一分钟内就有告警。"
        ),
        (
            "One more reference stands in the list, at a place that is drawn, and is nobody's. It"
            " has no data and no key, is counted, told, handed over and destroyed nowhere, and"
            " who works for a task never sees it. Whoever opens it makes an alert."
        ),
    ),
    button=("申请", "Ask for it"),
    is_fresh=True,
    page=OnPage(back="canaries", to=_TO),
    command=OnTerminal(),
    operation=_operation("ask", "Ask for a canary among the customers of a deal.", status=201),
)
AGREE = Verb(
    noun="customer-canary",
    name="agree",
    on=CUSTOMER_CANARY,
    do=lambda call: canaries.agree(customercanary=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("同意在客户名单里放诱饵", "Agree to the canary among customers"),
    done=("已同意，它在名单里了", "It stands in the list"),
    roles=canaries.AGREERS,
    button=("同意", "Agree"),
    is_fresh=True,
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("agree", "Agree to a canary that another asked for."),
)
REPLACE = Verb(
    noun="customer-canary",
    name="replace",
    on=CUSTOMER_CANARY,
    do=lambda call: canaries.replace(customercanary=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("换一个诱饵", "Replace the canary"),
    done=("已申请换一个，请另一位同意", "Another one is asked for; somebody else agrees"),
    roles=canaries.ASKERS,
    help=(
        "有人知道了它在哪里，就换一个。另一位同意以后，旧的才撤下。",
        "For one that became known. It stands until somebody else agrees to the new one.",
    ),
    button=("申请换一个", "Ask for another"),
    is_fresh=True,
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("replace", "Ask for another canary in the place of this one."),
)
END = Verb(
    noun="customer-canary",
    name="end",
    on=CUSTOMER_CANARY,
    do=lambda call: canaries.end(customercanary=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("从客户名单里撤下诱饵", "Take the canary out of the customers"),
    done=("已撤下", "It is ended"),
    roles=canaries.ASKERS,
    button=("撤下", "End it"),
    is_final=True,
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("end", "End a canary among customers.", Scope.WRITE),
)
VERBS = (ASK, AGREE, REPLACE, END)
