"""What the house needs to know of the inbox: what it writes to the ledger."""

from __future__ import annotations

from shoumi.base.inbox.events import Tag
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.inbox import replays

    return replays.of_events()


card = Card(slug="inbox", zh="待办", en="Inbox", events=Tag, replays=_replays)
