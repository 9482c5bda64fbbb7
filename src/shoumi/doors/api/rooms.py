"""Rooms over the API: how far each came.  What is inside one is seen on its page."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State as RoomStates
from shoumi.core.terms import DisclosureLevel

# The ids of operations are promised to programs, so they do not follow the module.
_ID = "holdings_{}".format
router = Router(tags=["rooms"])
RoomState = Annotated[RoomStates, WithJsonSchema(words_of(RoomStates))]


class RoomLine(Schema):
    """``persons`` may enter until ``closes_at``; ``approvals`` are who said yes."""

    ref: str
    deal: str
    level: DisclosureLevel
    state: RoomState
    persons: list[str]
    approvals: list[str]
    rows: int
    prepared_at: datetime
    opened_at: datetime | None
    closes_at: datetime | None


@router.get("/rooms", operation_id=_ID("rooms"), **reads(Page[RoomLine]))
@needs(Scope.ROOMS_READ)
def rooms(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Rooms of the caller's deals, the newest first."""
    found = Room.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    return paging.newest_first(request, wanted, found, _room)


@router.get("/rooms/{room}", operation_id=_ID("room"), **reads(RoomLine))
@needs(Scope.ROOMS_READ)
def room(request: PageRequest, room: str) -> dict[str, Any]:
    """One room from outside."""
    return _room(scoping.own(request, Room, room))


def _room(one: Room) -> dict[str, Any]:
    return {name: getattr(one, name) for name in RoomLine.model_fields}
