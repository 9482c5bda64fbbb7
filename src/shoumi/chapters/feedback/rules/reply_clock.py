"""Until when a request is answered.

The clock starts with the day after receipt (Civil Code 201).  Two periods run side by side and the
earlier binds: working days (``rights.dsr_reply``) and natural days (``rights.dsr_reply_outer``).

*Extension.*  Once, for a reason that the person is told: then the outer period alone binds.  It is
never longer than that (handbook, rule of chapter 10), so where the outer period ends first nothing
can be extended.

*Rest.*  While the person is asked for something without which nobody can answer, days do not count:
from the day after the question to the day on which the person said more.  No law says so; that is
a rule of the house, and a rest is no longer than the outer period, so nothing rests for good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shoumi.core import constants
from shoumi.core.calendar import Calendar, Due, day_in_china, earlier, period_arithmetic
from shoumi.core.terms import Clock

REPLY = "rights.dsr_reply"
OUTER = "rights.dsr_reply_outer"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rest:
    """``until`` is None while the person has not said more."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What the clock of one request is counted from."""

    received_at: datetime
    is_extended: bool = False
    rests: Sequence[Rest] = ()


def due(course: Course, calendar: Calendar) -> Due:
    """The last day for the answer."""
    outer = _counted(course, OUTER, calendar)
    if course.is_extended:
        return outer
    return earlier(_counted(course, REPLY, calendar), outer)


def may_extend(course: Course, calendar: Calendar) -> bool:
    """Whether an extension would give a single day more; a second one gives none."""
    longer = Course(course.received_at, is_extended=True, rests=course.rests)
    return due(longer, calendar).until > due(course, calendar).until


def is_resting(course: Course, at: datetime) -> bool:
    """Whether the clock rests now: the person was asked, and the rest is not too long yet."""
    today = day_in_china(at)
    return any(
        one.until is None and today <= _last_day(one) and one.since <= at for one in course.rests
    )


def warnings(course: Course, calendar: Calendar) -> tuple[tuple[int, datetime], ...]:
    """Each warning: the percent of the time that is over, and the moment at which it is."""
    until = due(course, calendar).until
    whole = until - course.received_at
    told = constants.get("rights.reply_warnings")
    return tuple(
        (percent, course.received_at + whole * percent / 100)
        for percent in (told.part(name) for name in ("first", "second", "last"))
    )


def warned(course: Course, calendar: Calendar, at: datetime) -> int:
    """The greatest of the warnings that is reached: 0, 50, 75, 90."""
    return max((percent for percent, when in warnings(course, calendar) if when <= at), default=0)


def _last_day(rest: Rest) -> date:
    """The last day that does not count because of it."""
    most = day_in_china(rest.since) + constants.get(OUTER).number * _DAY
    return most if rest.until is None else min(day_in_china(rest.until), most)


def _resting_days(rests: Sequence[Rest]) -> frozenset[date]:
    found: set[date] = set()
    for one in rests:
        first = day_in_china(one.since) + _DAY
        found.update(first + n * _DAY for n in range((_last_day(one) - first).days + 1))
    return frozenset(found)


def _counted(course: Course, name: str, calendar: Calendar) -> Due:
    """The period, longer by each of its days that does not count."""
    number, clock = constants.get(name).period
    start, resting = day_in_china(course.received_at), _resting_days(course.rests)
    counts: Callable[[date], bool] = (
        calendar.is_workday if clock is Clock.WORKDAY else lambda day: True
    )
    more = 0
    while True:
        last = _last_counted(start, number + more, counts)
        lost = sum(1 for day in resting if start < day <= last and counts(day))
        if lost == more:
            whole = number + more
            return period_arithmetic.add(start, whole, clock, calendar=calendar)
        more = lost


def _last_counted(start: date, number: int, counts: Callable[[date], bool]) -> date:
    """The day on which so many days have been counted, before it is moved from a rest day."""
    day = start
    while number:
        day += _DAY
        number -= counts(day)
    return day
