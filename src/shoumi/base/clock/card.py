"""What the house needs to know of the clock: its events."""

from collections.abc import Sequence

from shoumi.base.clock import events
from shoumi.base.registry import Card, HealthFinding
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.clock import replays

    return replays.of_events()


def _health() -> Sequence[HealthFinding]:
    from shoumi.base.clock import health

    return health.findings()


card = Card(
    slug="clock", zh="时间", en="Clock", events=events.Tag, replays=_replays, health=_health
)
