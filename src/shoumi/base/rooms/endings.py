"""Rooms that nobody may enter any more, since their deal was terminated."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay
from shoumi.base.rooms import services
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.core.refs import SYSTEM, Ref


def resume(at: datetime) -> int:
    """Shut what a crash between the end of a deal and its rooms left open; how many."""
    ended = Deal.objects.filter(overlay=Overlay.TERMINATED).values("ref")
    left = Room.objects.filter(deal__in=ended, state=State.OPEN).order_by("deal")
    refs = left.values_list("deal", flat=True).distinct()
    return sum(services.shut_all(deal=Ref(ref), actor=SYSTEM, at=at) for ref in refs)
