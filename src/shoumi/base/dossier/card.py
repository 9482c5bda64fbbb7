"""The card of the dossier."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.registry import Card, Operation


def _operations() -> Sequence[Operation]:
    from shoumi.base.dossier.operations import OPERATIONS

    return OPERATIONS


card = Card(slug="dossier", zh="卷宗", en="Dossier", operations=_operations)
