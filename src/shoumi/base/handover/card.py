"""The card of the handover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shoumi.base.handover import events, queries
from shoumi.base.registry import Card, HealthFinding, HeldPart, Operation
from shoumi.base.registry.recipients import Recipient
from shoumi.base.registry.replays import Replays
from shoumi.base.registry.search import SearchHit
from shoumi.core.refs import Ref


def _operations() -> Sequence[Operation]:
    from shoumi.base.handover.operations import OPERATIONS

    return OPERATIONS


def _replays() -> Replays:
    from shoumi.base.handover import replays

    return replays.of_events()


def _health() -> Sequence[HealthFinding]:
    from shoumi.base.handover import health

    return health.findings()


def _search(wanted: str) -> Iterable[SearchHit]:
    from shoumi.base.handover import search

    return search.hits(wanted)


def _held(subject: Ref) -> Iterable[HeldPart]:
    from shoumi.base.handover import held_data

    return held_data.of(subject)


def _recipients(subject: Ref) -> Iterable[Recipient]:
    from shoumi.base.handover import held_data

    return held_data.recipients(subject)


card = Card(
    slug="handover",
    zh="资料交接",
    en="Handover",
    events=events.Tag,
    held=_held,
    recipients=_recipients,
    conditions={
        "handover.reconciled": queries.reconciled,
        "answers.none_stand": queries.nobody_agreed,
        "keys.rotated": queries.keys_in_date,
    },
    operations=_operations,
    algorithms=queries.algorithms,
    replays=_replays,
    health=_health,
    search=_search,
)
