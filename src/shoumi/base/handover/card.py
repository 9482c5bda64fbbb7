"""The card of the handover."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.handover import events, queries
from shoumi.base.registry import Card, HealthFinding, Operation
from shoumi.base.registry.replays import Replays


def _operations() -> Sequence[Operation]:
    from shoumi.base.handover.operations import OPERATIONS

    return OPERATIONS


def _replays() -> Replays:
    from shoumi.base.handover import replays

    return replays.of_events()


def _health() -> Sequence[HealthFinding]:
    from shoumi.base.handover import health

    return health.findings()


card = Card(
    slug="handover",
    zh="资料交接",
    en="Handover",
    events=events.Tag,
    conditions={"handover.reconciled": queries.reconciled, "keys.rotated": queries.keys_in_date},
    operations=_operations,
    algorithms=queries.algorithms,
    replays=_replays,
    health=_health,
)
