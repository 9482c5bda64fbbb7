"""Facts that were gathered once and still hold.

A card that names the ``edges`` of its facts promises that they change only with an act in the
ledger or at such an edge.  So what it said when the ledger had so many acts is what it would say
now, as long as there are as many and no edge was passed in between.  The number of acts is read
from the locked head (``ledger.writer.hold``): what was withdrawn before is seen, and nothing can be
withdrawn until the evidence of the read is committed.

Cards without edges are asked each time, and so is whatever is about a person.  What a card could
not tell is not remembered.  What lies outside the ledger (a file, a setting, rows edited by hand)
is looked at again after a minute, as the doors' own page does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from shoumi.base import registry
from shoumi.base.ledger import seal
from shoumi.base.registry import Card
from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Fact, Question

# A house has fewer people at work than this; beyond it everything is gathered anew.
MOST = 10_000
FRESH_SECONDS = 60.0

Told = Callable[[Sequence[Card], Question], tuple[dict[Fact, object], bool]]


class _Known(NamedTuple):
    """``facts`` as they are for a question at ``since`` or later, and before ``until``."""

    facts: Mapping[Fact, object]
    since: datetime
    until: datetime
    read_at: float  # monotonic seconds

    def serves(self, at: datetime) -> bool:
        is_fresh = time.monotonic() - self.read_at < FRESH_SECONDS
        return is_fresh and self.since <= at < self.until


class _Place:
    """What was gathered of one home while its ledger had one number of acts."""

    def __init__(self, told: Told, acts: tuple[str | Path, int, bool]) -> None:
        self._told, self.acts = told, acts
        self._known: dict[tuple[object, ...], _Known] = {}
        self._register: FieldRegister | None = None

    def facts(self, question: Question, *, keeps: bool = True) -> Mapping[Fact, object]:
        """What cards with edges state to ``question``, its person left out; remembered where it
        ``keeps``."""
        kind = _kind(question)
        known = self._known.get(kind)
        if known is None or not known.serves(question.at):
            known, is_whole = self._gather(question)
            if is_whole and keeps:
                if len(self._known) >= MOST:
                    self._known.clear()
                self._known[kind] = known
        return known.facts

    def register(self) -> FieldRegister:
        """The field register in force."""
        if self._register is None:
            self._register = registry.field_register()
        return self._register

    def _gather(self, question: Question) -> tuple[_Known, bool]:
        asked = replace(question, subject=None)
        cards = [card for card in registry.cards() if card.edges]
        read_at = time.monotonic()
        facts, is_whole = self._told(cards, asked)
        edges = [at for card in cards if card.edges for at in card.edges(asked)]
        since = max((at for at in edges if at <= asked.at), default=_FIRST)
        until = min((at for at in edges if at > asked.at), default=_LAST)
        return _Known(facts, since, until, read_at), is_whole


class Memory:
    """What holds of one home at one number of acts; of an earlier number nothing is kept."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._place: _Place | None = None

    def at(self, acts: int) -> _Place:
        """What is known where the ledger has so many acts."""
        here = settings.SHOUMI_HOME, acts, seal.is_sealed()
        place = self._place
        if place is None or place.acts != here:
            place = self._place = _Place(self._told, here)
        return place

    def register(self, acts: int) -> FieldRegister:
        """The field register in force where the ledger has so many acts."""
        place = self._place
        if place is None or place.acts[:2] != (settings.SHOUMI_HOME, acts):
            place = self.at(acts)
        return place.register()

    def forget(self) -> None:
        self._place = None


_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _kind(question: Question) -> tuple[object, ...]:
    """All of a question but its person and its time."""
    return (
        question.actor,
        question.act,
        question.task,
        question.purpose,
        question.deal,
        question.fields,
        question.level,
        question.is_in_clear,
    )
