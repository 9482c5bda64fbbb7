"""The legal clock against a count of its own: days from ``holidays``, one after the other."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest

from shoumi.chapters.feedback.rules import reply_clock
from shoumi.chapters.feedback.rules.reply_clock import Course, Rest
from shoumi.core.calendar import china, day_in_china, end_of_day, start_of_day

DAY = timedelta(days=1)
ORACLE = holidays.country_holidays("CN", years=[2025, 2026])
# After the last year whose table is published only weekends rest, and the answer says so.
LAST_KNOWN = date(2026, 12, 31)


def works(day):
    return ORACLE.is_working_day(day) if day <= LAST_KNOWN else day.weekday() < 5


def moved(day):
    while not works(day):
        day += DAY
    return day


def by_hand(received, resting=()):
    """The fifteenth working day, and the thirtieth day moved to a working day."""
    working, natural, day = 0, 0, received
    reply = outer = None
    while reply is None or outer is None:
        day += DAY
        if day in resting:
            continue
        working, natural = working + works(day), natural + 1
        if working == 15 and reply is None:
            reply = day
        if natural == 30:
            outer = moved(day)
    return reply, outer


def at_noon(day):
    return start_of_day(day) + timedelta(hours=12)


EVERY_DAY = [date(2025, 1, 1) + DAY * n for n in range(730)]


def test_every_receipt_day_of_two_years_is_due_when_the_oracle_says():
    differ = []
    for received in EVERY_DAY:
        reply, outer = by_hand(received)
        found = reply_clock.due(Course(at_noon(received)), china())
        longer = reply_clock.due(Course(at_noon(received), is_extended=True), china())
        if (found.on, longer.on) != (min(reply, outer), outer):
            differ.append(received)
        assert found.is_provisional is (max(reply, outer) > LAST_KNOWN), received
    assert differ == []


def test_every_last_day_of_two_years_ends_at_24_o_clock_in_shanghai():
    """Shanghai has kept UTC+8 without a summer time since 1991."""
    for received in EVERY_DAY:
        course = Course(at_noon(received))
        found = reply_clock.due(course, china())
        midnight = datetime.combine(min(by_hand(received)), time(16), UTC)
        assert found.until == midnight, received
        assert not found.is_over(midnight - timedelta(microseconds=1))
        assert found.is_over(midnight)


def test_the_request_of_the_scenario_is_due_on_22_october():
    received = datetime(2026, 9, 24, 2, tzinfo=UTC)
    found = reply_clock.due(Course(received), china())
    assert found.on == date(2026, 10, 22)
    longer = reply_clock.due(Course(received, is_extended=True), china())
    assert longer.on == date(2026, 10, 26)


def test_what_arrives_after_midnight_in_china_is_of_the_new_day():
    late = datetime(2026, 6, 1, 16, tzinfo=UTC)  # 0:00 on 2 June in China
    early = datetime(2026, 6, 1, 15, 59, tzinfo=UTC)
    assert reply_clock.due(Course(early), china()).on == by_hand(date(2026, 6, 1))[0]
    assert reply_clock.due(Course(late), china()).on == by_hand(date(2026, 6, 2))[0]


@pytest.mark.parametrize("length", [0, 1, 4, 9, 30])
def test_days_of_a_rest_do_not_count_whenever_it_begins(length):
    differ = []
    for received in EVERY_DAY[::7]:
        for after in (0, 3, 10):
            asked = received + DAY * after
            resting = {asked + DAY * n for n in range(1, length + 1)}
            rest = Rest(at_noon(asked), at_noon(asked + DAY * length))
            for extended in (False, True):
                course = Course(at_noon(received), is_extended=extended, rests=[rest])
                reply, outer = by_hand(received, resting)
                wanted = outer if extended else min(reply, outer)
                if reply_clock.due(course, china()).on != wanted:
                    differ.append((received, after, extended))
    assert differ == []


def test_nothing_rests_longer_than_the_outer_period():
    received = at_noon(date(2026, 3, 2))
    open_ended = Course(received, rests=[Rest(received)])
    closed = Course(received, rests=[Rest(received, received + DAY * 30)])
    endless = Course(received, rests=[Rest(received, received + DAY * 300)])
    wanted = reply_clock.due(closed, china()).on
    assert reply_clock.due(open_ended, china()).on == wanted
    assert reply_clock.due(endless, china()).on == wanted
    assert reply_clock.is_resting(open_ended, received + DAY * 30)
    assert not reply_clock.is_resting(open_ended, received + DAY * 31)
    assert not reply_clock.is_resting(closed, received + DAY)


def test_two_rests_at_once_are_counted_once():
    received = at_noon(date(2026, 3, 2))
    twice = [
        Rest(received + DAY * 2, received + DAY * 6),
        Rest(received + DAY * 4, received + DAY * 8),
    ]
    once = [Rest(received + DAY * 2, received + DAY * 8)]
    both = (reply_clock.due(Course(received, rests=one), china()).on for one in (twice, once))
    assert len(set(both)) == 1


def test_an_extension_that_gives_no_day_more_is_none():
    # The spring festival of 2025: fifteen working days end after thirty days.
    without_gain = [
        one for one in EVERY_DAY if not reply_clock.may_extend(Course(at_noon(one)), china())
    ]
    wanted = [one for one in EVERY_DAY if by_hand(one)[1] <= by_hand(one)[0]]
    assert without_gain == wanted
    assert not reply_clock.may_extend(Course(at_noon(EVERY_DAY[150]), is_extended=True), china())


def test_warnings_come_when_half_three_quarters_and_nine_tenths_are_over():
    received = at_noon(date(2026, 6, 1))
    course = Course(received)
    until = end_of_day(reply_clock.due(course, china()).on)
    told = dict(reply_clock.warnings(course, china()))
    assert list(told) == [50, 75, 90]
    for percent, when in told.items():
        assert (when - received) / (until - received) == pytest.approx(percent / 100, abs=1e-9)
        assert reply_clock.warned(course, china(), when) == percent
        assert reply_clock.warned(course, china(), when - timedelta(seconds=1)) < percent
    assert reply_clock.warned(course, china(), received) == 0
    assert day_in_china(told[90]) < reply_clock.due(course, china()).on
