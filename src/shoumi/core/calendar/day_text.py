"""A day or a moment as somebody writes it (ISO 8601), within reach of what is counted on it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shoumi.core.calendar.period_arithmetic import CHINA, end_of_day

# Nobody alive was born before it, and no period ends after it.  Without limits the first and last
# days of the calendar overflow as soon as a zone or a period is added.
_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)


def is_in_reach(day: date) -> bool:
    return _FIRST <= day <= _LAST


def read_day(text: str) -> date:
    """Raises ValueError where it is no day, or one before 1900 or after 2999."""
    found = date.fromisoformat(text)
    if not is_in_reach(found):
        raise ValueError("out of reach")
    return found


def read_moment(text: str) -> datetime:
    """In UTC.  China's time unless it says otherwise; a day alone counts whole, to 24:00.

    Raises ValueError as ``read_day``.
    """
    if len(text) == len("2026-09-18"):
        return end_of_day(read_day(text))
    found = datetime.fromisoformat(text)
    if not is_in_reach(found.date()):
        raise ValueError("out of reach")
    return (found if found.tzinfo else found.replace(tzinfo=CHINA)).astimezone(UTC)
