"""The verbs of notices of leaving."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import OnPage, OnTerminal, Verb
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.services import leavers
from shoumi.chapters.conduct.verbs.place import LEAVER, LEAVERS, in_api, person
from shoumi.core.messages import Both


def told(one: LeavingNotice) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "person": one.person,
        "given_on": one.given_on,
        "withdrawn_at": one.withdrawn_at,
    }


def _about(request: PageRequest, leavingnotice: str) -> Iterator[tuple[Both, object]]:
    one: LeavingNotice = queries.get(LeavingNotice, leavingnotice)
    yield ("谁", "Who"), accounts.names([one.person])[one.person]
    yield ("哪天提出", "Given on"), one.given_on


NOTE = Verb(
    noun="leaver",
    name="note",
    on=LEAVERS,
    do=lambda call: leavers.note(actor=call.actor, at=call.at, **call.given),
    tells=told,
    title=("登记离职通知", "Note that somebody leaves"),
    done=("已登记", "It is noted"),
    roles=leavers.NOTERS,
    fields=(
        person(("谁", "Who")),
        Field("given_on", ("哪天提出", "Given on"), forms.Kind.DAY),
    ),
    help=(
        "只记日期，不记原因；访问信号从那天起和本人以前相比。",
        "The day alone, no reason; from then on signals compare with the own weeks before.",
    ),
    button=("登记", "Note it"),
    page=OnPage(back="leavers", to=("leaver", "leavingnotice")),
    command=OnTerminal(),
    operation=in_api("Note that somebody leaves.", "LeaverLine", told, status=201, path=""),
)
WITHDRAW = Verb(
    noun="leaver",
    name="withdraw",
    on=LEAVER,
    do=lambda call: leavers.withdraw(leaver=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("撤回离职通知", "The person stays"),
    done=("已撤回", "It is withdrawn"),
    roles=leavers.NOTERS,
    button=("撤回", "Withdraw it"),
    page=OnPage(back="leaver", to=("leaver", "leavingnotice"), facts=_about),
    command=OnTerminal(),
    operation=in_api("Say that somebody stays.", "LeaverLine", told),
)
VERBS = (NOTE, WITHDRAW)
