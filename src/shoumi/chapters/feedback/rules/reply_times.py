"""How long answers took, in numbers: by month of receipt and by what was asked for.

The time runs from receipt to answer, with the days on which the person was waited for.  What is not
answered has no such time yet; where it is overdue it counts among the late ones, so a month looks
no better for what was left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from shoumi.chapters.feedback.rules import Kind

_DAY = timedelta(days=1)
_NINE_TENTHS = 0.9
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Course:
    """``month`` is the first day of that in which it came, in China; ``answered_at`` None: not yet;
    ``is_late`` answered after its last day, or that is over."""

    kind: Kind
    month: date
    received_at: datetime
    answered_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of some requests.  Days have one decimal, and are None where none of them is answered.

    ``median_days``, ``p90_days``  half of the answers, nine of ten took no longer
    ``waiting``     not answered, and not late
    ``in_time``     of the answers and of what is late without one, whole percent; None of nothing
    """

    count: int
    waiting: int
    late: int
    median_days: float | None
    p90_days: float | None
    in_time: int | None


def numbers(given: Sequence[Course]) -> Numbers:
    took = sorted(
        (one.answered_at - one.received_at) / _DAY for one in given if one.answered_at is not None
    )
    late = sum(one.is_late for one in given)
    waiting = sum(one.answered_at is None and not one.is_late for one in given)
    judged = len(given) - waiting
    return Numbers(
        count=len(given),
        waiting=waiting,
        late=late,
        median_days=round(median(took), 1) if took else None,
        # The nearest rank: a time that somebody really waited.
        p90_days=round(took[math.ceil(_NINE_TENTHS * len(took)) - 1], 1) if took else None,
        in_time=_percent(judged - late, judged) if judged else None,
    )


def _percent(part: int, whole: int) -> int:
    """Rounded down: a hundred is said of all alone."""
    return part * 100 // whole


def by_month(given: Iterable[Course], today: date) -> Mapping[date, Numbers]:
    """The last twelve months, the oldest first; of one in which nothing came all is nought."""
    found: dict[date, list[Course]] = {month: [] for month in months(today)}
    for one in given:
        if one.month in found:
            found[one.month].append(one)
    return {month: numbers(own) for month, own in found.items()}


def by_kind(given: Iterable[Course], today: date) -> Mapping[Kind, Numbers]:
    """What was asked for in these months, in the order of the kinds."""
    wanted = set(months(today))
    found: dict[Kind, list[Course]] = {kind: [] for kind in Kind}
    for one in given:
        if one.month in wanted:
            found[one.kind].append(one)
    return {kind: numbers(own) for kind, own in found.items() if own}


def months(today: date) -> tuple[date, ...]:
    """The first days of the last twelve months, this one last."""
    last = today.year * 12 + today.month - 1
    return tuple(
        date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)
    )
