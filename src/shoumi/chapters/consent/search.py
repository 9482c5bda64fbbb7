"""Campaigns, texts of notices and answers by their reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.consent.models import Campaign, Consent, Notice, NoticeDraft
from shoumi.chapters.consent.rules import CampaignState, DraftState
from shoumi.core.messages import Both
from shoumi.core.terms import ConsentState

_CAMPAIGN: Both = ("告知批次", "Campaign")
_NOTICE: Both = ("告知文本", "Notice")
_ANSWER: Both = ("客户的答复", "Answer of a customer")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Campaign.objects.filter(ref=wanted):
        place = {"campaign": one.ref}
        now = CampaignState(one.state)
        yield SearchHit(_CAMPAIGN, one.ref, "campaign-letters", place, one.deal, now)
    # What was approved keeps the reference of its draft.
    texts = NoticeDraft.objects.filter(ref=wanted).first()
    found = texts or Notice.objects.filter(ref=wanted).first()
    if found is not None:
        stands = DraftState(texts.state) if texts else DraftState.APPROVED
        place = {"notice": found.ref}
        yield SearchHit(_NOTICE, found.ref, "notice-text", place, found.deal, stands)
    for own in Consent.objects.filter(ref=wanted):
        yield SearchHit(
            _ANSWER,
            own.ref,
            "customer",
            {"subject": own.subject},
            own.deal,
            ConsentState(own.state),
        )
