"""What somebody agreed to, standing or taken back, in words."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.registry.given_consents import GivenConsent
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState


def of(subject: Ref) -> Iterator[GivenConsent]:
    # By campaign, of which there are few: the table holds a row for everybody.
    known = [*Campaign.objects.values_list("id", flat=True)]
    said = Consent.objects.filter(campaign__in=known, subject=subject).filter(
        state__in=(ConsentState.GIVEN, ConsentState.WITHDRAWN)
    )
    for one in said.select_related("campaign").order_by("id"):
        yield GivenConsent(
            ref=Ref(one.campaign.ref),
            what=names.pair(rules.Purpose(one.campaign.purpose)),
            to=_recipient(one.campaign),
            since=one.answered_at,
            withdrawn_at=one.withdrawn_at,
        )


def _recipient(campaign: Campaign) -> str:
    parties = deals.parties(Ref(campaign.deal))
    return next((one.name for one in parties if one.ref == campaign.recipient), "")
