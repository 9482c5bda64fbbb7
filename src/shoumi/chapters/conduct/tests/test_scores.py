"""Signals together are a score; beyond the bound access is suspended by the house, at once."""

from __future__ import annotations

from datetime import date

import pytest

from shoumi.base.accounts import queries as accounts
from shoumi.base.registry import Asker
from shoumi.chapters.conduct import health, inbox_items
from shoumi.chapters.conduct.models import Suspension
from shoumi.chapters.conduct.queries import scored
from shoumi.chapters.conduct.rules import scores
from shoumi.chapters.conduct.rules.signals import Code, Observed, Signal
from shoumi.chapters.conduct.rules.words import Danger
from shoumi.chapters.conduct.services import people
from shoumi.chapters.conduct.services import scores as service
from shoumi.chapters.conduct.tests.made_up_staff import is_workday, made_up
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

home = pytest.mark.django_db(databases=("default", "keyring"))
WEEK = date(2026, 6, 1)


def signal(code, count, bound, person="per-1", last=1000):
    """Those above the bound are the newest."""
    return Signal(code, person, WEEK, count, bound, tuple(range(last - count + bound, last)))


def test_no_signal_suspends_anybody_alone_however_high():
    [one] = scores.scores([signal(Code.SLEEPER, 900, 9)], {})
    assert (one.points, one.suspends) == (scores.MOST, False)


def test_two_that_chance_does_not_bring_together_do():
    [one] = scores.scores([signal(Code.VOLUME, 264, 64), signal(Code.BURST, 60, 12)], {})
    assert (one.signals, one.suspends) == (2, True)
    assert one.because == tuple(range(800, 1000))


def test_many_that_lie_just_above_their_bounds_do_not():
    near = [signal(code, 65, 64) for code in (Code.VOLUME, Code.RISE, Code.BURST, Code.NIGHT)]
    [one] = scores.scores(near, {})
    assert not one.suspends


def test_the_same_signal_in_two_weeks_counts_once_and_what_was_looked_at_not_again():
    twice = [signal(Code.VOLUME, 264, 63), signal(Code.VOLUME, 200, 63)]
    [one] = scores.scores(twice, {})
    assert one.points == scores.MOST
    assert scores.scores(twice, {"per-1": 999}) == []
    [one] = scores.scores(twice, {"per-1": 991})
    assert one.points == 1, "eight are newer, and the bound spreads by eight"


def test_of_made_up_staff_no_honest_person_is_suspended_and_insiders_are():
    world = made_up("scores", staff=200, days=90)
    seen = Observed(world.accesses, world.roles, is_workday, world.notices)
    suspended = set()
    before = []
    for week in seen.weeks:
        own = list(seen.signals(week))
        suspended |= {one.person for one in scores.scores(before + own, {}) if one.suspends}
        before = own
    assert suspended
    assert suspended <= set(world.active)


@pytest.fixture
def busy(desk):
    """A house that has begun, with six besides the consultant who do the same work."""
    desk.published()
    desk.others = [desk.hire(Role.CON, f"顾示{one}") for one in "甲乙丙丁戊己"]
    for count, one in enumerate(desk.others, start=2):
        for _ in range(count):
            desk.read(one)
    return desk


def harvest(desk, person, count=70):
    return [desk.read(person) for _ in range(count)]


@home
def test_who_takes_far_too_much_is_suspended_at_once_and_by_nobody(busy):
    harvest(busy, busy.chen)
    [made] = service.look(busy.at)
    assert (made.person, made.why, made.by) == (busy.chen, Danger.SCORE, SYSTEM)
    assert accounts.roles(busy.chen, busy.at) == frozenset()
    assert all(accounts.roles(one, busy.at) for one in busy.others)
    assert service.look(busy.go(hours=1)) == []
    assert busy.state("4.2") == ("PASS", "")
    [guard] = [one for one in health.guarded if one.table is Suspension]
    assert None not in guard.agreed([made])


@home
def test_whoever_looked_lets_the_access_run_again_and_the_same_accesses_ask_no_more(busy):
    harvest(busy, busy.chen)
    [made] = service.look(busy.at)
    people.lift(suspension=Ref(made.ref), actor=busy.officer, at=busy.go(hours=1))
    assert accounts.roles(busy.chen, busy.at) == frozenset({Role.CON})
    busy.read(busy.chen)
    assert service.look(busy.at) == []
    harvest(busy, busy.chen)
    assert [one.person for one in service.look(busy.at)] == [busy.chen]


@home
def test_nobody_with_fewer_than_five_peers_is_scored(desk):
    desk.published()
    harvest(desk, desk.chen)
    assert service.look(desk.at) == []
    assert scored.scores_now(desk.at) == []


@home
def test_before_the_house_begins_nobody_is_scored(desk):
    harvest(desk, desk.chen)
    assert service.look(desk.at) == []
    assert scored.last_round() is None


@home
def test_the_last_who_could_end_a_false_alarm_is_spared_and_the_demand_fails(busy, monkeypatch):
    harvest(busy, busy.chen)
    monkeypatch.setattr(accounts, "who", lambda role, at, deal=None: {busy.chen})
    assert service.look(busy.at) == []
    assert busy.state("4.2") == ("FAIL", "conduct.score_not_followed")
    monkeypatch.undo()
    busy.read(busy.officer)
    assert [one.person for one in service.look(busy.at)] == [busy.chen]
    assert busy.state("4.2") == ("PASS", "")


@home
def test_a_house_that_scores_nothing_for_a_week_does_not_keep_the_demand(busy):
    service.look(busy.at)
    assert busy.state("4.2") == ("PASS", "")
    busy.go(days=7)
    assert busy.state("4.2") == ("FAIL", "conduct.not_scored")
    service.look(busy.at)
    assert busy.state("4.2") == ("PASS", "")


@home
def test_a_round_without_news_is_told_once_a_day(busy):
    service.look(busy.at)
    first = scored.last_round().position
    service.look(busy.go(hours=1))
    assert scored.last_round().position == first
    service.look(busy.go(days=1))
    assert scored.last_round().position > first


@home
def test_the_officer_is_asked_to_look_and_who_was_suspended_is_not(busy):
    harvest(busy, busy.chen)
    service.look(busy.at)
    asker = Asker(busy.officer, frozenset({Role.DPO}), frozenset(), busy.at, is_party=False)
    assert "suspension" in {one.page for one in inbox_items.items(asker)}
