"""What the house needs to know of emergencies: what they write to the ledger."""

from shoumi.base.emergency.events import Tag
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.emergency import replays

    return replays.of_events()


card = Card(slug="emergency", zh="紧急开启", en="Emergencies", events=Tag, replays=_replays)
