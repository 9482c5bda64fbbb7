"""Months of the calendar in China, and by when each is checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from shoumi.core.calendar import day_in_china, start_of_day


def month_of(at: datetime) -> date:
    """Its first day."""
    return day_in_china(at).replace(day=1)


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def begins(month: date) -> datetime:
    return start_of_day(month)


def ends(month: date) -> datetime:
    return start_of_day(following(month))


def due(month: date) -> datetime:
    """A month is checked before the next one is over (handbook 4.2: monthly)."""
    return ends(following(month))


def over(first: date, at: datetime) -> Iterator[date]:
    """The months from ``first`` on that should be checked by ``at``, in order."""
    month = first
    while due(month) <= at:
        yield month
        month = following(month)
