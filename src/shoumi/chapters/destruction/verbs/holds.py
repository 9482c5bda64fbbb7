"""Legal holds, which forbid destruction: place one, lift it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from shoumi.base.commands import options
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.forms import Field, Kind, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.subjects.models import Subject
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.destruction import services
from shoumi.chapters.destruction.models import Hold
from shoumi.chapters.destruction.rules import Cause, Scope
from shoumi.chapters.destruction.verbs.orders import of_customer
from shoumi.chapters.destruction.verbs.place import CUSTOMER, HOLD
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


def _hold(call: Call) -> Hold:
    """The whole deal; a command may name one person of it."""
    return _placed(call, call.on, call.given.get("subject"))


def _hold_one(call: Call) -> Hold:
    return _placed(call, Ref(Subject.objects.get(ref=call.on).deal), call.on)


def _placed(call: Call, deal: Ref, subject: Ref | None) -> Hold:
    return services.place_hold(
        deal=deal,
        subject=subject,
        cause=call.given["cause"],
        until=call.given["until"],
        actor=call.actor,
        at=call.at,
    )


def _lift(call: Call) -> Hold:
    services.lift_hold(hold=call.on, actor=call.actor, at=call.at)
    return Hold.objects.get(ref=call.on)


def _ref(hold: Hold) -> dict[str, Any]:
    return {"ref": hold.ref}


def _line(hold: Hold) -> dict[str, Any]:
    return {name: getattr(hold, name) for name in _answer().model_fields}


def _answer() -> Any:
    from shoumi.chapters.destruction.verbs.answer import HoldLine

    return HoldLine


def _operation(name: str, summary: str, **more: Any) -> InApi:
    own: dict[str, Any] = {"scope": Scope.HOLD, "answer": _answer, "tells": _line, **more}
    return InApi(name=f"holds_{name}", summary=summary, **own)


def _only_seen(request: PageRequest, *, deal: str) -> tuple[()]:
    scoping.seen(request, deal)
    return ()


def _of_hold(request: PageRequest, *, hold: str) -> Iterator[tuple[Both, object]]:
    found = scoping.own(request, Hold, hold)
    yield ("对象", "About"), found.subject or request.say(("整笔转让", "the whole deal"))
    yield ("原因", "Cause"), names.of(Cause(found.cause), request.lang)


def _place(**own: Any) -> Verb:
    return Verb(
        noun="hold",
        done=("已保全，谁也不能销毁", "On hold; nobody may destroy it"),
        roles=(Role.LEG,),
        fields=(
            Field("cause", ("原因", "Cause"), Kind.ONE, options=words_of(Cause), of=Cause),
            Field("until", ("预计到", "Expected end"), Kind.DAY, is_needed=False),
        ),
        **own,
    )


_LIST = ("destruction", "")

OF_DEAL = _place(
    name="deal",
    on=DEAL,
    after_end=True,
    do=_hold,
    tells=_ref,
    title=("法定保全", "Place a legal hold"),
    page=OnPage(back="deal", to=_LIST, facts=_only_seen),
    command=OnTerminal(
        name="hold",
        said=("已保全：{ref}", "on hold: {ref}"),
        help=("法定保全", "Forbid destruction of one person, or of the whole deal."),
        more=(click.option("--subject", type=options.REF, help="只保全此人 / This person only."),),
    ),
    operation=_operation(
        "place", "Forbid destruction of anybody of a deal.", status=201, path="holds"
    ),
    group=Group.CUSTOMERS,
)
OF_ONE = _place(
    name="one",
    on=CUSTOMER,
    do=_hold_one,
    title=("保全此人资料", "Hold this record"),
    page=OnPage(back="customer", to=_LIST, facts=of_customer),
    operation=_operation(
        "place_one", "Forbid destruction of one person.", status=201, path="holds"
    ),
)
LIFT = Verb(
    noun="hold",
    name="lift",
    on=HOLD,
    do=_lift,
    tells=_ref,
    title=("解除保全", "Lift the hold"),
    done=("保全已解除", "The hold is lifted"),
    roles=(Role.LEG,),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="", to=_LIST, facts=_of_hold),
    command=OnTerminal(),
    operation=_operation("lift", "Allow destruction again."),
)
VERBS = (OF_DEAL, OF_ONE, LIFT)
