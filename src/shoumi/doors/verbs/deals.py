"""Move a deal: open, finish, waive and turn down milestones; suspend, resume, terminate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import queries, rules, services
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import (
    Move,
    SuspendReason,
    TerminateReason,
    TurnDownReason,
    WaiveReason,
)
from shoumi.base.pages import choices
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.forms import Field, Kind, from_query, words_of
from shoumi.base.pages.scoping import about, seen
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Verb
from shoumi.core.messages import Both
from shoumi.core.milestones import milestones
from shoumi.core.terms import DealStage

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
    default="",
)
_MOVERS = tuple(sorted({role for goal in milestones() for role in rules.movers(goal)}))
_WAIVERS = tuple(sorted({role for goal in milestones() for role in rules.waivers(goal)}))
_STAGES = words_of(goal.code for goal in milestones())


def _done(service: Callable[..., Any]) -> Callable[[Call], Any]:
    return lambda call: service(deal=call.on, actor=call.actor, at=call.at, **call.given)


def _when(check: Callable[[Deal], None]) -> Callable[..., None]:
    """What the service asks of the deal before anything else, asked of the page's deal."""
    return lambda request, deal: check(queries.deal(seen(request, deal)))


FREE, LIVING, SUSPENDED = map(
    _when, (services.must_be_free, services.must_live, services.must_be_suspended)
)
PAGE = OnPage(back="deal", facts=about, requires=FREE)


def _moved(made: Any) -> dict[str, Any]:
    return {"stage": made.code, "state": made.state, "position": made.position}


def api() -> Any:
    from shoumi.doors.api import deals

    return deals


def _verb(service: Callable[..., Any], title: Both, done: Both, **own: Any) -> Verb:
    """The service's name is the verb's."""
    name = service.__name__.replace("_", "-")
    usual: dict[str, Any] = {
        "page": PAGE,
        "tells": lambda found: {"number": found.number},
        "group": Group.MILESTONES,
    }
    return Verb("deal", name, DEAL, _done(service), title, done, **usual | own)


def _milestone(move: Move, name: str, said: Both, summary: str, *more: Field) -> dict[str, Any]:
    """It is chosen on a page, the second word of a command, a part of an address."""
    stage = Field(
        "stage",
        ("里程碑", "Milestone"),
        Kind.ONE,
        options=partial(choices.stages, move=move),
        among=_STAGES,
        of=DealStage,
        initial=from_query("stage"),
    )
    return {
        "fields": (stage, *more),
        "tells": _moved,
        "command": OnTerminal(said=said, values=("stage",)),
        "operation": InApi(
            Scope.DEALS_WRITE,
            summary,
            lambda: api().Moved,
            _moved,
            body=f"{move.name.title().replace('_', '')}Given",
            name=f"deal_acts_{name}",
            path=f"milestones/{{stage}}/{move.replace('_', '-')}",
        ),
    }


def _operation(name: str, summary: str) -> InApi:
    return InApi(
        Scope.DEALS_WRITE,
        summary,
        lambda: api().DealLine,
        lambda made: api().line(made),
        body=f"{name.title()}Given",
        name=f"deal_acts_{name}",
    )


def _reason(kind: type[StrEnum]) -> Field:
    return Field(
        "reason",
        ("原因", "Reason"),
        Kind.ONE,
        options=words_of(kind),
        of=kind,
        initial=from_query("reason"),
    )


ADVANCE = _verb(
    services.advance,
    ("打开里程碑", "Open a milestone"),
    ("里程碑已打开", "The milestone is open"),
    roles=_MOVERS,
    help=(
        "条件都具备才打开；缺什么，一次列全，并记入账本。",
        "It opens once every condition holds; a refusal lists all that is missing.",
    ),
    **_milestone(
        Move.OPEN,
        "advance",
        ("{stage} 已打开", "{stage} is open"),
        "Open a milestone; refused, ``reasons`` name all that is missing.",
    ),
)
FINISH = _verb(
    services.finish,
    ("完成里程碑", "Finish a milestone"),
    ("里程碑已完成", "The milestone is done"),
    roles=_MOVERS,
    help=(
        "条件都具备才完成；缺什么，一次列全，并记入账本。",
        "It is done once every condition holds; a refusal lists all that is missing.",
    ),
    **_milestone(
        Move.FINISH,
        "finish",
        ("{stage} 已完成", "{stage} is done"),
        "Finish an open milestone; refused, ``reasons`` name all that is missing.",
    ),
)
WAIVE = _verb(
    services.waive,
    ("省略里程碑", "Go on without a milestone"),
    ("里程碑已省略", "The milestone is waived"),
    roles=_WAIVERS,
    **_milestone(
        Move.WAIVE,
        "waive",
        ("{stage} 已省略", "{stage} is waived"),
        "Go on without a milestone that can be spared.",
        _reason(WaiveReason),
    ),
)
TURN_DOWN = _verb(
    services.turn_down,
    ("记录外部的拒绝", "Record an outsider's refusal"),
    ("拒绝已记录", "The refusal is on record"),
    roles=_MOVERS,
    **_milestone(
        Move.TURN_DOWN,
        "turn_down",
        ("{stage} 被拒绝", "{stage} was refused"),
        "Record that an outsider refused an open milestone.",
        _reason(TurnDownReason),
    ),
    group=Group.ENDING,
)
SUSPEND = _verb(
    services.suspend,
    ("中止转让", "Suspend the deal"),
    ("已中止，闸门对它关上", "Suspended; the gate is shut for it"),
    roles=rules.SUSPENDERS,
    fields=(_reason(SuspendReason), NOTE),
    help=(
        "闸门对这笔转让关上，里程碑不动；可以恢复。",
        "The gate shuts for this deal and no milestone moves; it can go on later.",
    ),
    command=OnTerminal(said=("{number} 已中止", "{number} is suspended")),
    operation=_operation("suspend", "Stop a deal: the gate shuts for it."),
    group=Group.ENDING,
)
RESUME = _verb(
    services.resume,
    ("恢复转让", "Let the deal go on"),
    ("已恢复", "The deal goes on"),
    roles=rules.RESUMERS,
    takes_two=True,  # where a restore stopped it
    page=replace(PAGE, requires=SUSPENDED),
    command=OnTerminal(said=("{number} 已恢复", "{number} goes on")),
    operation=_operation("resume", "Let a suspended deal go on."),
)
TERMINATE = _verb(
    services.terminate,
    ("终止转让", "Terminate the deal"),
    ("已终止", "The deal is terminated"),
    roles=rules.TERMINATORS,
    fields=(_reason(TerminateReason), NOTE),
    help=(
        "不能恢复。接收方须在十个工作日内退回或销毁。",
        "For good. Recipients return or destroy what they hold within ten working days.",
    ),
    is_final=True,
    is_fresh=True,
    page=replace(PAGE, requires=LIVING),
    command=OnTerminal(said=("{number} 已终止", "{number} is terminated")),
    # A program is told where the page is (``api.deal_acts``).
    group=Group.ENDING,
)
VERBS = (ADVANCE, FINISH, WAIVE, TURN_DOWN, SUSPEND, RESUME, TERMINATE)
