"""The time to answer grows with the letters: it ends with the last person's.  It grows too where
the holidays of a year become known, and never shrinks: the last day was told to people."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.calendar import services as calendar
from shoumi.base.row_authentication import codes, verification
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


def recounted(about: Ref, key: str, until: datetime) -> None:
    """The deadline of a campaign was counted again, in whose transaction this is."""
    if key != rules.DeadlineKey.CAMPAIGN_END:
        return
    found = Campaign.objects.select_for_update().filter(
        ref=about, state=rules.CampaignState.OPEN, window_ends_at__lt=until
    )
    for one in verification.authentic(found):
        assert one.entry_position is not None  # it is authentic
        one.window_ends_at = until
        codes.put(one, one.entry_position)
        one.save(update_fields=["window_ends_at", *codes.STORED])
