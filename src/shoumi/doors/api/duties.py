"""The handbook over the API: every demand with its state now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from shoumi.base import registry
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations import controls
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Holding
from shoumi.core.handbook import Demand, demand
from shoumi.core.terms import ControlState, Role

router = Router(tags=["duties"])


class DutyLine(Schema):
    """A demand.

    ``state``       what is known of it now; ``reason`` the code of what is missing
    ``who``         the role that answers for it
    ``is_checked``  the house checks it itself, so nobody can attest it
    ``closes``      what its lapse shuts
    """

    duty: str
    title: str
    state: ControlState
    reason: str
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
        "until": held.until,
        "position": held.position,
        "who": one.accountable,
        "is_checked": registry.check(one.id) is not None,
        "closes": [close.name for close in one.closes],
    }
