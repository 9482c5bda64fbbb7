"""What the house needs to know of the attestations, and of the doors that demands shut."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shoumi.base.attestations import door_facts, events, ledger_agreement
from shoumi.base.registry import Asker, Card, InboxItem, SetupStep
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.core.gate.policy import DOOR_FACTS


def _replays() -> Replays:
    from shoumi.base.attestations import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.attestations import inbox_items

    return inbox_items.items(asker)


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.base.attestations import setup_steps

    return setup_steps.steps(at)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.attestations import search

    return search.hits(wanted)


card = Card(
    slug="attestations",
    zh="声明",
    en="Attestations",
    events=events.Tag,
    states=frozenset(DOOR_FACTS.values()),
    facts=door_facts.facts,
    edges=door_facts.edges,
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    setup=_setup,
    search=_search,
)
