"""What the house needs to know of the jobs."""

from shoumi.base.jobs import events
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays, replays


def _replays() -> Replays:
    return replays(
        tells=[events.Tag.DIED, events.Tag.REDELIVERED, events.Tag.ENDED, events.Tag.FETCHED],
        widens=[events.Tag.ASKED],
    )


card = Card(
    slug="jobs",
    zh="后台任务",
    en="Background work",
    events=events.Tag,
    readings={events.Tag.FETCHED: 2},
    replays=_replays,
)
