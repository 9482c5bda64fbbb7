"""The time to answer grows with the letters: it ends with the last person's."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.calendar import services as calendar
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.queries import windows
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref


def prolong(found: Campaign, actor: Ref, at: datetime) -> None:
    """Letters left, or arrived; the caller saves the campaign."""
    until = windows.until(at)
    if found.state != rules.CampaignState.OPEN or found.window_ends_at is None:
        return
    if found.window_ends_at >= until:
        return
    calendar.prolong(
        key=rules.DeadlineKey.CAMPAIGN_END,
        about=Ref(found.ref),
        since=day_in_china(at),
        actor=actor,
        at=at,
    )
    found.window_ends_at = until
