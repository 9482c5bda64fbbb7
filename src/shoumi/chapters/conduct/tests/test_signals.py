"""Signals say what was counted, see insiders, and would not be there without what they name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from shoumi.chapters.conduct.rules.accesses import Access, Kind
from shoumi.chapters.conduct.rules.signals import PEERS, WEEK, Code, Observed, monday
from shoumi.chapters.conduct.tests.made_up_staff import is_workday, made_up
from shoumi.core.tests import portion

START = date(2026, 6, 1)
WEEKS = 6
LAST = START + (WEEKS - 1) * WEEK
ONE = "per-0"


def moment(day, hour=2.0):
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour)


class Log:
    """Seven who do the same: 25 to 31 records a week, spread over its days, with a task."""

    def __init__(self, people=PEERS + 2):
        self.made, self.notices = [], {}
        self.roles = {f"per-{number}": "CON" for number in range(people)}
        for number, person in enumerate(self.roles):
            for week in range(WEEKS):
                for one in range(25 + number + week % 3):
                    day = START + week * WEEK + timedelta(days=one % 5)
                    self.add(person, day, hour=1 + one // 5, place=(one * 37 + number) % 400)

    def add(self, person, day, hour=2.0, kind=Kind.READ, place=None, task="task-1", deal="deal-1"):
        about = f"sub-{person}-{len(self.made)}" if place is None else f"sub-{place}"
        at = moment(day, hour)
        one = Access(len(self.made), person, at, kind, about, 1, deal, task, place)
        self.made.append(one)

    def signals(self, week=LAST, without=()):
        left = [one for one in self.made if one.position not in set(without)]
        seen = Observed(left, self.roles, is_workday, self.notices)
        return {(one.person, one.code): one for one in seen.signals(week)}


def test_an_ordinary_week_says_nothing():
    assert Log().signals() == {}


def reads(log, count, **more):
    for number in range(count):
        day = LAST + timedelta(days=number % 5)
        log.add(ONE, day, **{"hour": 1 + (number * 0.37) % 8, **more})


def harvest(log):
    reads(log, 90)


def script(log):
    for number in range(20):
        log.add(ONE, LAST, hour=3 + number / 600)


def night(log):
    for number in range(5):
        log.add(ONE, LAST, hour=17 + number / 10)


def weekend(log):
    for number in range(5):
        log.add(ONE, LAST + timedelta(days=5), hour=3 + number / 10)


def no_task(log):
    log.add(ONE, LAST, task="")


def new_deals(log):
    for number in range(4):
        log.add(ONE, LAST, deal=f"deal-new-{number}")


def in_order(log):
    for number in range(13):
        log.add(ONE, LAST, hour=3 + number / 20, place=100 + number)
        log.add(ONE, LAST, hour=3.01 + number / 20)


def leaves(log):
    log.notices[ONE] = LAST
    reads(log, 45)


def of_kind(kind, count):
    def some(log):
        for number in range(count):
            log.add(ONE, LAST + timedelta(days=number % 5), kind=kind)

    return some


def one_customer(log):
    for number in range(6):
        week = LAST - WEEK if number < 3 else LAST
        log.add(ONE, week + timedelta(days=number % 3), place=399)


def sleeper(log):
    log.made = [one for one in log.made if one.person != ONE or monday(one.at) in (START, LAST)]


CASES = {
    Code.VOLUME: harvest,
    Code.RISE: harvest,
    Code.BURST: script,
    Code.NIGHT: night,
    Code.NO_TASK: no_task,
    Code.NEW_DEALS: new_deals,
    Code.IN_ORDER: in_order,
    Code.AFTER_NOTICE: leaves,
    Code.EXPORTS: of_kind(Kind.EXPORT, 3),
    Code.EMERGENCIES: of_kind(Kind.EMERGENCY, 2),
    Code.MINORS: of_kind(Kind.MINOR, 3),
    Code.REFUSED: of_kind(Kind.REFUSED, 5),
    Code.ONE_CUSTOMER: one_customer,
    Code.SLEEPER: sleeper,
}


def test_each_signal_has_a_case():
    assert set(CASES) == set(Code)


@pytest.mark.parametrize(("code", "case"), [*CASES.items(), (Code.NIGHT, weekend)])
def test_what_it_looks_for_is_seen_of_that_person_alone_and_not_without_it(code, case):
    log = Log()
    case(log)
    found = log.signals()
    assert (ONE, code) in found
    assert {person for person, _ in found} == {ONE}
    one = found[ONE, code]
    assert one.count > one.bound
    assert one.because
    assert (ONE, code) not in log.signals(without=one.because), "without these no alarm"
    assert (ONE, code) in log.signals(without=one.because[1:]), "each of them is needed"


def test_whoever_has_fewer_than_five_peers_gets_those_alone_that_compare_with_nobody():
    log = Log(people=PEERS)
    for case in CASES.values():
        case(log)
    told = {code for person, code in log.signals() if person == ONE}
    assert told
    assert not told & {
        *(Code.VOLUME, Code.RISE, Code.BURST, Code.NIGHT),
        *(Code.EXPORTS, Code.EMERGENCIES, Code.MINORS, Code.REFUSED),
    }


def test_somebody_with_another_work_is_no_peer():
    log = Log()
    night(log)
    log.roles |= dict.fromkeys(("per-1", "per-2"), "FIN")
    assert log.signals() == {}


def counted(world):
    """Insiders who were seen, all of them, weeks with a false alarm, all weeks of one person."""
    seen = Observed(world.accesses, world.roles, is_workday, world.notices)
    found = [one for week in seen.weeks for one in seen.signals(week)]
    hit, false = set(), set()
    for one in found:
        first, last = world.active.get(one.person, (date.max, date.min))
        if first - WEEK < one.week <= last + WEEK:
            hit.add(one.person)
        else:
            false.add((one.person, one.week))
    weeks = sum(len(seen.there(week)) for week in seen.weeks)
    return len(hit), len(world.active), len(false), weeks


@pytest.mark.long
def test_insiders_are_seen_and_the_honest_are_left_alone():
    """Three times 200 staff, 90 days and 12 insiders; in ``make test`` one smaller world."""
    seed = portion.seed()
    if portion.is_long():
        worlds = [made_up(f"{seed} {number}") for number in range(3)]
    else:
        worlds = [made_up(seed, staff=120, days=56)]
    seen, insiders, false, weeks = map(sum, zip(*map(counted, worlds), strict=True))
    least = 0.9 if portion.is_long() else 0.75  # of twelve, three may hardly act
    assert seen / insiders >= least, (seed, seen)
    assert 100 * false / weeks <= 2, (seed, false)
