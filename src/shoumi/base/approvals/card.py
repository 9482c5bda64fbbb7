"""What the house needs to know of approvals: what they write to the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.approvals import ledger_agreement
from shoumi.base.approvals.events import Tag
from shoumi.base.registry import Asker, Card, InboxItem
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit


def _replays() -> Replays:
    from shoumi.base.approvals import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.approvals import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.approvals import search

    return search.hits(wanted)


card = Card(
    slug="approvals",
    zh="双人批准",
    en="Approval by two",
    events=Tag,
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    search=_search,
)
