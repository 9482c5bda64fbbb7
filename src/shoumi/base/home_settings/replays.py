"""A setting of after the copy is lost with it: what it was lay in the keyring of that day."""

from __future__ import annotations

from shoumi.base.home_settings.events import Tag
from shoumi.base.registry.replays import Replays, replays


def of_events() -> Replays:
    return replays(widens=[Tag.CHANGED, Tag.REMOVED])
