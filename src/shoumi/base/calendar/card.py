"""What the house needs to know of the calendar: its events."""

from shoumi.base.calendar import events
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.calendar import replays

    return replays.of_events()


card = Card(slug="calendar", zh="期限", en="Deadlines", events=events.Tag, replays=_replays)
