"""What the house needs to know of the outbox."""

from shoumi.base.outbox import events, services
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.outbox import replays

    return replays.of_events()


card = Card(
    slug="outbox",
    zh="发件箱",
    en="Outbox",
    events=events.Tag,
    holds=frozenset({"messages"}),
    destroyers={"messages": services.forget},
    remains={"messages": services.remaining},
    replays=_replays,
)
