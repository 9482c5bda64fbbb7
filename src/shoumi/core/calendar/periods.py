"""The deadline that a period among the constants sets."""

from __future__ import annotations

from datetime import date, datetime

from shoumi.core import constants
from shoumi.core.calendar.period_arithmetic import (
    Due,
    add,
    anniversary,
    day_in_china,
    day_of_next_month,
    earlier,
)
from shoumi.core.calendar.years import Calendar
from shoumi.core.constants import Constant


def due(since: date | datetime, *names: str, calendar: Calendar | None = None) -> Due:
    """When the named period is over, counted from ``since``; the earliest of several.

    Raises:
        NoSuchConstant: nothing is called that.
        BadPeriod: hours counted from a bare day.
    """
    return earlier(*(_due(since, constants.get(name), calendar) for name in names))


def _due(since: date | datetime, period: Constant, calendar: Calendar | None) -> Due:
    if period.clock is not None:
        return add(since, *period.period, calendar=calendar)
    day = day_in_china(since) if isinstance(since, datetime) else since
    if period.unit == "day_of_next_month":
        return day_of_next_month(day, period.number, calendar=calendar)
    return Due(on=anniversary(day, months=period.months))
