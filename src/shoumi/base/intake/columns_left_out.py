"""Columns that an import left out though personal data stand in them, told by kind to the card that
keeps the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shoumi.base import registry
from shoumi.base.intake.mapping import Mapping, Why
from shoumi.core.refs import Ref


def tell(decided: Iterable[Mapping], dataset: Ref, actor: Ref, at: datetime) -> None:
    """In the transaction of the import."""
    found = kinds(decided)
    for card in registry.cards():
        if card.columns_left_out and found:
            card.columns_left_out(found, dataset, actor, at)


def kinds(decided: Iterable[Mapping]) -> frozenset[str]:
    """What kinds of personal data stand in columns that somebody left out, by the scan or by a
    heading that asks for care.  No heading is among them: it may be a row of the file."""
    found: set[str] = set()
    for one in decided:
        if one.why is Why.DROPPED:
            found.update(one.labels)
            found.update([one.sensitive.value] if one.sensitive else [])
    return frozenset(found)
