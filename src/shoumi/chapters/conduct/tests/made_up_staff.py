"""Made-up staff at work for some weeks, a few of them doing what a check has to see.

Nothing here knows how a signal is worked out.  The honest differ much from each other: each has an
own pace, own hours and own deals; some work late now and then, are away for days, or give notice.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from shoumi.chapters.conduct.rules.accesses import Access, Kind

CHINA = timedelta(hours=8)
FIRST = date(2026, 6, 1)  # a Monday; no public holiday but the three days of June
RESTS = frozenset({date(2026, 6, 19)})
# People of a role for each 200, and how many records one of them opens on a day.
ROLES = {"CON": (90, 16.0), "CS": (70, 22.0), "FIN": (25, 8.0), "LEG": (15, 5.0)}
DEALS, CUSTOMERS = 60, 400


class Scheme(StrEnum):
    """What an insider does."""

    HARVEST = "harvest"  # opens many more than the day's work asks for
    IN_ORDER = "in_order"  # one customer after the other, as they were taken in
    NIGHT = "night"  # at night and on rest days
    LEAVES = "leaves"  # has given notice, and copies before the last day
    EXPORTS = "exports"  # lists as files
    EMERGENCIES = "emergencies"  # breaks the glass for no emergency
    MINORS = "minors"  # looks at minors
    PROBES = "probes"  # asks for what the gate does not give
    ONE_CUSTOMER = "one_customer"  # the same person again and again
    MANY_DEALS = "many_deals"  # deals in which there is nothing to do
    SLEEPER = "sleeper"  # an account that nobody used for weeks
    SCRIPT = "script"  # dozens within minutes


@dataclass
class Worker:
    """``away``  days of leave; ``notice``  the day on which somebody gave notice"""

    ref: str
    role: str
    pace: float
    begins: float
    deals: tuple[int, ...]
    away: frozenset[date] = frozenset()
    notice: date | None = None
    scheme: Scheme | None = None
    active: tuple[date, date] | None = None


@dataclass
class MadeUp:
    """``active``  insider to the first and last day of the scheme"""

    accesses: list[Access]
    roles: Mapping[str, str]
    notices: Mapping[str, date]
    active: Mapping[str, tuple[date, date]]
    days: int


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in RESTS


def made_up(seed: str, *, staff: int = 200, days: int = 90, insiders: int = 12) -> MadeUp:
    chance = random.Random(f"made-up staff {seed}")
    workers = list(_workers(chance, staff, days))
    schemes = list(Scheme)[:insiders]
    for worker, scheme in zip(chance.sample(workers, len(schemes)), schemes, strict=True):
        _turn(worker, scheme, chance, days)
    made = [one for worker in workers for one in _work(worker, chance, days)]
    made.sort(key=lambda one: (one.at, one.person))
    return MadeUp(
        [replace(one, position=number) for number, one in enumerate(made)],
        {one.ref: one.role for one in workers},
        {one.ref: one.notice for one in workers if one.notice},
        {one.ref: one.active for one in workers if one.active},
        days,
    )


def _workers(chance: random.Random, staff: int, days: int) -> Iterator[Worker]:
    number = 0
    for role, (of_200, pace) in ROLES.items():
        for _ in range(round(of_200 * staff / 200)):
            number += 1
            start = FIRST + timedelta(days=chance.randrange(days))
            long = chance.choice((0, 0, 3, 5, 10))
            yield Worker(
                ref=f"per-{number:03d}",
                role=role,
                pace=pace * math.exp(chance.gauss(0, 0.25)),
                begins=chance.gauss(8.8, 0.5),
                deals=tuple(chance.sample(range(DEALS), chance.choice((1, 2, 2, 3, 4)))),
                away=frozenset(start + timedelta(days=one) for one in range(long)),
                # Most who give notice leave honestly.
                notice=start if chance.random() < 0.03 else None,
            )


def _turn(worker: Worker, scheme: Scheme, chance: random.Random, days: int) -> None:
    start = FIRST + timedelta(days=chance.randrange(days // 2, days - 14))
    worker.scheme, worker.active = scheme, (start, start + timedelta(days=chance.randint(6, 13)))
    worker.away = frozenset()
    worker.notice = start - timedelta(days=2) if scheme is Scheme.LEAVES else None


def _poisson(chance: random.Random, mean: float) -> int:
    floor, product, count = math.exp(-mean), chance.random(), 0
    while product > floor:
        product *= chance.random()
        count += 1
    return count


def _moment(day: date, hour: float) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - CHINA + timedelta(hours=hour)


def _work(worker: Worker, chance: random.Random, days: int) -> Iterator[Access]:
    for number in range(days):
        day = FIRST + timedelta(days=number)
        is_on = worker.active is not None and worker.active[0] <= day <= worker.active[1]
        if worker.scheme is Scheme.SLEEPER and not is_on:
            if number < 4:
                yield from _day(worker, chance, day, 0.3)
            continue
        if is_workday(day) and day not in worker.away:
            busy = chance.choice((0.6, 0.8, 1, 1, 1, 1.2, 1.4))
            yield from _day(worker, chance, day, busy)
            if chance.random() < 0.04:
                yield from _late(worker, chance, day)
        if is_on:
            yield from _scheme(worker, chance, day)


def _one(
    worker: Worker, at: datetime, kind: Kind = Kind.READ, *, deal: int, place: int, people: int = 1
) -> Access:
    return Access(
        position=0,
        person=worker.ref,
        at=at,
        kind=kind,
        about=f"sub-{deal}-{place}",
        people=people,
        deal=f"deal-{deal}",
        task="" if kind is Kind.REFUSED else f"task-{worker.ref}-{deal}",
        place=place,
    )


def _day(worker: Worker, chance: random.Random, day: date, busy: float) -> Iterator[Access]:
    rates = (
        (Kind.READ, worker.pace * busy),
        (Kind.LIST, 0.8),
        (Kind.EXPORT, 0.12 if worker.role in ("CON", "FIN") else 0.02),
        (Kind.EMERGENCY, 0.003),
        (Kind.MINOR, 0.03),
        (Kind.REFUSED, 0.15),
    )
    for kind, mean in rates:
        for _ in range(_poisson(chance, mean)):
            hour = worker.begins + min(abs(chance.betavariate(1.6, 1.6)) * 9.2, 10.5)
            deal, place = chance.choice(worker.deals), chance.randrange(CUSTOMERS)
            people = 30 if kind in (Kind.LIST, Kind.EXPORT) else 1
            at = _moment(day, hour)
            yield _one(worker, at, kind, deal=deal, place=place, people=people)
            # Who has a customer on the line opens the record more than once.
            if kind is Kind.READ and chance.random() < 0.08:
                later = at + timedelta(minutes=chance.randint(1, 20))
                yield _one(worker, later, kind, deal=deal, place=place)


def _late(worker: Worker, chance: random.Random, day: date) -> Iterator[Access]:
    for _ in range(chance.randint(1, 3)):
        at = _moment(day, chance.uniform(20, 22))
        yield _one(worker, at, deal=worker.deals[0], place=chance.randrange(CUSTOMERS))


def _scheme(worker: Worker, chance: random.Random, day: date) -> Iterator[Access]:
    """What is done on a day of the scheme besides the work; no scheme is followed every day."""
    deal, work = worker.deals[0], is_workday(day)
    hour = worker.begins + chance.uniform(1, 7)
    match worker.scheme:
        case Scheme.HARVEST | Scheme.LEAVES | Scheme.SLEEPER if work:
            for _ in range(round(worker.pace * chance.uniform(3, 5)) + 10):
                at = _moment(day, worker.begins + chance.uniform(0, 9))
                yield _one(worker, at, deal=deal, place=chance.randrange(CUSTOMERS))
        case Scheme.IN_ORDER if work and chance.random() < 0.7:
            first = chance.randrange(CUSTOMERS - 60)
            for number in range(chance.randint(18, 40)):
                at = _moment(day, hour) + timedelta(minutes=2 * number)
                yield _one(worker, at, deal=deal, place=first + number)
        case Scheme.NIGHT if chance.random() < 0.6:
            for _ in range(chance.randint(4, 12)):
                at = _moment(day, chance.choice((0, 1, 2, 3, 23)) + chance.random())
                yield _one(worker, at, deal=deal, place=chance.randrange(CUSTOMERS))
        case Scheme.EXPORTS if work and chance.random() < 0.7:
            for _ in range(chance.randint(1, 4)):
                at = _moment(day, worker.begins + chance.uniform(0, 9))
                yield _one(worker, at, Kind.EXPORT, deal=deal, place=0, people=200)
        case Scheme.EMERGENCIES if work and chance.random() < 0.5:
            place = chance.randrange(CUSTOMERS)
            yield _one(worker, _moment(day, hour), Kind.EMERGENCY, deal=deal, place=place)
        case Scheme.MINORS if work and chance.random() < 0.8:
            for _ in range(chance.randint(1, 3)):
                place = chance.randrange(CUSTOMERS)
                yield _one(worker, _moment(day, hour), Kind.MINOR, deal=deal, place=place)
        case Scheme.PROBES if work and chance.random() < 0.8:
            for _ in range(chance.randint(2, 6)):
                place = chance.randrange(CUSTOMERS)
                yield _one(worker, _moment(day, hour), Kind.REFUSED, deal=deal, place=place)
        case Scheme.ONE_CUSTOMER if work:
            for _ in range(chance.randint(1, 3)):
                at = _moment(day, worker.begins + chance.uniform(0, 9))
                yield _one(worker, at, deal=deal, place=7)
        case Scheme.MANY_DEALS if work:
            for other in chance.sample(range(DEALS), chance.randint(3, 6)):
                at = _moment(day, worker.begins + chance.uniform(0, 9))
                yield _one(worker, at, deal=other, place=chance.randrange(CUSTOMERS))
        case Scheme.SCRIPT if work and chance.random() < 0.5:
            for number in range(chance.randint(25, 60)):
                at = _moment(day, hour) + timedelta(seconds=5 * number)
                yield _one(worker, at, deal=deal, place=chance.randrange(CUSTOMERS))
        case _:
            return
