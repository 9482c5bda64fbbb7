"""The verbs of responsibilities."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.collaboration.models import ChapterDuty
from shoumi.chapters.collaboration.queries import duties as queries
from shoumi.chapters.collaboration.rules.words import DEPARTMENTS, Scope
from shoumi.chapters.collaboration.services import duties
from shoumi.chapters.collaboration.services.duties import Parts
from shoumi.chapters.collaboration.verbs.place import DUTIES, DUTY
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_ROLES = (Role.HEAD, Role.DPO, Role.PWG, *DEPARTMENTS, Role.SUP)
_TOLD = ("ref", "number", "accountable", "responsible", "consulted", "informed", "assigned_at")


def told(one: ChapterDuty) -> dict[str, Any]:
    """The duty of a chapter as a command and an operation tell it."""
    return {name: getattr(one, name) for name in _TOLD}


def _answer() -> type[Any]:
    from shoumi.chapters.collaboration.verbs.answer import ChapterDutyLine

    return ChapterDutyLine


_operation = partial(InApi, answer=_answer, tells=told)


def _about(request: PageRequest, chapterduty: str) -> Iterator[tuple[Both, object]]:
    one = queries.get(Ref(chapterduty))
    chapter = queries.chapters()[one.number]
    yield ("章", "Chapter"), f"{one.number} {request.say((chapter.zh, chapter.en))}"
    yield ("手册指定的岗位", "The handbook's role"), names.of(chapter.accountable, request.lang)
    yield (
        ("现在由谁负责", "Who answers for it now"),
        accounts.names([one.accountable])[one.accountable],
    )


def _now(name: str) -> Any:
    return lambda request, place: getattr(queries.get(Ref(place["chapterduty"])), name)


def _roles(name: str, label: Both) -> Field:
    return Field(
        name,
        label,
        forms.Kind.MANY,
        options=words_of(_ROLES),
        of=Role,
        is_needed=False,
        initial=_now(name),
    )


BEGIN = Verb(
    noun="raci",
    name="begin",
    on=DUTIES,
    do=lambda call: duties.begin(actor=call.actor, at=call.at),
    tells=lambda made: {"chapters": len(made)},
    title=("建立职责分工", "Say who answers for what"),
    done=("每一章都有了负责人", "Somebody answers for each of the twenty chapters"),
    roles=duties.ASSIGNERS,
    help=(
        "先由手册指定岗位的员工负责，无人任职的由机构负责人负责，再逐章调整；此后系统核对 11.3。",
        (
            "Each chapter begins with somebody of the role that the handbook names, or the head,"
            " and is changed one by one. From then on 11.3 is checked."
        ),
    ),
    button=("建立", "Begin"),
    page=OnPage(back="responsibilities", href=lambda made: "/responsibilities"),
    command=OnTerminal(),
)
ASSIGN = Verb(
    noun="raci",
    name="assign",
    on=DUTY,
    do=lambda call: duties.assign(duty=call.on, parts=_parts(call), actor=call.actor, at=call.at),
    tells=told,
    title=("调整一章的分工", "Change who does what in a chapter"),
    done=("分工已调整", "It is changed"),
    roles=duties.ASSIGNERS,
    fields=(
        Field(
            "accountable",
            ("负责人（一位）", "The one who answers for it"),
            forms.Kind.ONE,
            options=choices.people,
            of=Ref,
            names="person",
            initial=_now("accountable"),
        ),
        _roles("responsible", ("具体办理", "Who works on it")),
        _roles("consulted", ("事先征询", "Who is asked before")),
        _roles("informed", ("事后告知", "Who is told after")),
    ),
    button=("保存", "Save"),
    page=OnPage(back="chapter-duty", to=("chapter-duty", "chapterduty"), facts=_about),
    command=OnTerminal(),
    operation=_operation(Scope.DECIDE, "Say who answers for a chapter and who takes part."),
)


def _parts(call: Call) -> Parts:
    given = call.given
    return Parts(
        given["accountable"],
        given["responsible"],
        given["consulted"],
        given["informed"],
    )


VERBS = (BEGIN, ASSIGN)
