"""A running deadline as a clock: what is left of it, counted as the period is counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from shoumi.base.calendar import year_tables
from shoumi.base.calendar.models import Deadline
from shoumi.base.pages.figures import Clock, ClockKind, Unit
from shoumi.core.calendar import CHINA, day_in_china

_DAY = timedelta(days=1)


def last_day(one: Deadline) -> date:
    """The last day on which it is kept; ``until`` is exclusive."""
    return day_in_china(one.until - timedelta(microseconds=1))


def of(one: Deadline, at: datetime) -> Clock:
    """Hours where the end is a moment, else days; working days where those were counted."""
    begun = one.counted_from_at or _start(one)
    whole = max(one.until - begun, _DAY)
    share = min(1.0, max(0.0, (one.until - at) / whole))
    kind = ClockKind.RUNNING if at < one.until else ClockKind.EXPIRED
    unit, amount = _amount(one, at)
    moment = one.due_at.astimezone(CHINA) if one.due_at else None
    return Clock(
        kind=kind,
        unit=unit,
        amount=amount,
        share_left=share,
        due=moment.date() if moment else one.due_on,
        time=f"{moment:%H:%M}" if moment else "24:00",
        provisional=one.is_provisional,
    )


def _start(one: Deadline) -> datetime:
    assert one.counted_from_on is not None  # the table holds a day or a moment
    return datetime.combine(one.counted_from_on, datetime.min.time(), CHINA)


def _amount(one: Deadline, at: datetime) -> tuple[Unit, int]:
    if one.due_at is not None and abs(one.until - at) < 3 * _DAY:
        return Unit.MINUTES, int(abs(one.until - at).total_seconds() // 60)
    first, last = sorted((day_in_china(at), last_day(one)))
    if "workday" in one.periods:
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        calendar = year_tables.china()
        return Unit.WORKING_DAYS, sum(calendar.is_workday(day) for day in days)
    return Unit.DAYS, (last - first).days


def until(begun: datetime, over: datetime, at: datetime) -> Clock:
    """A period between two moments, in hours when little is left.  Midnight ends its day: 24:00."""
    left = over - at
    end = over.astimezone(CHINA)
    is_midnight = end.time() == time.min
    minutes = abs(left) < 3 * _DAY
    return Clock(
        kind=ClockKind.RUNNING if left > timedelta() else ClockKind.EXPIRED,
        unit=Unit.MINUTES if minutes else Unit.DAYS,
        amount=int(abs(left).total_seconds() // 60) if minutes else abs(left).days,
        share_left=min(1.0, max(0.0, left / max(over - begun, _DAY))),
        due=end.date() - _DAY if is_midnight else end.date(),
        time="24:00" if is_midnight else f"{end:%H:%M}",
    )
