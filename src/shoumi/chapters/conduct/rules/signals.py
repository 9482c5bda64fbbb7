"""Signals that an access log gives about somebody's week: each is a count above what is usual.

A signal decides nothing.  It names what was counted, the bound, and the accesses without which it
would not be there, so that whoever is asked can answer.  Nobody is compared with fewer than
``PEERS`` others who do the same work and worked in that week: then there are those signals alone
that compare with nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from statistics import mean, median

from shoumi.chapters.conduct.rules import bounds
from shoumi.chapters.conduct.rules.accesses import Access, Kind
from shoumi.core.calendar import CHINA, day_in_china

PEERS = 5
WEEK = timedelta(days=7)
# Weeks in which somebody worked before own habits count.
_HABIT = 4
_FAR = 4.0  # robust spreads
_MUCH = 1.5  # times the usual
_NIGHT_BEGINS, _NIGHT_ENDS = 22, 7
_BURST = timedelta(minutes=10)
_MINUTES_OF_A_WEEK = 5 * 8 * 60
_NEXT_WITHIN = timedelta(minutes=30)
_SILENT = timedelta(days=21)


class Code(StrEnum):
    VOLUME = "VOLUME"
    RISE = "RISE"
    BURST = "BURST"
    NIGHT = "NIGHT"
    NO_TASK = "NO_TASK"
    NEW_DEALS = "NEW_DEALS"
    IN_ORDER = "IN_ORDER"
    AFTER_NOTICE = "AFTER_NOTICE"
    EXPORTS = "EXPORTS"
    EMERGENCIES = "EMERGENCIES"
    MINORS = "MINORS"
    REFUSED = "REFUSED"
    ONE_CUSTOMER = "ONE_CUSTOMER"
    SLEEPER = "SLEEPER"


# Counts that nobody is asked about, however unusual: below them chance alone does it.
LEAST: Mapping[Code, int] = {
    Code.VOLUME: 30,
    Code.RISE: 30,
    Code.BURST: 12,
    Code.NIGHT: 4,
    Code.NO_TASK: 0,
    Code.NEW_DEALS: 3,
    Code.IN_ORDER: 11,
    Code.AFTER_NOTICE: 10,
    Code.EXPORTS: 2,
    Code.EMERGENCIES: 1,
    Code.MINORS: 2,
    Code.REFUSED: 4,
    Code.ONE_CUSTOMER: 4,
    Code.SLEEPER: 9,
}
_OF_KIND = {
    Code.VOLUME: Kind.READ,
    Code.EXPORTS: Kind.EXPORT,
    Code.EMERGENCIES: Kind.EMERGENCY,
    Code.MINORS: Kind.MINOR,
    Code.REFUSED: Kind.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Signal:
    """
    ``week``      its Monday
    ``because``   positions of the accesses without which there would be no such signal
    """

    code: Code
    person: str
    week: date
    count: int
    bound: int
    because: tuple[int, ...]


def monday(at: datetime) -> date:
    day = day_in_china(at)
    return day - timedelta(days=day.weekday())


class Observed:
    """Accesses of some weeks, and what is known of those who made them.

    ``roles``    person to the work that they do: those who share it are peers
    ``notices``  person to the day on which notice was given
    """

    def __init__(
        self,
        accesses: Sequence[Access],
        roles: Mapping[str, str],
        is_workday: Callable[[date], bool],
        notices: Mapping[str, date] | None = None,
    ) -> None:
        self.roles, self.notices, self.is_workday = roles, notices or {}, is_workday
        self._weeks: dict[date, dict[str, list[Access]]] = defaultdict(lambda: defaultdict(list))
        self._chosen: dict[tuple[Code, str, date], list[Access]] = {}
        self._rests: dict[date, bool] = {}
        for one in sorted(accesses, key=lambda one: (one.at, one.position)):
            self._weeks[monday(one.at)][one.person].append(one)

    @cached_property
    def weeks(self) -> list[date]:
        return sorted(self._weeks)

    def there(self, week: date) -> Sequence[str]:
        """Who did anything in that week."""
        return sorted(self._weeks.get(week, {}))

    def of(self, person: str, week: date) -> Sequence[Access]:
        return self._weeks.get(week, {}).get(person, ())

    def before(self, person: str, week: date) -> Iterator[tuple[date, Sequence[Access]]]:
        """Earlier weeks in which somebody did anything, the newest first."""
        for one in reversed(self.weeks):
            if one < week and (made := self.of(person, one)):
                yield one, made

    def peers(self, person: str, week: date) -> list[str]:
        """Others of the same work who did something in that week."""
        role = self.roles.get(person)
        there = self._weeks.get(week, {})
        return [one for one in there if one != person and self.roles.get(one) == role]

    def chosen(self, code: Code, person: str, week: date) -> list[Access]:
        """Those of somebody's week that a signal counts."""
        wanted = (code, person, week)
        if wanted not in self._chosen:
            made = self.of(person, week)
            kind = _OF_KIND.get(code)
            self._chosen[wanted] = [
                one for one in made if (one.kind is kind if kind else self.is_off(one.at))
            ]
        return self._chosen[wanted]

    def opened(self, person: str, week: date) -> int:
        return len(self.chosen(Code.VOLUME, person, week))

    def is_off(self, at: datetime) -> bool:
        there = at.astimezone(CHINA)
        if there.hour >= _NIGHT_BEGINS or there.hour < _NIGHT_ENDS:
            return True
        day = there.date()
        if day not in self._rests:
            self._rests[day] = not self.is_workday(day)
        return self._rests[day]

    def signals(self, week: date) -> Iterator[Signal]:
        for person in self.there(week):
            if person in self.roles:
                others = self.peers(person, week)
                looked = _Look(self, person, week, others)
                yield from looked.of_oneself()
                if len(others) >= PEERS:
                    yield from looked.beside_others()


@dataclass
class _Look:
    """One person in one week, beside the peers."""

    seen: Observed
    person: str
    week: date
    others: list[str]

    def of_oneself(self) -> Iterator[Signal]:
        """By what somebody does, and used to do: no peer is asked for."""
        made = self.seen.of(self.person, self.week)
        opened = self.seen.chosen(Code.VOLUME, self.person, self.week)
        yield from self._told(Code.NO_TASK, [one for one in opened if not one.task], 0)
        yield from self._new_deals(made)
        yield from self._in_order(opened)
        yield from self._after_notice(opened)
        yield from self._one_customer(opened)
        yield from self._sleeper(made)

    def beside_others(self) -> Iterator[Signal]:
        opened = self.seen.chosen(Code.VOLUME, self.person, self.week)
        yield from self._volume(opened)
        yield from self._rise(opened)
        yield from self._burst(opened)
        for code in (Code.EXPORTS, Code.EMERGENCIES, Code.MINORS, Code.REFUSED, Code.NIGHT):
            yield from self._above(code)

    def _told(self, code: Code, made: Sequence[Access], bound: float) -> Iterator[Signal]:
        """Where more were made than ``bound``, the last of them are those without which it would
        not be said."""
        least = max(int(bound), LEAST[code])
        if len(made) > least:
            because = tuple(one.position for one in made[least:])
            yield Signal(code, self.person, self.week, len(made), least, because)

    def _above(self, code: Code) -> Iterator[Signal]:
        """Rare things, beside how often they happen to peers: in two weeks, one of them now."""
        own = self._in_two_weeks(code, self.person)
        if len(own) > LEAST[code] and self.seen.chosen(code, self.person, self.week):
            usual = mean(len(self._in_two_weeks(code, one)) for one in self.others)
            yield from self._told(code, own, bounds.poisson(usual))

    def _in_two_weeks(self, code: Code, person: str) -> list[Access]:
        before = self.seen.chosen(code, person, self.week - WEEK)
        return before + self.seen.chosen(code, person, self.week)

    @cached_property
    def _of_peers(self) -> list[int]:
        return [self.seen.opened(one, self.week) for one in self.others]

    @cached_property
    def _habit(self) -> list[int]:
        """How many somebody opened in each earlier week of work; where notice was given, before."""
        notice = self.seen.notices.get(self.person)
        return [
            self.seen.opened(self.person, week)
            for week, _ in self.seen.before(self.person, self.week)
            if notice is None or week + WEEK <= notice
        ]

    def _volume(self, opened: Sequence[Access]) -> Iterator[Signal]:
        """Far more than peers, and not because one always does."""
        far = bounds.robust(self._of_peers, _FAR)
        if far is not None:
            own = _MUCH * median(self._habit) if len(self._habit) >= _HABIT else 0
            yield from self._told(Code.VOLUME, opened, max(far, own))

    def _rise(self, opened: Sequence[Access]) -> Iterator[Signal]:
        """Far more than one's own weeks, and more than most peers."""
        far = bounds.robust(self._habit, _FAR) if len(self._habit) >= _HABIT else None
        if far is not None:
            others = bounds.robust(self._of_peers, 1) or median(self._of_peers)
            least = _MUCH * median(self._habit)
            yield from self._told(Code.RISE, opened, max(far, others, least))

    def _burst(self, opened: Sequence[Access]) -> Iterator[Signal]:
        """So many within ten minutes as chance does not bring at the pace of the peers."""
        pace = mean(self._of_peers) * (_BURST.total_seconds() / 60) / _MINUTES_OF_A_WEEK
        bound = max(LEAST[Code.BURST], bounds.poisson(pace, 1e-7))
        most, kept, over = 0, list[Access](), list[Access]()
        for one in opened:
            kept = [each for each in kept if one.at - each.at < _BURST]
            if len(kept) < bound:
                kept.append(one)
            else:
                over.append(one)
        if over:
            most = bound + len(over)
            because = tuple(one.position for one in over)
            yield Signal(Code.BURST, self.person, self.week, most, bound, because)

    def _new_deals(self, made: Sequence[Access]) -> Iterator[Signal]:
        """Transfers in which one did nothing before: how many are opened at once."""
        if len(self._habit) < _HABIT:
            return
        known = {one.deal for _, week in self.seen.before(self.person, self.week) for one in week}
        first: dict[str, list[Access]] = {}
        for one in made:
            if one.deal and one.deal not in known and one.kind is not Kind.REFUSED:
                first.setdefault(one.deal, []).append(one)
        bound = LEAST[Code.NEW_DEALS]
        if len(first) > bound:
            over = [one.position for deal in list(first)[bound:] for one in first[deal]]
            yield Signal(
                Code.NEW_DEALS, self.person, self.week, len(first), bound, tuple(sorted(over))
            )

    def _in_order(self, opened: Sequence[Access]) -> Iterator[Signal]:
        """One customer after the other in the order of intake, whatever else lies between."""
        bound = LEAST[Code.IN_ORDER]
        last: dict[tuple[str, int], tuple[datetime, int]] = {}
        over = []
        for one in opened:
            if one.place is None:
                continue
            before = last.get((one.deal, one.place - 1))
            follows = before is not None and one.at - before[0] <= _NEXT_WITHIN
            length = before[1] + 1 if before is not None and follows else 1
            if length > bound:
                over.append(one.position)
            else:
                last[one.deal, one.place] = one.at, length
        if over:
            count = bound + len(over)
            yield Signal(Code.IN_ORDER, self.person, self.week, count, bound, tuple(over))

    def _after_notice(self, opened: Sequence[Access]) -> Iterator[Signal]:
        """More than before, once notice was given."""
        notice = self.seen.notices.get(self.person)
        if notice is None or len(self._habit) < _HABIT:
            return
        since = [one for one in opened if day_in_china(one.at) >= notice]
        usual = median(self._habit)
        yield from self._told(
            Code.AFTER_NOTICE, since, max(_MUCH * usual, bounds.robust(self._habit, 3) or 0)
        )

    def _one_customer(self, opened: Sequence[Access]) -> Iterator[Signal]:
        """The same customer on many days of two weeks, and on more than any other: who has few
        customers sees several of them often."""
        days: dict[str, dict[date, list[Access]]] = defaultdict(lambda: defaultdict(list))
        earlier = self.seen.chosen(Code.VOLUME, self.person, self.week - WEEK)
        for one in (*earlier, *opened):
            days[one.about][day_in_china(one.at)].append(one)
        often = sorted(days.values(), key=len, reverse=True)
        if not opened or len(often) < 2:
            return
        bound = max(LEAST[Code.ONE_CUSTOMER], len(often[1]) + 1)
        if len(often[0]) > bound:
            over = [one.position for day in list(often[0])[bound:] for one in often[0][day]]
            count = len(often[0])
            yield Signal(
                Code.ONE_CUSTOMER, self.person, self.week, count, bound, tuple(sorted(over))
            )

    def _sleeper(self, made: Sequence[Access]) -> Iterator[Signal]:
        """Nothing for three weeks, then much at once."""
        last = next((week[-1].at for _, week in self.seen.before(self.person, self.week)), None)
        if last is not None and made[0].at - last >= _SILENT:
            yield from self._told(Code.SLEEPER, made, 0)
