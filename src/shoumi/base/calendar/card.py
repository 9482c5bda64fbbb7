"""What the house needs to know of the calendar: events, and whether the years are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shoumi.base.calendar import events
from shoumi.base.registry import Asker, Card, HealthFinding, InboxItem
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.calendar import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.calendar import inbox_items

    return inbox_items.items(asker)


def _health() -> Sequence[HealthFinding]:
    from shoumi.base.calendar import health

    return list(health.findings())


def _resume(at: datetime) -> int:
    """A version that ships a year settles what waited for it."""
    from shoumi.base.calendar import services
    from shoumi.core.refs import SYSTEM

    return len(services.recompute(actor=SYSTEM, at=at))


card = Card(
    slug="calendar",
    zh="期限",
    en="Deadlines",
    events=events.Tag,
    replays=_replays,
    inbox=_inbox,
    health=_health,
    resume=_resume,
)
