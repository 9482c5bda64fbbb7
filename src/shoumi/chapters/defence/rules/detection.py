"""Which rows of the ledger, taken together, look like an attack.

The rules are data (``data/detection.toml``); here they are read and held against what was seen.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources

from shoumi.core import constants
from shoumi.core.calendar import CHINA
from shoumi.core.record_thresholds import Nearness

# A run of the watch counts for so long.
FRESH = timedelta(minutes=10)


class Code(StrEnum):
    """Stored values: changing one needs a migration."""

    SIGNIN_GUESSING = "SIGNIN_GUESSING"
    SIGNIN_SPRAY = "SIGNIN_SPRAY"
    PASSKEY_COPIED = "PASSKEY_COPIED"
    GATE_PROBING = "GATE_PROBING"
    READ_RATE = "READ_RATE"
    READ_BREADTH = "READ_BREADTH"
    NIGHT_READS = "NIGHT_READS"
    SEARCH_RATE = "SEARCH_RATE"
    PAGE_SCRAPING = "PAGE_SCRAPING"
    ROOM_KNOCKING = "ROOM_KNOCKING"
    EXPORT_BURST = "EXPORT_BURST"
    EMERGENCY_BURST = "EMERGENCY_BURST"
    CANARY_OPENED = "CANARY_OPENED"
    CANARY_RETURNED = "CANARY_RETURNED"
    CANARY_TOUCHED = "CANARY_TOUCHED"
    SENSOR_ALERT = "SENSOR_ALERT"
    RECORDS_NEAR = "RECORDS_NEAR"
    RECORDS_REACHED = "RECORDS_REACHED"


# No entries of one kind make these, but how many people's records somebody opened.
BY_COUNT: Mapping[Nearness, Code] = {
    Nearness.NEAR: Code.RECORDS_NEAR,
    Nearness.REACHED: Code.RECORDS_REACHED,
}


class CaseState(StrEnum):
    OPEN = "OPEN"
    TAKEN = "TAKEN"
    CLOSED = "CLOSED"


class Verdict(StrEnum):
    """What a case turned out to be.  Stored values: changing one needs a migration."""

    INTRUSION = "INTRUSION"
    MISUSE = "MISUSE"  # by somebody of the house
    FALSE_ALARM = "FALSE_ALARM"


@dataclass(frozen=True, slots=True)
class Rule:
    """``by``     whose count it is, ``actor`` or ``about``; empty: of all together
    ``each``   the column of which different values are counted; empty: entries are
    ``hours``  of the clock of China, from and until; None: all
    """

    code: Code
    tag: str
    count: int
    within: timedelta
    by: str = ""
    each: str = ""
    where: Mapping[str, object] = field(default_factory=dict)
    hours: tuple[int, int] | None = None

    def takes(self, one: Seen) -> bool:
        is_so = one.tag == self.tag
        is_so &= all(one.facts.get(name) == value for name, value in self.where.items())
        return is_so and (self.hours is None or _is_within(one.at, *self.hours))

    def whose(self, one: Seen) -> str:
        return {"actor": one.actor, "about": one.about}.get(self.by, "")


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of the ledger, as rules look at it."""

    position: int
    tag: str
    actor: str
    about: str
    at: datetime
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signal:
    """``who``  empty: nobody alone; ``first`` and ``last`` positions of what it rests on"""

    code: Code
    who: str
    first: int
    last: int
    count: int


@cache
def rules() -> Sequence[Rule]:
    text = resources.files("shoumi.chapters.defence").joinpath("data/detection.toml").read_text()
    return tuple(_rule(one) for one in tomllib.loads(text)["rule"])


def _rule(one: Mapping[str, object]) -> Rule:
    told = dict(one)
    minutes, hours = told.pop("within_minutes"), told.pop("hours", None)
    told["code"] = Code(str(told["code"]))
    if isinstance(hours, dict):
        told["hours"] = (hours["from"], hours["until"])
    return Rule(within=timedelta(minutes=int(str(minutes))), **told)  # type: ignore[arg-type]


def longest() -> timedelta:
    return max(one.within for one in rules())


def signals(
    seen: Iterable[Seen], after: Mapping[tuple[Code, str], int] | None = None
) -> Iterator[Signal]:
    """What ``seen``, in the order of the ledger, sets off: the first of each rule and person.

    ``after``  what was told before: entries up to there set nothing off again
    """
    known, found = after or {}, list(seen)
    for rule in rules():
        told: set[str] = set()
        waiting: dict[str, deque[Seen]] = defaultdict(deque)
        for one in found:
            who = rule.whose(one)
            is_old = one.position <= known.get((rule.code, who), -1)
            if is_old or who in told or not rule.takes(one):
                continue
            window = waiting[who]
            window.append(one)
            while one.at - window[0].at > rule.within:
                window.popleft()
            count = len({getattr(each, rule.each) for each in window} if rule.each else window)
            if count >= rule.count:
                told.add(who)
                yield Signal(rule.code, who, window[0].position, one.position, count)


def _is_within(at: datetime, begins: int, ends: int) -> bool:
    hour = at.astimezone(CHINA).hour
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def to_take_within() -> timedelta:
    """How long a case may wait for somebody to take it."""
    return timedelta(minutes=constants.get("operations.ids_alert_to_ticket").number)


def case_state(taken_at: datetime | None, closed_at: datetime | None) -> CaseState:
    if closed_at is not None:
        return CaseState.CLOSED
    return CaseState.OPEN if taken_at is None else CaseState.TAKEN
