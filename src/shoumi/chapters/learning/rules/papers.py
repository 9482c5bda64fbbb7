"""An examination paper: drawn from the bank by a seed that is recorded, and marked.

Whoever has the seed and the bank of that moment draws the same paper: questions, and the options of
each, are put in the order of SHA-256 over seed and name, and topics take turns.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from shoumi.chapters.learning.rules import PASS_MARK, Topic


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a paper needs it: ``options`` how many, ``right`` the places of those that are
    right, counted from 0."""

    ref: str
    topic: Topic
    options: int
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """``order`` of the options as they are shown: places in the bank's own order."""

    ref: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """``right`` by the name of each question that was asked."""

    right: Mapping[str, bool]

    @property
    def score(self) -> int:
        return sum(self.right.values())

    @property
    def passes(self) -> bool:
        """At least the pass mark; a paper without questions passes nobody."""
        return bool(self.right) and Decimal(self.score) >= PASS_MARK * len(self.right)


def draw(seed: str, bank: Collection[Asked], count: int) -> list[Drawn]:
    """``count`` questions of ``bank``, or all where there are fewer; topics take turns."""
    piles = {
        topic: sorted(
            (one for one in bank if one.topic is topic), key=lambda one: _place(seed, one)
        )
        for topic in Topic
    }
    taken: list[Asked] = []
    while len(taken) < count and any(piles.values()):
        for pile in piles.values():
            if pile and len(taken) < count:
                taken.append(pile.pop(0))
    return [Drawn(one.ref, _order(seed, one)) for one in taken]


def _place(seed: str, one: Asked) -> str:
    return _digest(seed, one.ref)


def _order(seed: str, one: Asked) -> tuple[int, ...]:
    return tuple(sorted(range(one.options), key=lambda place: _digest(seed, one.ref, str(place))))


def _digest(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()


def mark(
    paper: Sequence[Drawn],
    keys: Mapping[str, frozenset[int]],
    answers: Mapping[str, Collection[int]],
) -> Mark:
    """
    ``keys``     the right places of each question, in the bank's own order
    ``answers``  the chosen places of each as it was shown; a question that is left out is wrong
    """
    right: dict[str, bool] = {}
    for one in paper:
        chosen = frozenset(
            one.order[shown] for shown in answers.get(one.ref, ()) if 0 <= shown < len(one.order)
        )
        right[one.ref] = chosen == keys[one.ref]
    return Mark(right)
