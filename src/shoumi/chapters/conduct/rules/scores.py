"""The score of somebody's last two weeks: what the signals say together.

Each kind of signal adds how far its count lies above its bound, in spreads of chance, and at most
``MOST``: so no signal suspends anybody alone, and two that chance rarely brings together do.  Who
came back to work is not asked again about what was looked at then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from shoumi.chapters.conduct.rules.signals import Signal
from shoumi.core import constants

MOST = constants.get("training_and_drill.staff_score_of_a_signal").number
SUSPENDS = constants.get("training_and_drill.staff_score_suspends").number
LOOKED_WITHIN = constants.get("training_and_drill.staff_score_looked_within").number


@dataclass(frozen=True, slots=True)
class Score:
    """``because``  positions of the accesses without which it would not be so high"""

    person: str
    points: float
    signals: int
    because: tuple[int, ...]

    @property
    def suspends(self) -> bool:
        return self.points >= SUSPENDS


def points(signal: Signal, looked_at: int = -1) -> float:
    """``looked_at``  the position up to which somebody looked: what was above the bound by then
    counts no more
    """
    newer = sum(position > looked_at for position in signal.because)
    return min(MOST, min(signal.count - signal.bound, newer) / sqrt(signal.bound + 1))


def scores(signals: Iterable[Signal], looked_at: Mapping[str, int]) -> list[Score]:
    """Of each person whom a signal names, the highest first.

    ``looked_at``  person to the position up to which people have looked at the accesses
    """
    found: defaultdict[str, dict[str, tuple[float, Signal]]] = defaultdict(dict)
    for one in signals:
        worth = points(one, looked_at.get(one.person, -1))
        before = found[one.person].get(one.code)
        if worth > 0 and (before is None or worth > before[0]):
            found[one.person][one.code] = worth, one
    made = [_score(person, list(own.values())) for person, own in found.items() if own]
    return sorted(made, key=lambda one: (-one.points, one.person))


def _score(person: str, own: list[tuple[float, Signal]]) -> Score:
    because = sorted({position for _, one in own for position in one.because})
    return Score(person, sum(worth for worth, _ in own), len(own), tuple(because))
