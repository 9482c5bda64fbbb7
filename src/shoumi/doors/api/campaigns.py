"""Campaigns over the API: how each stands, begin and end the window."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from shoumi.base.bearers.rules import Scope
from shoumi.base.pages import belonging
from shoumi.base.pages.asked import Asked
from shoumi.base.pages.belonging import seen
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.rules import CampaignState, Purpose
from shoumi.chapters.consent.services import campaigns as services
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role
from shoumi.doors.api import paging
from shoumi.doors.api.building import acts, reads
from shoumi.doors.api.fields import words_of
from shoumi.doors.api.needs import needs
from shoumi.doors.api.paging import Page, Paging

router = Router(tags=["campaigns"])
Asking = Annotated[Purpose, WithJsonSchema(words_of(Purpose))]


class CampaignLine(Schema):
    """One purpose put to all the people of a deal."""

    ref: str
    deal: str
    purpose: Asking
    instrument: Instrument
    recipient: str
    state: CampaignState
    prepared_at: datetime
    opened_at: datetime | None
    window_ends_at: datetime | None
    closed_at: datetime | None
    position: int


class Counts(Schema):
    """Of those invited: ``unreached`` were not; who is ``silent`` has said no at the end."""

    invited: int
    unreached: int
    given: int
    refused: int
    withdrawn: int
    silent: int


class CampaignWhole(CampaignLine):
    counts: Counts


@router.get("/deals/{deal}/campaigns", **reads(Page[CampaignLine]))
@needs(Scope.CAMPAIGNS_READ)
def campaigns(request: Asked, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The campaigns of a deal, the newest first."""
    found = Campaign.objects.filter(deal=seen(request, deal))
    return paging.newest_first(request, wanted, found, _line)


@router.get("/campaigns/{campaign}", **reads(CampaignWhole))
@needs(Scope.CAMPAIGNS_READ)
def campaign(request: Asked, campaign: str) -> dict[str, Any]:
    """One campaign with its counts."""
    return _whole(belonging.own(request, Campaign, campaign))


@router.post("/campaigns/{campaign}/open", **acts(CampaignWhole))
@needs(Scope.CAMPAIGNS_WRITE, Role.DPO)
def open_(request: Asked, campaign: str) -> dict[str, Any]:
    """Invite everyone of the deal; the clock runs."""
    found = belonging.own(request, Campaign, campaign)
    services.open_window(campaign=Ref(found.ref), actor=request.who(), at=request.at)
    return _whole(Campaign.objects.get(ref=found.ref))


@router.post("/campaigns/{campaign}/close", **acts(CampaignWhole))
@needs(Scope.CAMPAIGNS_WRITE, Role.DPO)
def close(request: Asked, campaign: str) -> dict[str, Any]:
    """End the window; who was silent has said no."""
    found = belonging.own(request, Campaign, campaign)
    services.close(campaign=Ref(found.ref), actor=request.who(), at=request.at)
    return _whole(Campaign.objects.get(ref=found.ref))


def _line(one: Campaign) -> dict[str, Any]:
    return {name: getattr(one, name) for name in CampaignLine.model_fields}


def _whole(one: Campaign) -> dict[str, Any]:
    return {**_line(one), "counts": queries.tally(one)}
