"""What somebody agreed to is taken back because that person asked for it elsewhere, and it is
proved who asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.chapters.consent.services import answers
from shoumi.chapters.consent.services.campaigns import lock
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Role

# Whoever answers requests.
_ANSWERING = (Role.CS, Role.CON, Role.DPO, Role.LEG)


@transaction.atomic
def take_back(subject: Ref, campaigns: Collection[Ref], actor: Ref, at: datetime) -> int:
    """Take back what the person said yes to in these campaigns; how many there were.  Each counts
    at once, and has an entry of its own.

    Raises:
        NotPermitted
    """
    own = Campaign.objects.filter(ref__in=list(campaigns)).order_by("id")
    return sum(_taken_back(subject, Ref(one.ref), Ref(one.deal), actor, at) for one in own)


def _taken_back(subject: Ref, campaign: Ref, deal: Ref, actor: Ref, at: datetime) -> int:
    accounts.require(actor, at, *_ANSWERING, deal=deal)
    found = lock(campaign, rules.CampaignState.OPEN, rules.CampaignState.CLOSED)
    given = Consent.objects.filter(campaign=found, subject=subject, state=ConsentState.GIVEN)
    for own in given.select_for_update():
        answers.take_back(found, own, actor, at)
        return 1
    return 0
