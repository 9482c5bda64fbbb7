"""What the house needs to know of emergencies: what they write to the ledger, who reviews them."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.emergency import ledger_agreement
from shoumi.base.emergency.events import Tag
from shoumi.base.registry import Asker, Card, InboxItem
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit


def _replays() -> Replays:
    from shoumi.base.emergency import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.emergency import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.emergency import search

    return search.hits(wanted)


card = Card(
    slug="emergency",
    zh="紧急开启",
    en="Emergencies",
    events=Tag,
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    search=_search,
)
