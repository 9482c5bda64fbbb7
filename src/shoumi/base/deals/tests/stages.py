"""Milestones of a deal that are open; how that came to be is another test's."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.deals.models import MilestoneState
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage


def reach(deal: Ref, *stages: DealStage, at: datetime) -> None:
    MilestoneState.objects.filter(deal=deal, code__in=stages).update(
        state=Standing.OPEN, opened_at=at
    )
