"""Let the doors of lapsed demands stand open for a while, which takes two; end that before time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations import controls, grace_queries, graces
from shoumi.base.attestations.graces import ENDERS, GRANTERS, NoSuchGrace
from shoumi.base.attestations.models import Grace
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.core.handbook import GraceReason, demand, demands, no_grace
from shoumi.core.handbook.graces import most_days
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.verbs.deals import NOTE


def grace_seen(request: PageRequest, ref: str) -> Grace:
    """
    Raises:
        NoSuchGrace
    """
    one = Grace.objects.filter(ref=ref).first()
    if one is None:
        raise NoSuchGrace
    return one


HOUSE = Place("", "graces")
GRACE = Place("grace", "graces/<str:grace>", lambda request, ref: Ref(grace_seen(request, ref).ref))


def _grant(call: Call) -> Grace:
    return graces.grant(actor=call.actor, at=call.at, **call.given)


def _end(call: Call) -> Grace:
    return graces.end(grace=call.on, actor=call.actor, at=call.at)


def told(one: Grace) -> dict[str, Any]:
    """A grace as a command and an operation tell it."""
    columns = ("ref", "reason", "granted_by", "approved_by", "granted_at", "until", "ended_at")
    return {
        **{name: getattr(one, name) for name in columns},
        "duties": sorted(one.duties, key=_place),
        "position": one.position,
    }


_ORDER = {one.id: number for number, one in enumerate(demands())}


def _place(duty: str) -> int:
    return _ORDER[duty]


def _named(duty: str) -> Both:
    one = demand(duty)
    return f"{one.id} {one.zh}", f"{one.id} {one.en}"


def _lapsed(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Those that have lapsed in a way that can be put off."""
    for one, held in controls.survey(request.at):
        if held.grace is None and grace_queries.may_have_one(one.id, held):
            why = request.tell_code(held.reason)[0]
            zh, en = _named(one.id)
            yield one.id, (f"{zh}：{why}", f"{en}: {why}")


def _of_grace(request: PageRequest, grace: str) -> Iterator[tuple[Both, object]]:
    one = grace_seen(request, grace)
    yield ("要求", "Demands"), [request.say(_named(duty)) for duty in told(one)["duties"]]
    yield ("宽限至", "Until"), one.until


def _schemas() -> Any:
    from shoumi.doors.api import house_schemas

    return house_schemas


_operation = partial(InApi, Scope.GRACES_WRITE, answer=lambda: _schemas().GraceLine, tells=told)


GRANT = Verb(
    noun="grace",
    name="grant",
    on=HOUSE,
    do=_grant,
    tells=lambda one: {"ref": one.ref, "until": one.until},
    title=("给失效的要求宽限", "Grant lapsed demands a grace"),
    done=(
        "已宽限；到期那一刻，没补正的门就关上",
        "Granted; the moment it ends, what is not mended shuts",
    ),
    roles=GRANTERS,
    takes_two=True,
    is_fresh=True,
    fields=(
        Field(
            "duties",
            ("哪些要求", "Which demands"),
            Kind.MANY,
            (
                "只列出能宽限的。状态不变，门暂时不关；同一条十二个月内只宽限一次。",
                "Those that may have one: once in twelve months. They stay lapsed all the while.",
            ),
            options=_lapsed,
            among=tuple((one.id, _named(one.id)) for one in demands() if not no_grace(one.id)),
            option="demand",
        ),
        Field("days", ("宽限几天", "Days"), Kind.WHOLE, least=1, most=most_days()),
        Field(
            "reason",
            ("原因", "Reason"),
            Kind.ONE,
            options=words_of(GraceReason),
            of=GraceReason,
        ),
        NOTE,
    ),
    help=(
        "主要负责人和保护负责人，一人申请，另一人批准。到期那一刻，没补正的门就关上。",
        "Head and protection officer: one asks, the other approves. When it ends, doors shut.",
    ),
    button=("宽限", "Grant it"),
    page=OnPage(back="doors", to=("grace", "grace")),
    command=OnTerminal(said=("宽限 {ref}，至 {until}", "grace {ref}, until {until}")),
    operation=_operation(
        name="graces_grant",
        summary="Let the doors of lapsed demands stand open for some days. Takes two persons.",
        status=201,
        path="",
    ),
)
END = Verb(
    noun="grace",
    name="end",
    on=GRACE,
    do=_end,
    tells=lambda one: {"ref": one.ref},
    title=("提前结束宽限", "End the grace"),
    done=("宽限已结束，没补正的门已经关上", "The grace is over; what is not mended is shut"),
    roles=ENDERS,
    help=(
        "一个人就可以结束。没补正的门即刻关上。",
        "One person may. What is not mended shuts at once.",
    ),
    button=("结束", "End it"),
    is_final=True,
    page=OnPage(back="grace", facts=_of_grace),
    command=OnTerminal(asks_yes=False),
    operation=_operation(name="graces_end", summary="End a grace before its day; one person may."),
)
VERBS = (GRANT, END)
