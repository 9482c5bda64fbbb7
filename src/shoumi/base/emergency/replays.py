"""Whose review did not come after the copy stays stopped.

An emergency that was opened after it has no row to be reviewed by: its deal waits until two persons
have looked at what the ledger says of it.
"""

from __future__ import annotations

from shoumi.base.accounts import stops
from shoumi.base.emergency.events import Tag
from shoumi.base.emergency.models import Emergency
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.core.refs import Ref


def _overdue(told: Told) -> bool:
    Emergency.objects.filter(ref=told.line.about).update(overdue=told.position)
    stops.stop_again(Ref(str(told.line.facts["person"])), told.line.at)
    return True


def _opened(told: Told) -> bool:
    return False


def of_events() -> Replays:
    return replays(
        tells=[Tag.NOTIFIED, Tag.REFUSED],
        widens=[Tag.REVIEWED],
        narrows={Tag.OPENED: _opened, Tag.OVERDUE: _overdue},
    )
