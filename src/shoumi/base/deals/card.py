"""What the house needs to know of the deals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shoumi.base.deals import conditions, events, gate_facts, ledger_agreement, services
from shoumi.base.registry import Asker, Card, InboxItem, SetupStep
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.core.gate import Fact


def _replays() -> Replays:
    from shoumi.base.deals import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.deals import inbox_items

    return inbox_items.items(asker)


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.base.deals import setup_steps

    return setup_steps.steps(at)


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.deals import search

    return search.hits(wanted)


card = Card(
    slug="deals",
    zh="转让",
    en="Deals",
    events=events.Tag,
    states=frozenset({Fact.DEAL_OPEN, Fact.DEAL_MEMBER}),
    facts=gate_facts.facts,
    edges=gate_facts.edges,
    conditions=conditions.STATED,
    holds=frozenset({"party_name"}),
    destroyers={"party_name": services.forget_parties},
    remains={"party_name": services.remaining_parties},
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    setup=_setup,
    search=_search,
)
