"""Until when one person's answer counts: days from when the letter left, or arrived where that is
known.

That stands in the entry that the invitation rests on: nobody has less time than it says, nor less
by holidays that were entered since.  A campaign ends with the last of them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shoumi.base.calendar import year_tables
from shoumi.base.ledger import reader
from shoumi.base.registry.shared_reads import sharing
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.core.calendar import day_in_china

PERIOD = "rights.campaign_window"


def until(sent_at: datetime) -> datetime:
    """The first moment that is too late for who was written to then."""
    return year_tables.due(day_in_china(sent_at), PERIOD).until


def _until(found: reader.Recorded) -> datetime:
    """The same for whoever was written to by that entry."""
    day = day_in_china(found.line().at)
    return year_tables.due_told(day, PERIOD, position=found.position).until


def ends(campaign: Campaign, invitation: Invitation) -> datetime | None:
    """The first moment that is too late for this person; None: the campaign is not open yet.

    The entry is read of everybody, so that each costs the same.
    """
    told = written(invitation.entry_position)
    whole = campaign.window_ends_at
    if whole is None or invitation.delivery != rules.Delivery.REACHED or told is None:
        return whole
    return min(whole, _until(told))


def written(position: int | None) -> reader.Recorded | None:
    """The entry that an invitation rests on; None: there is none."""
    found = reader.some([position or 0])
    return found[0] if found and position is not None else None


def is_over(campaign: Campaign, invitation: Invitation, at: datetime) -> bool:
    own = ends(campaign, invitation)
    return own is not None and at >= own


def are_over(positions: Collection[int], at: datetime) -> bool:
    """Whether it is too late for one of those who were reached by these entries."""
    with sharing():
        return any(at >= _until(found) for found in reader.some(positions))
