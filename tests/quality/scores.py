"""Strict scores: a span counts when start, end and label are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Spans = Iterable[tuple[int, int, str]]


@dataclass(frozen=True)
class Score:
    wanted: int
    found: int
    right: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 1.0


def strict(pairs: Iterable[tuple[Spans, Spans]]) -> dict[str, Score]:
    """Score of each label over (wanted, found) of every document."""
    wanted, found, right = Counter(), Counter(), Counter()
    for want, told in pairs:
        want, told = set(want), set(told)
        for spans, counts in ((want, wanted), (told, found), (want & told, right)):
            counts.update(label for _, _, label in spans)
    labels = sorted(wanted.keys() | found.keys())
    return {label: Score(wanted[label], found[label], right[label]) for label in labels}
