"""Draws a day of honest work: who does what when.  It knows no rule of detection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from tests.honest_day import assumptions as of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Did(StrEnum):
    SIGNED_IN = "SIGNED_IN"
    MISTYPED = "MISTYPED"
    REVEALED = "REVEALED"
    REFUSED = "REFUSED"
    SEARCHED = "SEARCHED"
    PAGE = "PAGE"
    EXPORTED = "EXPORTED"


@dataclass(frozen=True, slots=True, order=True)
class Deed:
    """``who``  which of the staff; of ``PAGE`` nobody of them"""

    at: datetime
    did: Did
    who: int


def drawn(seed: str, midnight: datetime) -> list[Deed]:
    """All of a day, in order; ``midnight`` is of China."""
    of_day = Random(f"honest day {seed}")  # noqa: S311 - made-up work, the same again by its seed
    found = [
        *_sign_ins(of_day, midnight),
        *_telephone(of_day, midnight),
        *_deals(of_day, midnight),
        *_ended_tasks(of_day, midnight),
        *_readings(of_day, midnight),
        *_exports(of_day, midnight),
        *_night(of_day, midnight),
    ]
    return sorted(one for one in found if midnight <= one.at < midnight + DAY)


def _after(of_day: Random, span: tuple[float, float]) -> timedelta:
    return timedelta(seconds=of_day.uniform(*span))


def _hour(midnight: datetime, hour: float) -> datetime:
    return midnight + hour * HOUR


def _sign_ins(of_day: Random, midnight: datetime) -> Iterator[Deed]:
    for who in range(of.STAFF):
        comes = [_hour(midnight, of_day.triangular(8.5, 9.5, 8.92))]
        if of_day.random() < of.AFTER_LUNCH:
            comes.append(_hour(midnight, of_day.triangular(13.0, 14.25, 13.5)))
        for at in comes:
            tries = of.FORGOTTEN_TRIES if of_day.random() < of.FORGOTTEN else 0
            while tries or of_day.random() < of.MISTYPED:
                yield Deed(at, Did.MISTYPED, who)
                at += _after(of_day, (10, 40))
                tries = max(0, tries - 1)
            yield Deed(at, Did.SIGNED_IN, who)


def _telephone(of_day: Random, midnight: datetime) -> Iterator[Deed]:
    for who in range(of.ON_TELEPHONE):
        at = _hour(midnight, 9.25)
        while (at := at + timedelta(hours=of_day.expovariate(of.CALLS_AN_HOUR))) < _hour(
            midnight, 17.75
        ):
            if _hour(midnight, 12) <= at < _hour(midnight, 13.25):
                continue
            if of_day.random() < of.LOOKED_FOR:
                yield Deed(at, Did.SEARCHED, who)
                if of_day.random() < of.MISHEARD:
                    yield Deed(at + _after(of_day, (8, 25)), Did.SEARCHED, who)
            yield Deed(at + _after(of_day, (5, 40)), Did.REVEALED, who)
            if of_day.random() < of.SECOND_RECORD:
                yield Deed(at + _after(of_day, (40, 180)), Did.REVEALED, who)


def _in_a_row(
    of_day: Random, at: datetime, count: int, between: tuple[float, float], who: int
) -> Iterator[Deed]:
    for _ in range(count):
        at += _after(of_day, between)
        yield Deed(at, Did.REVEALED, who)


def _deals(of_day: Random, midnight: datetime) -> Iterator[Deed]:
    dealing = range(of.ON_TELEPHONE, of.ON_TELEPHONE + of.ON_DEALS)
    for who in dealing:
        for _ in range(of.SITTINGS):
            at = _hour(midnight, of_day.uniform(9.5, 17))
            yield from _in_a_row(of_day, at, of_day.randint(*of.SITTING), of.BETWEEN, who)
    for who in of_day.sample(dealing, of.LISTS_GONE_THROUGH):
        at = _hour(midnight, of_day.uniform(13.5, 15.5))
        yield from _in_a_row(of_day, at, of_day.randint(*of.LIST), of.OF_LIST, who)


def _ended_tasks(of_day: Random, midnight: datetime) -> Iterator[Deed]:
    for who in range(of.ON_TELEPHONE + of.ON_DEALS):
        if of_day.random() < of.ENDED_TASK:
            at = _hour(midnight, of_day.uniform(9.5, 17.5))
            for _ in range(of_day.randint(*of.ENDED_TRIES)):
                yield Deed(at, Did.REFUSED, who)
                at += _after(of_day, (5, 60))


def _readings(of_day: Random, midnight: datetime) -> Iterator[Deed]:
    for _ in range(of.READINGS):
        at = _hour(midnight, of_day.uniform(9, 21))
        pages = [of.OF_PAGE] * of_day.randint(*of.PAGES)
        if of_day.random() < of.LEAFED:
            pages[:0] = [of.OF_LEAF] * of_day.randint(*of.LEAFED_PAGES)
        for span in pages:
            yield Deed(at, Did.PAGE, 0)
            at += _after(of_day, span)


def _exports(of_day: Random, midnight: datetime) -> Iterator[Deed]:
    office = range(of.ON_TELEPHONE + of.ON_DEALS, of.STAFF)
    for _ in range(of.EXPORTS):
        yield Deed(_hour(midnight, of_day.uniform(9.5, 17.5)), Did.EXPORTED, of_day.choice(office))
    if of_day.random() < of.MONTH_END:
        who, at = of_day.choice(office), _hour(midnight, of_day.uniform(14, 16))
        for _ in range(of.EXPORTS_AT_MONTH_END):
            yield Deed(at + of_day.uniform(0, 1) * HOUR, Did.EXPORTED, who)


def _night(of_day: Random, midnight: datetime) -> Iterator[Deed]:
    """Of the whole day: its small hours, and from 22:00 on."""
    who = of_day.randrange(of.ON_TELEPHONE)
    calls = [_at_night(of_day, midnight) for _ in range(of_day.randint(*of.NIGHT_CALLS))]
    for at in calls:
        if of_day.random() < of.LOOKED_FOR:
            yield Deed(at, Did.SEARCHED, who)
        count = of_day.randint(*of.NIGHT_RECORDS)
        yield from _in_a_row(of_day, at, count, of.OF_NIGHT_RECORD, who)
    if of_day.random() < of.LONG_NIGHT_CALL:
        begins = _at_night(of_day, midnight)
        for _ in range(of_day.randint(*of.LONG_RECORDS)):
            yield Deed(begins + of_day.uniform(0, 1) * of.LONG_TAKES, Did.REVEALED, who)


def _at_night(of_day: Random, midnight: datetime) -> datetime:
    hour = of_day.uniform(0, 8)
    return _hour(midnight, hour if hour < 6 else hour + 16)  # noqa: PLR2004 - 22:00 after 6:00
