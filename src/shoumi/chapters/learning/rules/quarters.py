"""Quarters of the year in China: ``2026Q4``."""

from __future__ import annotations

from datetime import datetime

from shoumi.core.calendar import CHINA, day_in_china

_MONTHS = 3


def of(at: datetime) -> str:
    day = day_in_china(at)
    return f"{day.year}Q{(day.month - 1) // _MONTHS + 1}"


def before(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[5:])
    return f"{year}Q{number - 1}" if number > 1 else f"{year - 1}Q4"


def begin(quarter: str) -> datetime:
    """Its first moment."""
    return datetime(int(quarter[:4]), (int(quarter[5:]) - 1) * _MONTHS + 1, 1, tzinfo=CHINA)


def end(quarter: str) -> datetime:
    """The first moment after it."""
    year, number = int(quarter[:4]), int(quarter[5:])
    return begin(f"{year}Q{number + 1}" if number < 4 else f"{year + 1}Q1")
