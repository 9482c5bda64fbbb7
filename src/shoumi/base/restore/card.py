"""What the house needs to know of restoring: what it writes to the ledger."""

from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays, replays
from shoumi.base.restore.events import Tag


def _replays() -> Replays:
    return replays(tells=Tag)


card = Card(slug="restore", zh="恢复", en="Restoring", events=Tag, replays=_replays)
