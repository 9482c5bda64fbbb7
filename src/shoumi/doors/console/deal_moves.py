"""Move a deal: open, finish, waive and turn down milestones; suspend, resume, terminate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse

from shoumi.base.deals import queries, rules, services
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.rules import (
    Move,
    SuspendReason,
    TerminateReason,
    TurnDownReason,
    WaiveReason,
)
from shoumi.base.pages import choices
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.core.messages import Both
from shoumi.core.milestones import milestones
from shoumi.core.terms import DealStage, Role
from shoumi.doors.console.deals import PLACE

NOTE = Field(
    "note",
    ("说明", "Note"),
    Kind.LONG,
    (
        "写明缘由，不写任何人的信息；存在账本之外，可以清除。",
        "Why; name nobody. Kept beside the ledger.",
    ),
    is_needed=False,
    most=1000,
)
_MOVERS = tuple(sorted({role for goal in milestones() for role in rules.movers(goal)}))
_WAIVERS = tuple(sorted({role for goal in milestones() for role in rules.waivers(goal)}))


def _stage(move: Move) -> Field:
    return Field(
        "stage",
        ("里程碑", "Milestone"),
        Kind.ONE,
        options=partial(choices.stages, move=move),
        of=DealStage,
        initial=from_query("stage"),
    )


def _reason(kind: type[Any]) -> Field:
    return Field("reason", ("原因", "Reason"), Kind.ONE, options=choices.words(kind), of=kind)


def _back(deal: str) -> Done:
    return Done(reverse("deal", kwargs={"deal": deal}))


def _moved(verb: Callable[..., MilestoneState]) -> Callable[..., Done]:
    def do(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
        verb(deal=seen(request, deal), actor=request.who(), at=request.at, **given)
        return _back(deal)

    return do


def _laid(verb: Callable[..., object]) -> Callable[..., Done]:
    def do(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
        verb(deal=seen(request, deal), actor=request.who(), at=request.at, **given)
        return _back(deal)

    return do


def _when(check: Callable[[Deal], None]) -> Callable[..., None]:
    """What the service asks of the deal before anything else, asked of the page's deal."""

    def requires(request: PageRequest, deal: str) -> None:
        check(queries.deal(seen(request, deal)))

    return requires


FREE, LIVING, SUSPENDED = map(
    _when, (services.must_be_free, services.must_live, services.must_be_suspended)
)


def _act(slug: str, title: Both, done: Both, roles: tuple[Role, ...], do: Any, **more: Any) -> Act:
    common: dict[str, Any] = {"place": PLACE, "back": "deal", "facts": about}
    return Act(slug=slug, title=title, done=done, roles=roles, do=do, **common, **more)


ACTS = (
    _act(
        "deal-advance",
        ("打开里程碑", "Open a milestone"),
        ("里程碑已打开", "The milestone is open"),
        _MOVERS,
        _moved(services.advance),
        fields=(_stage(Move.OPEN),),
        help=(
            "条件都具备才打开；缺什么，一次列全，并记入账本。",
            "It opens once every condition holds; a refusal lists all that is missing.",
        ),
        requires=FREE,
    ),
    _act(
        "deal-finish",
        ("完成里程碑", "Finish a milestone"),
        ("里程碑已完成", "The milestone is done"),
        _MOVERS,
        _moved(services.finish),
        fields=(_stage(Move.FINISH),),
        help=(
            "条件都具备才完成；缺什么，一次列全，并记入账本。",
            "It is done once every condition holds; a refusal lists all that is missing.",
        ),
        requires=FREE,
    ),
    _act(
        "deal-waive",
        ("省略里程碑", "Go on without a milestone"),
        ("里程碑已省略", "The milestone is waived"),
        _WAIVERS,
        _moved(services.waive),
        fields=(_stage(Move.WAIVE), _reason(WaiveReason)),
        requires=FREE,
    ),
    _act(
        "deal-turn-down",
        ("记录外部的拒绝", "Record an outsider's refusal"),
        ("拒绝已记录", "The refusal is on record"),
        _MOVERS,
        _moved(services.turn_down),
        fields=(_stage(Move.TURN_DOWN), _reason(TurnDownReason)),
        requires=FREE,
    ),
    _act(
        "deal-suspend",
        ("中止转让", "Suspend the deal"),
        ("已中止，闸门对它关上", "Suspended; the gate is shut for it"),
        rules.SUSPENDERS,
        _laid(services.suspend),
        fields=(_reason(SuspendReason), NOTE),
        help=(
            "闸门对这笔转让关上，里程碑不动；可以恢复。",
            "The gate shuts for this deal and no milestone moves; it can go on later.",
        ),
        requires=FREE,
    ),
    _act(
        "deal-resume",
        ("恢复转让", "Let the deal go on"),
        ("已恢复", "The deal goes on"),
        rules.RESUMERS,
        _laid(services.resume),
        requires=SUSPENDED,
    ),
    _act(
        "deal-terminate",
        ("终止转让", "Terminate the deal"),
        ("已终止", "The deal is terminated"),
        rules.TERMINATORS,
        _laid(services.terminate),
        fields=(_reason(TerminateReason), NOTE),
        help=(
            "不能恢复。接收方须在十个工作日内退回或销毁。",
            "For good. Recipients return or destroy what they hold within ten working days.",
        ),
        is_final=True,
        is_fresh=True,
        requires=LIVING,
    ),
)
