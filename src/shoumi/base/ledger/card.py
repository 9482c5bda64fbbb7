"""What the ledger states to the gate: no act without proof, and no clock that was put back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import DatabaseError

from shoumi.base.ledger import highwater, reader
from shoumi.base.ledger.writer import is_behind
from shoumi.base.registry import Card
from shoumi.core.gate import Fact, Question


def facts(question: Question) -> Mapping[Fact, object]:
    """Ready: the head can be read and stands by the high-water mark.  Sound: the question is not
    more than five minutes behind the latest entry.  A ledger that cannot be read states nothing."""
    try:
        return {
            Fact.LEDGER_READY: highwater.holds(),
            Fact.CLOCK_SOUND: not is_behind(question.at, reader.last_at()),
        }
    except (DatabaseError, ValueError):
        return {}


card = Card(
    slug="ledger",
    zh="存证账本",
    en="Evidence ledger",
    states=frozenset({Fact.LEDGER_READY, Fact.CLOCK_SOUND}),
    facts=facts,
)
