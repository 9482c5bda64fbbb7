"""The card of the documents."""

from __future__ import annotations

from shoumi.base.documents.events import Tag
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays, replays


def _replays() -> Replays:
    return replays(widens=Tag)


card = Card(slug="documents", zh="文书", en="Documents", events=Tag, replays=_replays)
