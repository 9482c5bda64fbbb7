"""What the house needs to know of witness and time-stamps.  Their fact is the ledger's."""

from shoumi.base.anchoring import events
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays, replays


def _replays() -> Replays:
    return replays(tells=events.Tag)


card = Card(
    slug="anchoring",
    zh="见证与时间戳",
    en="Witness and time-stamps",
    events=events.Tag,
    replays=_replays,
)
