"""The holidays of a year, and the table they make, checked before anybody counts on it.

A table of the State Council names each holiday with the days it rests, and the days off that are
worked for it.  What is refused here would move deadlines without anybody seeing why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.errors import Invalid

_DAY = timedelta(days=1)
_SATURDAY = 5
# The longest so far: nine days, in 2025 and 2026.
MOST_DAYS = 15


class Holiday(StrEnum):
    """Stored values.  The two of autumn can fall together; what one year alone has is OTHER."""

    NEW_YEAR = "new_year"
    SPRING = "spring"
    QINGMING = "qingming"
    LABOUR = "labour"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL = "national"
    NATIONAL_MID_AUTUMN = "national_mid_autumn"
    OTHER = "other"


# Each year has them (全国年节及纪念日放假办法 2).
_EVERY_YEAR = frozenset(Holiday) - {Holiday.NATIONAL_MID_AUTUMN, Holiday.OTHER}
_TOGETHER = frozenset({Holiday.NATIONAL, Holiday.MID_AUTUMN})
_CALLED: dict[str, Holiday] = {
    "元旦": Holiday.NEW_YEAR,
    "春节": Holiday.SPRING,
    "清明": Holiday.QINGMING,
    "劳动": Holiday.LABOUR,
    "端午": Holiday.DRAGON_BOAT,
    "中秋": Holiday.MID_AUTUMN,
    "国庆": Holiday.NATIONAL,
}


class DayOfAnotherYear(Invalid):
    """Facts: ``day``, ``year``."""

    code = "calendar.day_of_another_year"


class DayTwice(Invalid):
    """It rests in two holidays, or rests and is worked.  Facts: ``day``."""

    code = "calendar.day_twice"


class MakeUpNoWeekend(Invalid):
    """Only a Saturday or Sunday is worked to make up for another day.  Facts: ``day``."""

    code = "calendar.make_up_no_weekend"


class RangeUnfit(Invalid):
    """It ends before it begins, or is too long.  Facts: ``first``, ``last``, ``most`` days."""

    code = "calendar.range_unfit"


class HolidayMissing(Invalid):
    """Facts: ``year``, ``holidays`` that every year has and this table has not."""

    code = "calendar.holiday_missing"


@dataclass(frozen=True, slots=True, order=True)
class Rest:
    """The days on which one holiday rests, both inclusive."""

    first: date
    last: date
    holiday: Holiday

    def days(self) -> Iterator[date]:
        return (self.first + n * _DAY for n in range(self.length))

    @property
    def length(self) -> int:
        """In days; none or fewer where it ends before it begins."""
        return (self.last - self.first).days + 1


def called(name: str) -> Holiday:
    """The holiday of a name as the State Council writes it; two at once are those of autumn."""
    found = {holiday for part, holiday in _CALLED.items() if part in name}
    if found == _TOGETHER:
        return Holiday.NATIONAL_MID_AUTUMN
    return found.pop() if len(found) == 1 else Holiday.OTHER


def checked(
    year: int, rests: Iterable[Rest], make_up: Iterable[date]
) -> tuple[tuple[Rest, ...], tuple[date, ...]]:
    """Both in order of the days.

    Raises:
        RangeUnfit, DayOfAnotherYear, DayTwice, MakeUpNoWeekend
        HolidayMissing: a table with a holiday left out counts on no less wrongly than none.
    """
    found, worked = tuple(sorted(rests)), tuple(sorted(make_up))
    for one in found:
        if not 1 <= one.length <= MOST_DAYS:
            raise RangeUnfit(first=one.first, last=one.last, most=MOST_DAYS)
    every = [day for one in found for day in one.days()] + list(worked)
    for day, times in Counter(every).items():
        if day.year != year:
            raise DayOfAnotherYear(day=day, year=year)
        if times > 1:
            raise DayTwice(day=day)
    for day in worked:
        if day.weekday() < _SATURDAY:
            raise MakeUpNoWeekend(day=day)
    if missing := missing_in(found):
        raise HolidayMissing(year=year, holidays=missing)
    return found, worked


def missing_in(rests: Iterable[Rest]) -> Sequence[Holiday]:
    """The holidays of every year that are not there, in order of the year."""
    had = {one.holiday for one in rests}
    if Holiday.NATIONAL_MID_AUTUMN in had:
        had |= _TOGETHER
    return [one for one in Holiday if one in _EVERY_YEAR - had]


def days_gained(rests: Iterable[Rest], make_up: Collection[date]) -> int:
    """Working days that rest, less the days off that are worked: what the law gives in a year."""
    resting = sum(day.weekday() < _SATURDAY for one in rests for day in one.days())
    return resting - len(make_up)


def statutory_days() -> int:
    """How many working days the law lets rest in a year."""
    return constants.get("operations.statutory_holidays").number
