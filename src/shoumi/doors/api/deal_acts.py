"""Acts on deals over the API.  To end one for good is done on its page."""

from __future__ import annotations

from typing import Annotated, Any, NoReturn

from django.urls import reverse
from ninja import Schema
from ninja.responses import Status
from pydantic import AfterValidator, Field, WithJsonSchema

from shoumi.base.api.errors import ByHand
from shoumi.base.api.fields import Name, Note, RefText, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import rules, services
from shoumi.base.deals.rules import (
    PartyRole,
    SuspendReason,
    TurnDownReason,
    WaiveReason,
)
from shoumi.base.deals.services import NewParty
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.core.milestones import Standing, milestones
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType
from shoumi.doors.api import deals
from shoumi.doors.api.deals import DealLine, router

_MOVERS = tuple({role for goal in milestones() for role in rules.movers(goal)})
_WAIVERS = tuple({role for goal in milestones() for role in rules.waivers(goal)})
_MOST_PARTIES = 50


def _is_milestone(stage: DealStage) -> DealStage:
    """To suspend and to terminate lie over a deal and are acts of their own."""
    if stage in (DealStage.SUSPENDED, DealStage.TERMINATED):
        raise ValueError
    return stage


Stage = Annotated[
    DealStage,
    AfterValidator(_is_milestone),
    WithJsonSchema({"type": "string", "enum": [goal.code.value for goal in milestones()]}),
]


class PartyGiven(Strict):
    """``person``  who acts for it in the house, if anyone"""

    role: PartyRole
    name: Name
    uscc: str = Field("", max_length=18)
    person: RefText | None = None


class DealGiven(Strict):
    type: DealType
    title: Name
    parties: list[PartyGiven] = Field(min_length=1, max_length=_MOST_PARTIES)


class WaiveGiven(Strict):
    reason: WaiveReason


class TurnDownGiven(Strict):
    reason: TurnDownReason


class SuspendGiven(Strict):
    """``note``  why, in words kept beside the ledger; names nobody"""

    reason: SuspendReason
    note: Note = ""


class Moved(Schema):
    """Where a milestone stands now, and the entry that says so."""

    stage: DealStage
    state: Standing
    position: int


@router.post("/deals", **acts(DealLine, 201))
@needs(Scope.DEALS_WRITE, *rules.CREATORS)
def make(request: PageRequest, given: DealGiven) -> Status[Any]:
    """Begin a deal with its sides."""
    made = services.create(
        deal_type=given.type,
        title=given.title,
        parties=[
            NewParty(one.role, one.name, one.uscc, Ref(one.person) if one.person else None)
            for one in given.parties
        ],
        actor=request.who(),
        at=request.at,
    )
    return Status(201, deals.line(made))


@router.post("/deals/{deal}/milestones/{stage}/open", **acts(Moved))
@needs(Scope.DEALS_WRITE, *_MOVERS)
def advance(request: PageRequest, deal: str, stage: Stage) -> dict[str, Any]:
    """Open a milestone; refused, ``reasons`` name all that is missing."""
    ref = seen(request, deal)
    return _moved(services.advance(deal=ref, stage=stage, actor=request.who(), at=request.at))


@router.post("/deals/{deal}/milestones/{stage}/finish", **acts(Moved))
@needs(Scope.DEALS_WRITE, *_MOVERS)
def finish(request: PageRequest, deal: str, stage: Stage) -> dict[str, Any]:
    """Finish an open milestone; refused, ``reasons`` name all that is missing."""
    ref = seen(request, deal)
    return _moved(services.finish(deal=ref, stage=stage, actor=request.who(), at=request.at))


@router.post("/deals/{deal}/milestones/{stage}/waive", **acts(Moved))
@needs(Scope.DEALS_WRITE, *_WAIVERS)
def waive(request: PageRequest, deal: str, stage: Stage, given: WaiveGiven) -> dict[str, Any]:
    """Go on without a milestone that can be spared."""
    ref = seen(request, deal)
    made = services.waive(
        deal=ref, stage=stage, reason=given.reason, actor=request.who(), at=request.at
    )
    return _moved(made)


@router.post("/deals/{deal}/milestones/{stage}/turn-down", **acts(Moved))
@needs(Scope.DEALS_WRITE, *_MOVERS)
def turn_down(
    request: PageRequest, deal: str, stage: Stage, given: TurnDownGiven
) -> dict[str, Any]:
    """Record that an outsider refused an open milestone."""
    ref = seen(request, deal)
    made = services.turn_down(
        deal=ref, stage=stage, reason=given.reason, actor=request.who(), at=request.at
    )
    return _moved(made)


@router.post("/deals/{deal}/suspend", **acts(DealLine))
@needs(Scope.DEALS_WRITE, *rules.SUSPENDERS)
def suspend(request: PageRequest, deal: str, given: SuspendGiven) -> dict[str, Any]:
    """Stop a deal: the gate shuts for it."""
    ref = seen(request, deal)
    made = services.suspend(
        deal=ref, reason=given.reason, note=given.note, actor=request.who(), at=request.at
    )
    return deals.line(made)


@router.post("/deals/{deal}/resume", **acts(DealLine))
@needs(Scope.DEALS_WRITE, *rules.RESUMERS)
def resume(request: PageRequest, deal: str) -> dict[str, Any]:
    """Let a suspended deal go on."""
    ref = seen(request, deal)
    return deals.line(services.resume(deal=ref, actor=request.who(), at=request.at))


@router.post("/deals/{deal}/terminate", **acts(DealLine))
@needs(Scope.DEALS_WRITE, *rules.TERMINATORS)
def terminate(request: PageRequest, deal: str) -> NoReturn:
    """For good, so it takes a person with a fresh proof: answered 403 with the page's address."""
    ref = seen(request, deal)
    raise ByHand(where=reverse("act-deal-terminate", kwargs={"deal": ref}))


def _moved(made: Any) -> dict[str, Any]:
    return {"stage": made.code, "state": made.state, "position": made.position}
