"""The year tables that count: those the program ships, and over them those this house entered.

A table that was entered is the newest entry of the ledger about its year: days and closed words
stand in the entry itself, so every process reads it, needs no key for it, and a stranger can count
a deadline again.  There is no row to edit.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from django.conf import settings

from shoumi.base.calendar.events import Tag
from shoumi.base.ledger import latest_entries, reader, texts
from shoumi.base.registry.shared_reads import shared
from shoumi.core import calendar as shipped
from shoumi.core.calendar import Calendar, Due, Holiday, Rest, Year
from shoumi.core.calendar.years import published
from shoumi.core.ledger.leaf import LeafUnreadable, Line, Value
from shoumi.core.refs import Ref

log = logging.getLogger(__name__)
_TAGS = (Tag.YEAR_ENTERED,)
_A_FEW = 8
_REST, _MAKE_UP, _SOURCE = "rest_", "make_up_", "source"
# From this month on the State Council has said what the next year is like.
_PUBLISHED_IN = 11


@dataclass(frozen=True, slots=True)
class Entered:
    """One table that two people of the house answer for."""

    table: Year
    position: int
    at: datetime
    by: Ref
    approver: Ref


def china() -> Calendar:
    """The calendar that every deadline of the house is counted on."""
    return _once(_last())


def _once(last: int | None) -> Calendar:
    """Once the ledger had that entry; as it is shipped where there is none."""
    return shipped.china() if last is None else _calendar(str(settings.SHOUMI_HOME), last)


def due(since: date | datetime, *names: str) -> Due:
    """When the named period is over, counted from ``since``; the earliest of several.

    Raises:
        NoSuchConstant: nothing is called that.
        BadPeriod: hours counted from a bare day.
    """
    return shipped.due(since, *names, calendar=china())


def due_told(since: date | datetime, *names: str, position: int) -> Due:
    """As ``due``, for whoever was told of it in the entry at ``position``: a table that was entered
    after it makes the time no shorter.  Raises as ``due``."""
    last = _last()
    now = shipped.due(since, *names, calendar=_once(last))
    if last is None or last < position:
        return now
    every = _positions(str(settings.SHOUMI_HOME), last)
    before = max((at for at in every if at < position), default=None)
    then = shipped.due(since, *names, calendar=_once(before))
    if now.until >= then.until:
        return now
    return replace(then, is_provisional=now.is_provisional)


def is_known(year: int) -> bool:
    return china().is_known(date(year, 1, 1))


def entered() -> Mapping[int, Entered]:
    """By year, those that count."""
    last = _last()
    return {} if last is None else _as_of(str(settings.SHOUMI_HOME), last) or {}


def source(one: Entered) -> str:
    """What the people who entered it named as its source; empty where that text was erased or
    changed."""
    return texts.of_entry(one.position, _SOURCE)


def missing_year(at: datetime) -> int | None:
    """The year whose table is missing at ``at``: this one, or from November on the next."""
    today = shipped.day_in_china(at)
    wanted = [today.year] + ([today.year + 1] if today.month >= _PUBLISHED_IN else [])
    return next((year for year in wanted if not is_known(year)), None)


def reminded_from(year: int) -> date:
    """The day from which its table should be known."""
    return date(year - 1, _PUBLISHED_IN, 1)


def facts(table: Year) -> dict[str, Value]:
    """A table as an entry says it."""
    told: dict[str, Value] = {"year": table.year}
    for number, one in enumerate(table.rests, 1):
        told[f"{_REST}{number:02}"] = one.holiday
        told[f"{_REST}{number:02}_first"] = one.first
        told[f"{_REST}{number:02}_last"] = one.last
    for number, day in enumerate(sorted(table.make_up), 1):
        told[f"{_MAKE_UP}{number:02}"] = day
    return told


@shared
def _last() -> int | None:
    return latest_entries.last(_TAGS)


@lru_cache(maxsize=_A_FEW)
def _calendar(home: str, last: int) -> Calendar:
    found = _as_of(home, last)
    if found is None:
        every = shipped.china().years.values()
        return Calendar({one.year: replace(one, is_published=False) for one in every})
    return shipped.china().with_years(one.table for one in found.values())


@lru_cache(maxsize=_A_FEW)
def _positions(_home: str, last: int) -> tuple[int, ...]:
    """Of the entries of tables up to that one."""
    return tuple(at for at in latest_entries.all_of(_TAGS) if at <= last)


@lru_cache(maxsize=_A_FEW)
def _as_of(_home: str, last: int) -> Mapping[int, Entered] | None:
    """The newest of each year, once the ledger had that entry.  None where one was altered: nobody
    knows which year it was about, so none counts as known, and what is never shut still counts."""
    try:
        return _read(_positions(_home, last))
    except (LeafUnreadable, LookupError, ValueError) as error:
        log.error("a table of holidays cannot be read: %s", type(error).__name__)
        return None


def _read(positions: Collection[int]) -> Mapping[int, Entered]:
    found: dict[int, Entered] = {}
    for entry in reader.some(positions):
        line = entry.line()
        table = _table(line)
        approver = Ref(str(line.facts["approver"]))
        found[table.year] = Entered(table, entry.position, line.at, line.actor, approver)
    return MappingProxyType(found)


def _table(line: Line) -> Year:
    said = line.facts

    def day(name: str) -> date:
        return date.fromisoformat(str(said[name]))

    rests = [
        Rest(day(f"{name}_first"), day(f"{name}_last"), Holiday(str(said[name])))
        for name in said
        if name.startswith(_REST) and name.removeprefix(_REST).isdigit()
    ]
    make_up = [day(name) for name in said if name.startswith(_MAKE_UP)]
    return published(int(said["year"]), "", rests, make_up)


def forget() -> None:
    """What this process remembers of the home."""
    _calendar.cache_clear()
    _as_of.cache_clear()
    _positions.cache_clear()
