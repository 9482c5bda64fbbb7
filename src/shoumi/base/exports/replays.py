"""That a list was exported changed nothing."""

from __future__ import annotations

from shoumi.base.exports.events import Tag
from shoumi.base.registry.replays import Replays, replays


def of_events() -> Replays:
    return replays(tells=[Tag.MADE])
