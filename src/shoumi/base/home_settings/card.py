"""What the house needs to know of settings."""

from shoumi.base.home_settings.events import Tag
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.home_settings import replays

    return replays.of_events()


card = Card(
    slug="home_settings",
    zh="设置",
    en="Settings",
    events=Tag,
    replays=_replays,
)
