"""The handbook over the API: every demand with its state now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Router, Schema

from shoumi.base import registry
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations import controls
from shoumi.base.attestations.doors import DoorState, as_data, standings
from shoumi.base.deals import queries as deals
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Holding
from shoumi.core.handbook import Demand, demand
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

router = Router(tags=["duties"])


class DutyLine(Schema):
    """A demand.

    ``state``       what is known of it now; ``reason`` the code of why
    ``missing``     in words what it lacks; empty where it holds whole
    ``who``         the role that answers for it
    ``is_checked``  the house checks it itself, so nobody can attest it
    ``closes``      what its lapse shuts
    """

    duty: str
    title: str
    state: ControlState
    reason: str
    missing: str
    until: datetime | None
    position: int | None
    who: Role
    is_checked: bool
    closes: list[str]


@router.get("/duties", **reads(Page[DutyLine]))
@needs(Scope.DUTIES_READ)
def duties(request: PageRequest, state: ControlState | None = None) -> dict[str, Any]:
    """All demands in the order of the handbook; of one state alone where it is named."""
    found = controls.survey(request.at)
    return {
        "items": [
            _line(request, one, held) for one, held in found if state is None or held.state is state
        ]
    }


@router.get("/duties/{duty}", **reads(DutyLine))
@needs(Scope.DUTIES_READ)
def duty(request: PageRequest, duty: str) -> dict[str, Any]:
    """One demand."""
    one = demand(duty)
    return _line(request, one, controls.holding(one.id, None, request.at))


def _line(request: PageRequest, one: Demand, held: Holding) -> dict[str, Any]:
    return {
        "duty": one.id,
        "title": request.say((one.zh, one.en)),
        "state": held.state,
        "reason": held.reason,
        "missing": controls.missing_text(held, request.lang),
        "until": held.until,
        "position": held.position,
        "who": one.accountable,
        "is_checked": registry.check(one.id) is not None,
        "closes": [close.name for close in one.closes],
    }


class HeldBy(Schema):
    """A demand that holds a door shut, or that nobody keeps yet.

    ``for_``  ``all``, ``write``, ``remote``, or the deals by reference
    ``grace_until``  two persons let the door stand open until then, and so is ``until``
    """

    id: str
    state: ControlState
    reason: str
    until: datetime | None
    who: Role
    for_: str | list[str] = Field(alias="for")
    grace_until: datetime | None = None


class DoorLine(Schema):
    """A door.  ``state`` is ``shut`` only where it is for everybody.

    ``grace_until``  it stands open by a grace, and that is when the first one ends
    """

    door: str
    state: DoorState
    grace_until: datetime | None = None
    demands: list[HeldBy]


class DoorsNow(Schema):
    doors: list[DoorLine]


@router.get("/doors", **reads(DoorsNow))
@needs(Scope.DUTIES_READ)
def doors_now(request: PageRequest, deal: str = "") -> dict[str, Any]:
    """The 24 doors now: open, shut or unguarded; of one deal where it is named."""
    about = Ref(deals.deal(Ref(deal)).ref) if deal else None
    return {"doors": [as_data(one) for one in standings(request.at, about)]}
