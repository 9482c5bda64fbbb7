"""What the house needs to know of the notices with which targets collected their data."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.collection_notices import ledger_agreement
from shoumi.base.collection_notices.events import Tag
from shoumi.base.registry import Asker, Card, InboxItem
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit


def _replays() -> Replays:
    from shoumi.base.collection_notices import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.collection_notices import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.collection_notices import search

    return search.hits(wanted)


card = Card(
    slug="collection_notices",
    zh="收集时的告知",
    en="Notices at collection",
    events=Tag,
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    search=_search,
)
