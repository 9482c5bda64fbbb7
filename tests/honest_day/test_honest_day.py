"""A day of honest work raises at most one case.  ``SHOUMI_LONG=1`` plays whole days; else three
hours of one, drawn by the commit.  ``python -m tests.honest_day`` plays and prints them."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from tests.honest_day.day import DAY, Deed, Did, drawn
from tests.honest_day.played_day import Day

from shoumi.base import clock
from shoumi.base.signin import passwords
from shoumi.chapters.defence.rules import detection
from shoumi.chapters.defence.rules.detection import Code
from shoumi.core.tests import portion
from shoumi.doors.tests.conftest import built, house

__all__ = ["built", "house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
# A day of work, beginning at midnight in China.
MIDNIGHT = datetime(2026, 8, 25, 16, tzinfo=UTC)
MOST_CASES = 1
DAYS = int(os.environ.get("HONEST_DAYS", "3"))
_PART = timedelta(hours=3)


@pytest.fixture
def day(house, monkeypatch):
    """Hashing costs nothing here, and the clock of the home is where the day is."""
    monkeypatch.setattr(passwords.HASHER, "memory_cost", 8, raising=False)
    monkeypatch.setattr(passwords.HASHER, "time_cost", 1, raising=False)
    moment = [house.at]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return Day(house, lambda at: moment.__setitem__(0, at))


def span(number):
    """Which part of the day is played."""
    if portion.is_long():
        return MIDNIGHT, MIDNIGHT + DAY
    hour = Random(f"{portion.seed()} {number}").randrange(8, 16)  # noqa: S311 - drawn by the commit
    since = MIDNIGHT + timedelta(hours=hour)
    return since, since + _PART


@pytest.mark.parametrize("number", range(DAYS if portion.is_long() else 1))
def test_a_day_of_honest_work_opens_at_most_one_case(day, capsys, number):
    since, until = span(number)
    whole = drawn(f"{portion.seed()} {number}", MIDNIGHT)
    told = day.played([one for one in whole if since <= one.at < until], since, until)
    rules = [one.rule for one in told.cases]
    did = " ".join(f"{what.lower()}={count}" for what, count in sorted(told.did.items()))
    with capsys.disabled():
        print(f"\nfrom {since:%H:%M} UTC, looks={told.looks} {did} cases={rules}")  # noqa: T201
    assert told.did, "hours in which somebody works"
    assert told.amiss == Counter(), "honest work is let through, and mistakes are refused"
    assert len(told.cases) <= MOST_CASES, rules


def test_each_kind_of_work_is_in_a_day():
    did = Counter(one.did for one in drawn("whole", MIDNIGHT))
    assert set(did) == set(Did)
    assert did[Did.REVEALED] > 500, "a house that works"  # noqa: PLR2004


def test_the_same_seed_draws_the_same_day():
    assert drawn("a", MIDNIGHT) == drawn("a", MIDNIGHT) != drawn("b", MIDNIGHT)


# More than anybody does at once, by the same services: what, and which of the staff; as often and
# as fast as is just enough for its rule.
ATTACKS = [
    (Code.PAGE_SCRAPING, Did.PAGE, 0),  # first: a case that nobody takes shuts the room
    (Code.SEARCH_RATE, Did.SEARCHED, 3),
    (Code.NIGHT_READS, Did.REVEALED, 4),
    (Code.GATE_PROBING, Did.REFUSED, 5),
    (Code.EXPORT_BURST, Did.EXPORTED, 30),
]


def test_the_same_services_are_seen_where_it_is_no_honest_work(day):
    rules = {one.code: one for one in detection.rules()}
    at = since = MIDNIGHT + timedelta(hours=23)
    deeds = []
    for code, did, who in ATTACKS:
        rule = rules[code]
        step = rule.within / rule.count
        deeds += [Deed(at + number * step, did, who) for number in range(rule.count)]
        at = deeds[-1].at + timedelta(minutes=1)
    told = day.played(deeds, since, at + timedelta(minutes=2))
    assert told.amiss == Counter()
    staff = [member.ref for member in day.staff]
    seen = {(one.rule, one.who) for one in told.cases}
    for code, did, who in ATTACKS:
        actors = {(code, day.house.buyer if did is Did.PAGE else staff[who])}
        assert did is Did.EXPORTED or actors <= seen, code
    assert {code for code, _, _ in ATTACKS} <= {rule for rule, _ in seen}
