"""The card of intake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shoumi.base.intake.events import Tag
from shoumi.base.registry import Asker, Card, InboxItem, Operation
from shoumi.base.registry.replays import Replays, replays
from shoumi.base.registry.search import SearchHit
from shoumi.core.refs import Ref


def _operations() -> Sequence[Operation]:
    from shoumi.base.intake.operations import OPERATIONS

    return OPERATIONS


def _replays() -> Replays:
    return replays(widens=Tag)


def _destroy(subjects: Sequence[Ref]) -> int:
    from shoumi.base.intake import set_aside

    return set_aside.destroy(subjects)


def _remains(subjects: Sequence[Ref]) -> int:
    from shoumi.base.intake import set_aside

    return set_aside.remains(subjects)


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.intake import inbox_items

    return inbox_items.items(asker)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.intake import search

    return search.hits(wanted)


card = Card(
    slug="intake",
    zh="资料导入",
    en="Intake",
    events=Tag,
    operations=_operations,
    holds=frozenset({"set_aside"}),
    destroyers={"set_aside": _destroy},
    remains={"set_aside": _remains},
    replays=_replays,
    inbox=_inbox,
    search=_search,
)
