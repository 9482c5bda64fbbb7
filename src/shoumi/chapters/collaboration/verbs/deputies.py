"""The verbs of absences and of interests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.queries import deputies as queries
from shoumi.chapters.collaboration.rules.words import Scope, Why
from shoumi.chapters.collaboration.services import deputies
from shoumi.chapters.collaboration.verbs.place import ABSENCE, DUTIES, INTEREST
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_AWAY = ("ref", "person", "deputy", "since", "until", "returned_at")
_HAS = ("ref", "person", "deal", "why", "declared_at", "cleared_at")
_TO_ABSENCE = OnPage(back="responsibilities", to=("absence", "absence"))
_TO_INTEREST = OnPage(back="responsibilities", to=("interest", "interest"))


def told(one: Absence) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _AWAY}


def told_interest(one: Interest) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _HAS}


def _absence_line() -> type[Any]:
    from shoumi.chapters.collaboration.verbs.answer import AbsenceLine

    return AbsenceLine


def _interest_line() -> type[Any]:
    from shoumi.chapters.collaboration.verbs.answer import InterestLine

    return InterestLine


_of_absence = partial(InApi, Scope.WRITE, answer=_absence_line, tells=told)
_of_interest = partial(InApi, Scope.DECIDE, answer=_interest_line, tells=told_interest)


def _about(request: PageRequest, absence: str) -> Iterator[tuple[Both, object]]:
    one = queries.absence(Ref(absence))
    known = accounts.names([one.person, one.deputy])
    yield ("谁不在", "Who is away"), known[one.person]
    yield ("谁代理", "Who stands in"), known[one.deputy]
    yield ("到", "Until"), one.until


def _about_interest(request: PageRequest, interest: str) -> Iterator[tuple[Both, object]]:
    one = queries.interest(Ref(interest))
    yield ("谁", "Who"), accounts.names([one.person])[one.person]


def _person(name: str, label: Both) -> Field:
    return Field(name, label, forms.Kind.ONE, options=choices.people, of=Ref, names="person")


AWAY = Verb(
    noun="raci",
    name="away",
    on=DUTIES,
    do=lambda call: deputies.tell_absence(actor=call.actor, at=call.at, **call.given),
    tells=told,
    title=("登记不在和代理", "Say who is away and who stands in"),
    done=("已登记，代理期间由代理人负责", "Recorded; the deputy answers meanwhile"),
    fields=(
        _person("person", ("谁不在", "Who is away")),
        _person("deputy", ("谁代理", "Who stands in")),
        Field("since", ("从", "From"), forms.Kind.MOMENT),
        Field("until", ("到", "Until"), forms.Kind.MOMENT),
    ),
    help=(
        "本人为自己登记；人事、保护负责人和机构负责人为别人登记。",
        "Everybody for oneself; HR, protection officer and head for others.",
    ),
    button=("登记", "Record it"),
    page=_TO_ABSENCE,
    command=OnTerminal(),
    operation=_of_absence(
        "Say who is away and who stands in.", status=201, path="absences", name="raci_away"
    ),
)
BACK = Verb(
    noun="raci",
    name="back",
    on=ABSENCE,
    do=lambda call: deputies.end_absence(absence=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("提前回来", "Back earlier"),
    done=("代理已结束", "Nobody stands in any more"),
    button=("回来了", "Back"),
    page=OnPage(back="absence", to=("absence", "absence"), facts=_about),
    command=OnTerminal(),
    operation=_of_absence("Say that somebody is back earlier.", name="raci_back"),
)
DECLARE = Verb(
    noun="raci",
    name="declare",
    on=DUTIES,
    do=lambda call: deputies.declare(actor=call.actor, at=call.at, **call.given),
    tells=told_interest,
    title=("申报利害关系", "Declare an interest"),
    done=("已申报，本人参加的协作任务已结束", "Recorded; shared tasks with that person ended"),
    fields=(
        _person("person", ("谁", "Who")),
        Field(
            "deal",
            ("转让", "Deal"),
            forms.Kind.ONE,
            options=choices.all_deals,
            of=Ref,
            names="deal",
        ),
        Field("why", ("什么关系", "What it is"), forms.Kind.ONE, options=words_of(Why), of=Why),
    ),
    help=(
        "有利害关系的人不参加那笔转让的协作任务，直到由别人解除。",
        "Who has one takes part in no shared task of that deal until another clears it.",
    ),
    button=("申报", "Declare it"),
    page=_TO_INTEREST,
    command=OnTerminal(),
    operation=_of_interest(
        "Declare an interest in a deal.", status=201, path="interests", name="raci_declare"
    ),
)
CLEAR = Verb(
    noun="raci",
    name="clear",
    on=INTEREST,
    do=lambda call: deputies.clear(interest=call.on, actor=call.actor, at=call.at),
    tells=told_interest,
    title=("解除利害关系", "Clear an interest"),
    done=("已解除", "It is cleared"),
    roles=deputies.CLEARERS,
    button=("解除", "Clear it"),
    is_fresh=True,
    page=OnPage(back="interest", to=("interest", "interest"), facts=_about_interest),
    command=OnTerminal(),
    operation=_of_interest("Clear an interest in a deal.", name="raci_clear"),
)
VERBS = (AWAY, BACK, DECLARE, CLEAR)
