"""The card of intake."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.intake.events import Tag
from shoumi.base.registry import Card, Operation


def _operations() -> Sequence[Operation]:
    from shoumi.base.intake.operations import OPERATIONS

    return OPERATIONS


card = Card(slug="intake", zh="资料导入", en="Intake", events=Tag, operations=_operations)
