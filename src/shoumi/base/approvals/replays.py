"""A yes that was used, taken back or refused after the copy is no yes any more."""

from __future__ import annotations

from shoumi.base.approvals.events import Tag
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import State
from shoumi.base.registry.replays import Replays, Told, replays


def _over(told: Told) -> bool:
    live = Approval.objects.filter(ref=told.line.about, state__in=[State.OPEN, State.APPROVED])
    live.update(state=State.WITHDRAWN, answered_by=None, answered_at=None)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.REFUSED],
        widens=[Tag.ASKED, Tag.GIVEN],
        narrows=dict.fromkeys([Tag.USED, Tag.WITHDRAWN, Tag.TURNED_DOWN], _over),
    )
