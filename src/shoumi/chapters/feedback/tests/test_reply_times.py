"""How long answers took, against numbers counted by hand; who is warned, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from shoumi.base.accounts import queries as accounts
from shoumi.base.registry import Asker
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.feedback import inbox_items, queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import reply_times as known
from shoumi.chapters.feedback.rules import Kind, Way, reply_times
from shoumi.chapters.feedback.rules.reply_times import Course, Numbers
from shoumi.core.calendar import day_in_china

SEPTEMBER = date(2026, 9, 1)
NOTHING = Numbers(0, 0, 0, None, None, None)


def course(days, *, late=False, kind=Kind.DELETE, month=SEPTEMBER):
    came = datetime(2026, 9, 10, tzinfo=UTC)
    answered = None if days is None else came + timedelta(days=days)
    return Course(kind, month, came, answered, late)


def test_half_and_nine_of_ten_are_times_that_were_really_waited():
    one_to_ten = [course(days) for days in (3, 1, 2, 10, 9, 8, 7, 6, 5, 4)]
    assert reply_times.numbers(one_to_ten) == Numbers(10, 0, 0, 5.5, 9.0, 100)
    eleven = [*one_to_ten, course(40, late=True)]
    assert reply_times.numbers(eleven) == Numbers(11, 0, 1, 6.0, 10.0, 90)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([], NOTHING),
        ([course(None)], Numbers(1, 1, 0, None, None, None)),
        # What is left and overdue makes the month no better.
        ([course(None, late=True)], Numbers(1, 0, 1, None, None, 0)),
        ([course(None, late=True), course(2), course(None)], Numbers(3, 1, 1, 2.0, 2.0, 50)),
        # Two of three are not seven of ten.
        ([course(1), course(1), course(9, late=True)], Numbers(3, 0, 1, 1.0, 9.0, 66)),
    ],
)
def test_what_waits_is_not_judged_and_what_is_overdue_is(given, wanted):
    assert reply_times.numbers(given) == wanted


def test_a_month_without_requests_is_there_and_an_older_one_is_not():
    given = [course(1), course(2, month=date(2025, 9, 1)), course(3, month=date(2025, 10, 1))]
    found = reply_times.by_month(given, date(2026, 9, 30))
    assert list(found) == [
        *(date(2025, month, 1) for month in (10, 11, 12)),
        *(date(2026, month, 1) for month in range(1, 10)),
    ]
    assert [one.count for one in found.values()] == [1, *[0] * 10, 1]
    assert found[date(2026, 2, 1)] == NOTHING


def test_kinds_are_told_apart():
    given = [course(1), course(4, kind=Kind.ACCESS), course(6, kind=Kind.ACCESS)]
    found = reply_times.by_kind(given, date(2026, 9, 30))
    assert {kind: one.median_days for kind, one in found.items()} == {
        Kind.ACCESS: 5.0,
        Kind.DELETE: 1.0,
    }


@pytest.mark.django_db(databases=("default", "keyring"))
def test_the_numbers_are_of_the_requests_as_they_were_received_and_answered(desk):
    began = desk.at
    desk.answered()
    slow = desk.proven(kind=Kind.ACCESS)
    desk.received(way=Way.LETTER)
    desk.go(days=40)
    desk.reply(slow)
    every = known.courses(Request.objects.all(), desk.at)
    month = day_in_china(began).replace(day=1)
    found = reply_times.by_month(every, day_in_china(desk.at))
    # One at once, one after forty days and too late, one that nobody answered and is overdue.
    assert found[month] == Numbers(3, 0, 2, 20.0, 40.0, 33)
    Request.objects.filter(ref=slow).update(answered_at=began)
    with pytest.raises(NotAuthentic):
        known.courses(Request.objects.all(), desk.at)


def waiting(desk, person):
    asker = Asker(person, frozenset(accounts.roles(person, desk.at)), frozenset({""}), desk.at)
    told = [one.ref.split(":", 2)[2] for one in inbox_items.items(asker) if "request:" in one.ref]
    return [what for what in told if what != "take"]


@pytest.mark.django_db(databases=("default", "keyring"))
def test_owner_and_officer_are_warned_at_each_part_of_the_time_and_nobody_else(desk):
    request = desk.proven()
    timed = queries.timed(Request.objects.get(ref=request))
    whole = timed.due.until - desk.at
    began = desk.at
    for percent in (50, 75, 90):
        desk.at = began + whole * percent / 100 - timedelta(hours=1)
        assert f"warned:{percent}" not in waiting(desk, desk.officer)
        desk.at = began + whole * percent / 100
        assert waiting(desk, desk.qian) == [f"answer:{percent}"]
        assert waiting(desk, desk.officer) == [f"warned:{percent}"]
        assert waiting(desk, desk.sun) == []
