"""Until when one person's answer counts: days from when the letter left, or arrived where that is
known.

When that was stands in the entry that the invitation rests on, so nobody is given a shorter time
than the ledger says.  A campaign ends with the last of them.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.conf import settings

from shoumi.base.ledger import reader
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.core.calendar import day_in_china, due

PERIOD = "rights.campaign_window"


def until(sent_at: datetime) -> datetime:
    """The first moment that is too late for who was written to then."""
    return due(day_in_china(sent_at), PERIOD).until


def ends(campaign: Campaign, invitation: Invitation) -> datetime | None:
    """The first moment that is too late for this person; None: the campaign is not open yet."""
    return _ends(campaign, invitation.delivery, invitation.entry_position)


def is_over(campaign: Campaign, delivery: str, position: int | None, at: datetime) -> bool:
    own = _ends(campaign, delivery, position)
    return own is not None and at >= own


def _ends(campaign: Campaign, delivery: str, position: int | None) -> datetime | None:
    whole = campaign.window_ends_at
    if whole is None or delivery != rules.Delivery.REACHED or position is None:
        return whole
    return min(whole, until(_at(str(settings.SHOUMI_HOME), position)))


@lru_cache(maxsize=4_096)
def _at(_home: str, position: int) -> datetime:
    return reader.entry(position).line().at
