"""The tables of the State Council: which days of a year rest and which days off are worked.

One file a year (``years/2026.toml``): ``published``, ``source``, ``rest`` as inclusive ranges by
name, ``make_up``.  Only facts: a year nobody has published says so and has none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

from shoumi.core.calendar.holidays import Rest, called

_SATURDAY = 5


class BadYear(RuntimeError):
    """A bug found at start: a table contradicts itself."""


@dataclass(frozen=True, slots=True)
class Year:
    """``rest`` and ``make_up`` never meet; both lie in ``year``.

    ``rests``  the same days by holiday, in order
    """

    year: int
    is_published: bool
    source: str
    rest: frozenset[date]
    make_up: frozenset[date]
    rests: tuple[Rest, ...] = ()


def published(year: int, source: str, rests: Iterable[Rest], make_up: Iterable[date]) -> Year:
    """A table that was checked before."""
    found = tuple(sorted(rests))
    days = frozenset(day for one in found for day in one.days())
    return Year(year, True, source, days, frozenset(make_up), found)


def read_year(year: int, text: str) -> Year:
    """The table written in ``text`` (TOML).

    Raises:
        BadYear: a day lies in another year, rests and is worked, or a published table names no
            source.
    """
    table = tomllib.loads(text)
    rests = tuple(
        sorted(Rest(first, last, called(name)) for name, (first, last) in table["rest"].items())
    )
    rest = frozenset(day for one in rests for day in one.days())
    make_up = frozenset(table["make_up"])
    if rest & make_up:
        raise BadYear(f"{year}: {sorted(rest & make_up)} rest and are worked")
    if any(day.year != year for day in rest | make_up):
        raise BadYear(f"{year}: a day of another year")
    source = str(table.get("source", ""))
    if table["published"] and not source:
        raise BadYear(f"{year}: published, but by whom")
    return Year(year, bool(table["published"]), source, rest, make_up, rests)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Year tables by year."""

    years: Mapping[int, Year]

    def with_years(self, years: Iterable[Year]) -> Calendar:
        """The same calendar with these tables in place of what it had for their years."""
        return Calendar(MappingProxyType({**self.years, **{one.year: one for one in years}}))

    def is_known(self, day: date) -> bool:
        """Whether the table of the day's year is published."""
        year = self.years.get(day.year)
        return year is not None and year.is_published

    def is_workday(self, day: date) -> bool:
        year = self.years.get(day.year)
        if year and day in year.make_up:
            return True
        if year and day in year.rest:
            return False
        return day.weekday() < _SATURDAY


@cache
def china() -> Calendar:
    """The calendar of the tables the house ships."""
    folder = resources.files(__package__) / "years"
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    years = {
        number: read_year(number, file.read_text(encoding="utf-8"))
        for file in files
        for number in [int(file.name.removesuffix(".toml"))]
    }
    return Calendar(MappingProxyType(years))
