"""Counting periods: from a start, so many, on a clock."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from shoumi.core.calendar.years import Calendar, china
from shoumi.core.errors import Invalid
from shoumi.core.terms import Clock

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
_DAY = timedelta(days=1)


class BadPeriod(Invalid):
    """A period that cannot be counted: too short, or hours from a bare day."""

    code = "calendar.bad_period"


def day_in_china(moment: datetime) -> date:
    """The day it is in China at ``moment`` (aware)."""
    return moment.astimezone(CHINA).date()


def start_of_day(day: date) -> datetime:
    """0:00 in China, as UTC."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """24:00 in China, as UTC."""
    return start_of_day(day + _DAY)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day (``on``) or the moment (``at``, UTC) by which something is due; one is None."""

    on: date | None = None
    at: datetime | None = None
    is_provisional: bool = False

    @property
    def until(self) -> datetime:
        """The first moment that is too late, UTC.

        Raises:
            BadPeriod: neither a day nor a moment is set.
        """
        if self.at is not None:
            return self.at
        if self.on is None:
            raise BadPeriod
        return end_of_day(self.on)

    def is_over(self, moment: datetime) -> bool:
        return moment >= self.until

    def isoformat(self) -> str:
        """The day, or the moment in China to the minute."""
        if self.on is not None:
            return self.on.isoformat()
        return self.until.astimezone(CHINA).isoformat(timespec="minutes")


def add(start: date | datetime, n: int, clock: Clock, *, calendar: Calendar | None = None) -> Due:
    """The end of ``n`` hours, natural days or working days from ``start``.

    A moment counts as its day in China where days are counted.

    Raises:
        BadPeriod: ``n`` is negative, no day at all, or hours are counted from a bare or naive
            day.
    """
    if clock is Clock.HOUR:
        return _hours(start, n)
    if n < 1:
        raise BadPeriod(n=n, clock=clock)
    year_tables = calendar or china()
    day = day_in_china(start) if isinstance(start, datetime) else start
    if clock is Clock.NATURAL:
        return _roll(day + n * _DAY, year_tables)
    return _workdays(day, n, year_tables)


def _hours(start: date | datetime, n: int) -> Due:
    if n < 0 or not isinstance(start, datetime) or start.tzinfo is None:
        raise BadPeriod(n=n, clock=Clock.HOUR)
    return Due(at=start.astimezone(UTC) + timedelta(hours=n))


def _roll(day: date, calendar: Calendar) -> Due:
    is_provisional = not calendar.is_known(day)
    while not calendar.is_workday(day):
        day += _DAY
        is_provisional |= not calendar.is_known(day)
    return Due(on=day, is_provisional=is_provisional)


def _workdays(day: date, n: int, calendar: Calendar) -> Due:
    is_provisional = False
    while n:
        day += _DAY
        n -= calendar.is_workday(day)
        is_provisional |= not calendar.is_known(day)
    return Due(on=day, is_provisional=is_provisional)


def anniversary(start: date, *, months: int) -> date:
    """The corresponding day ``months`` later, or the last day of a month that has none.

    Not rolled from rest days: what is kept for so long is kept, no act is due on the day.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def day_of_next_month(start: date, day: int, *, calendar: Calendar | None = None) -> Due:
    """Day ``day`` of the month after ``start``'s, rolled from rest days."""
    first = anniversary(start.replace(day=1), months=1)
    return _roll(first.replace(day=day), calendar or china())


def earlier(*dues: Due) -> Due:
    """The one that binds first; provisional where any of them could still become it."""
    first = min(dues, key=lambda due: due.until)
    return Due(first.on, first.at, any(due.is_provisional for due in dues))
