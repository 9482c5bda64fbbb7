"""What the house needs to know of the accounts: who holds which role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shoumi.base.accounts import events, ledger_agreement, queries
from shoumi.base.registry import Asker, Card, InboxItem, SetupStep
from shoumi.base.registry.replays import Replays
from shoumi.core.gate import Fact


def _replays() -> Replays:
    from shoumi.base.accounts import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.accounts import inbox_items

    return inbox_items.items(asker)


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.base.accounts import setup_steps

    return setup_steps.steps(at)


card = Card(
    slug="accounts",
    zh="人员与角色",
    en="People and roles",
    events=events.Tag,
    states=frozenset({Fact.ROLES}),
    facts=queries.facts,
    edges=queries.edges,
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    setup=_setup,
)
