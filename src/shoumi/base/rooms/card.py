"""The card of the rooms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shoumi.base.registry import Asker, BuyerChange, Card, InboxItem, Operation
from shoumi.base.registry.recipients import Recipient
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.base.rooms import events, ledger_agreement, queries
from shoumi.core.gate import Fact
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref


def _operations() -> Sequence[Operation]:
    from shoumi.base.rooms.operations import OPERATIONS

    return OPERATIONS


def _replays() -> Replays:
    from shoumi.base.rooms import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.rooms import inbox_items

    return inbox_items.items(asker)


def _ended(deal: Ref, at: datetime) -> None:
    from shoumi.base.rooms import services

    services.shut_all(deal=deal, actor=SYSTEM, at=at)


def _buyer_changed(change: BuyerChange) -> None:
    from shoumi.base.rooms import endings

    endings.buyer_changed(change)


def _buyer_told(deal: Ref, former: Ref, at: datetime) -> Iterable[tuple[Both, Both]]:
    from shoumi.base.rooms import endings

    return endings.buyer_told(deal)


def _resume(at: datetime) -> int:
    from shoumi.base.rooms import endings

    return endings.resume(at)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.rooms import search

    return search.hits(wanted)


def _recipients(subject: Ref) -> Iterable[Recipient]:
    from shoumi.base.rooms import held_data

    return held_data.recipients(subject)


card = Card(
    slug="rooms",
    zh="数据室",
    en="Data rooms",
    events=events.Tag,
    states=frozenset({Fact.ROOM_LEVEL, Fact.ROOM_UNTIL}),
    facts=queries.facts,
    edges=queries.edges,
    conditions={
        "listing.clean": queries.listing_clean,
        "room.reviewers": queries.reviewers,
        "room.all_shut": queries.all_shut,
        "room.emptied": queries.emptied,
    },
    operations=_operations,
    recipients=_recipients,
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    resume=_resume,
    ended=_ended,
    buyer_changed=_buyer_changed,
    buyer_told=_buyer_told,
    search=_search,
)
