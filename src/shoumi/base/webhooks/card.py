"""What the house needs to know of pushing events: what it writes to the ledger."""

from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays
from shoumi.base.webhooks.events import Tag


def _replays() -> Replays:
    from shoumi.base.webhooks import replays

    return replays.of_events()


card = Card(slug="webhooks", zh="事件推送", en="Webhooks", events=Tag, replays=_replays)
