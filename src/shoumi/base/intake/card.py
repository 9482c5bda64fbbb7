"""The card of intake."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.intake.events import Tag
from shoumi.base.registry import Card, Operation
from shoumi.base.registry.replays import Replays, replays


def _operations() -> Sequence[Operation]:
    from shoumi.base.intake.operations import OPERATIONS

    return OPERATIONS


def _replays() -> Replays:
    return replays(widens=Tag)


card = Card(
    slug="intake", zh="资料导入", en="Intake", events=Tag, operations=_operations, replays=_replays
)
