"""What the house needs to know of rotation, and demand 3.4, which rests on it."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.registry import Card, Remedy
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.base.rotation import events, ledger_agreement, live_check


def _replays() -> Replays:
    from shoumi.base.rotation import replays

    return replays.of_events()


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.rotation import search

    return search.hits(wanted)


card = Card(
    slug="rotation",
    zh="密钥轮换",
    en="Rotation of keys",
    events=events.Tag,
    checks={"3.4": live_check.keys_and_algorithms},
    remedies={
        "3.4": Remedy(("密钥", "Keys"), "keys", "keys rotate"),
    },
    guarded=ledger_agreement.guarded,
    replays=_replays,
    search=_search,
)
