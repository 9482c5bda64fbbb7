"""Who has learned enough: by certificate, version, examination, awareness, and the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.learning.rules import Lack, qualification
from shoumi.chapters.learning.rules.qualification import Certified, Due, Known, Taught, Tried

AT = datetime(2026, 9, 1, tzinfo=UTC)
DAY = timedelta(days=1)
BASICS = Taught("basics", "policy-1", frozenset({"CON", "CS"}), AT - 30 * DAY)
HELD = Certified("basics", "policy-1", AT - 10 * DAY)
CON = frozenset({"CON"})


def known(**other):
    return Known(**{"roles": CON, "certificates": [HELD], **other})


def judged(one, at=AT, policy="policy-1", taught=(BASICS,)):
    found = qualification.judge(taught, policy, one, at)
    return found.until, found.lack


def test_a_certificate_on_the_version_in_force_holds_until_its_365_days_are_over():
    assert judged(known()) == (HELD.since + 365 * DAY, None)
    last = HELD.until - timedelta(microseconds=1)
    assert judged(known(), last) == (HELD.until, None)
    assert judged(known(), HELD.until) == (None, Lack.NO_CERTIFICATE)


def test_one_of_another_version_does_not_count():
    second = Taught("basics", "policy-2", CON, AT)
    assert judged(known(), policy="policy-2", taught=[BASICS, second])[1] is Lack.NO_CERTIFICATE


def test_one_that_was_earned_before_the_next_version_counts_from_its_first_moment():
    second = Taught("basics", "policy-2", CON, AT - DAY)
    both = known(certificates=[HELD, Certified("basics", "policy-2", AT - DAY)])
    assert judged(both, policy="policy-2", taught=[BASICS, second])[0] == AT + 364 * DAY


def test_without_a_course_for_the_role_on_that_version_nobody_is_qualified():
    assert judged(known(), policy="policy-2") == (None, Lack.NO_COURSE)
    assert judged(known(roles=frozenset({"FIN"}))) == (None, Lack.NO_COURSE)
    assert judged(known(), policy="") == (None, Lack.NO_COURSE)


def test_each_course_of_the_role_takes_its_own_certificate():
    more = Taught("secrets", "policy-1", CON, AT)
    assert judged(known(), taught=[BASICS, more])[1] is Lack.NO_CERTIFICATE
    assert judged(known(), AT - DAY, taught=[BASICS, more])[1] is None
    ended = Taught("secrets", "policy-1", CON, AT, ended_at=AT + DAY)
    assert judged(known(), AT + DAY, taught=[BASICS, ended])[1] is None


def test_unread_at_its_due_moment_shuts_and_reading_opens():
    late = known(due=[Due(AT + DAY, None)])
    assert judged(late) == (AT + DAY, None)
    assert judged(late, AT + DAY) == (None, Lack.UNREAD)
    read = known(due=[Due(AT + DAY, AT + 2 * DAY)])
    assert judged(read, AT + DAY)[1] is Lack.UNREAD
    assert judged(read, AT + 2 * DAY)[1] is None


@pytest.mark.parametrize(
    ("tries", "lack"),
    [
        ([False], None),
        ([False, False], Lack.FAILED_TWICE),
        ([False, True, False], None),
        ([True, False, False], Lack.FAILED_TWICE),
    ],
)
def test_two_failures_in_a_row_suspend_whoever_still_has_a_certificate(tries, lack):
    tried = [Tried("basics", AT - 5 * DAY + n * DAY, passed) for n, passed in enumerate(tries)]
    assert judged(known(tried=tried))[1] is lack


def test_whoever_is_let_try_again_is_suspended_no_longer():
    tried = [Tried("basics", AT - n * DAY, passed=False) for n in (2, 3)]
    assert judged(known(tried=tried, released={"basics": AT - DAY}))[1] is None


def test_a_try_that_runs_fails_when_its_time_is_over():
    tried = [Tried("basics", AT - DAY, False), Tried("basics", AT + timedelta(hours=1), False)]
    assert judged(known(tried=tried))[1] is None
    assert judged(known(tried=tried), AT + timedelta(hours=1))[1] is Lack.FAILED_TWICE


def test_between_two_edges_nothing_changes():
    one = known(
        tried=[Tried("basics", AT + 2 * DAY, False), Tried("basics", AT + 3 * DAY, False)],
        due=[Due(AT + DAY, AT + 90 * DAY)],
        released={"basics": AT + 20 * DAY},
    )
    taught = [BASICS, Taught("more", "policy-1", CON, AT + 100 * DAY, AT + 120 * DAY)]
    edges = sorted(qualification.edges(taught, one))
    before = None
    for hours in range(-24 * 40, 24 * 400, 6):
        at = AT + timedelta(hours=hours)
        found = judged(one, at, taught=taught)[1]
        passed = sum(edge <= at for edge in edges)
        if before and before[0] == passed:
            assert before[1] is found
        before = (passed, found)
