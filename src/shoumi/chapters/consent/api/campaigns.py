"""Campaigns over the API: prepare one, begin and end its window, what each person said."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import RefText, Strict, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchParty
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Objection
from shoumi.chapters.consent.rules import (
    CampaignState,
    Channel,
    Delivery,
    Lane,
    Outcome,
    Purpose,
    Scope,
)
from shoumi.chapters.consent.services import campaigns as services
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Instrument, Role

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


class CampaignGiven(Strict):
    """``recipient``  a party of the deal"""

    notice: RefText
    purpose: Asking
    recipient: RefText


class AnswerLine(Schema):
    """One person who was asked or told.

    ``answer``     none while nothing was said
    ``entry``      of the ledger, that commits to the answer; ``row`` which row of it
    ``objection``  what a no to a notice led to
    """

    subject: str
    lane: Lane
    delivery: Delivery
    answer: ConsentState | None
    channel: Channel | None
    answered_at: datetime | None
    withdrawn_at: datetime | None
    objection: Outcome | None
    entry: int | None
    row: int | None


@router.get("/deals/{deal}/campaigns", **reads(Page[CampaignLine]))
@needs(Scope.READ)
def campaigns(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The campaigns of a deal, the newest first."""
    found = Campaign.objects.filter(deal=seen(request, deal))
    return paging.newest_first(request, wanted, found, _line)


@router.post("/deals/{deal}/campaigns", **acts(CampaignWhole, 201))
@needs(Scope.WRITE, Role.DPO)
def prepare(request: PageRequest, deal: str, given: CampaignGiven) -> Status[Any]:
    """Get a campaign ready: one purpose at a time, and each only once."""
    ref, recipient = seen(request, deal), Ref(given.recipient)
    if recipient not in [one.ref for one in deals.parties(ref)]:
        raise NoSuchParty
    made = services.prepare(
        deal=ref,
        notice=Ref(given.notice),
        purpose=given.purpose,
        recipient=recipient,
        actor=request.who(),
        at=request.at,
    )
    return Status(201, _whole(made))


@router.get("/campaigns/{campaign}", **reads(CampaignWhole))
@needs(Scope.READ)
def campaign(request: PageRequest, campaign: str) -> dict[str, Any]:
    """One campaign with its counts."""
    return _whole(scoping.own(request, Campaign, campaign))


@router.get("/campaigns/{campaign}/answers", **reads(Page[AnswerLine]))
@needs(Scope.READ)
def answers(request: PageRequest, campaign: str, wanted: Query[Paging]) -> dict[str, Any]:
    """Everyone who was asked or told, with what each said, in order of invitation."""
    own = scoping.own(request, Campaign, campaign)
    begin = paging.after(request, wanted, 0)
    rows = Invitation.objects.filter(campaign=own, id__gt=begin).order_by("id")
    some = list(rows[: wanted.limit + 1])
    of_them = {"campaign": own, "subject__in": [one.subject for one in some]}
    said = {one.subject: one for one in Consent.objects.filter(**of_them)}
    objected = dict(Objection.objects.filter(**of_them).values_list("subject", "outcome"))
    return paging.page(
        request,
        wanted,
        some,
        lambda one: _answer(one, said.get(one.subject), objected.get(one.subject)),
        lambda one: int(one.pk),
    )


@router.post("/campaigns/{campaign}/open", **acts(CampaignWhole))
@needs(Scope.WRITE, Role.DPO)
def open_(request: PageRequest, campaign: str) -> dict[str, Any]:
    """Invite everyone of the deal; the clock runs."""
    found = scoping.own(request, Campaign, campaign)
    services.open_window(campaign=Ref(found.ref), actor=request.who(), at=request.at)
    return _whole(Campaign.objects.get(ref=found.ref))


@router.post("/campaigns/{campaign}/close", **acts(CampaignWhole))
@needs(Scope.WRITE, Role.DPO)
def close(request: PageRequest, campaign: str) -> dict[str, Any]:
    """End the window; who was silent has said no."""
    found = scoping.own(request, Campaign, campaign)
    services.close(campaign=Ref(found.ref), actor=request.who(), at=request.at)
    return _whole(Campaign.objects.get(ref=found.ref))


def _line(one: Campaign) -> dict[str, Any]:
    return {name: getattr(one, name) for name in CampaignLine.model_fields}


def _answer(one: Invitation, said: Consent | None, objection: str | None) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "lane": one.lane,
        "delivery": one.delivery,
        "answer": said and said.state,
        "channel": said and said.channel,
        "answered_at": said and said.answered_at,
        "withdrawn_at": said and said.withdrawn_at,
        "objection": objection,
        "entry": said and said.position,
        "row": said and said.row,
    }


def _whole(one: Campaign) -> dict[str, Any]:
    return {**_line(one), "counts": queries.tally(one)}
