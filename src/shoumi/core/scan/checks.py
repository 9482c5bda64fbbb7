"""Check digits and dates shared by several recognisers."""

from __future__ import annotations

from datetime import date

# Someone born before has no number; the older sample printed in GB 11643-1999 is of 1880.
_EARLIEST_YEAR = 1850


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B: every second digit from the right, doubled."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char)
        if place % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0


def birth(*, year: int, month: int, day: int, today: date) -> date | None:
    """The day, if it exists and someone alive or registered may have been born on it."""
    try:
        day_ = date(year, month, day)
    except ValueError:
        return None
    return day_ if year >= _EARLIEST_YEAR and day_ <= today else None
