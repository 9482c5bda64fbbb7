"""Texts and campaigns over the API: which there are, what each person said, and the verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema

from shoumi.base import clock
from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.subjects import customer_lists
from shoumi.base.verbs import operation
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import (
    Campaign,
    Consent,
    Invitation,
    Notice,
    NoticeDraft,
    Objection,
)
from shoumi.chapters.consent.rules import Channel, Delivery, Lane, Outcome, Scope
from shoumi.chapters.consent.verbs import CAMPAIGN_VERBS, NOTICE_VERBS
from shoumi.chapters.consent.verbs.answer import (
    CampaignLine,
    CampaignWhole,
    NoticeDraftLine,
    NoticeLine,
)
from shoumi.chapters.consent.verbs.campaigns import whole
from shoumi.chapters.consent.verbs.notices import draft_line, line
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState

router = Router(tags=["campaigns"])


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


@router.get("/deals/{deal}/notices", operation_id="notices_notices", **reads(Page[NoticeLine]))
@needs(Scope.READ)
def notices(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The approved texts of a deal, the newest first."""
    found = Notice.objects.filter(deal=seen(request, deal))
    return paging.newest_first(request, wanted, found, line)


@router.get(
    "/deals/{deal}/notice-drafts",
    operation_id="notices_notice_drafts",
    **reads(Page[NoticeDraftLine]),
)
@needs(Scope.READ)
def drafts(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The texts of a deal as they were written, the newest first; who wrote one does not approve
    it."""
    found = NoticeDraft.objects.filter(deal=seen(request, deal))
    return paging.newest_first(request, wanted, found, draft_line)


@router.get(
    "/deals/{deal}/campaigns", operation_id="campaigns_campaigns", **reads(Page[CampaignLine])
)
@needs(Scope.READ)
def campaigns(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The campaigns of a deal, the newest first."""
    found = Campaign.objects.filter(deal=seen(request, deal))
    return paging.newest_first(request, wanted, found, _line)


@router.get("/campaigns/{campaign}", operation_id="campaigns_campaign", **reads(CampaignWhole))
@needs(Scope.READ)
def campaign(request: PageRequest, campaign: str) -> dict[str, Any]:
    """One campaign with its counts."""
    return whole(scoping.own(request, Campaign, campaign))


@router.get(
    "/campaigns/{campaign}/answers", operation_id="campaigns_answers", **reads(Page[AnswerLine])
)
@needs(Scope.READ, *sorted(rules.ANSWER_READERS))
def answers(request: PageRequest, campaign: str, wanted: Query[Paging]) -> dict[str, Any]:
    """Everyone who was asked or told, with what each said, in order of invitation; refused while
    nothing of the deal may be read, with the ``demands`` that shut it."""
    own = scoping.own(request, Campaign, campaign)
    customer_lists.require_listable(deal=Ref(own.deal), actor=request.who(), at=clock.now())
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


operation.add(router, (*NOTICE_VERBS, *CAMPAIGN_VERBS))
