from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.calendar import (
    BadPeriod,
    Calendar,
    Due,
    add,
    anniversary,
    china,
    day_in_china,
    day_of_next_month,
    earlier,
    end_of_day,
    read_year,
    start_of_day,
)
from shoumi.core.terms import Clock

days = st.dates(date(2025, 1, 1), date(2026, 9, 30))
lengths = st.integers(1, 60)


@given(days, lengths)
def test_working_days_end_on_one_and_count_them_all(start, n):
    due = add(start, n, Clock.WORKDAY)
    span = [start + timedelta(days=d) for d in range(1, (due.on - start).days + 1)]
    assert sum(china().is_workday(day) for day in span) == n
    assert china().is_workday(due.on)


@given(days, lengths)
def test_natural_days_end_on_the_day_or_the_first_working_day_after(start, n):
    due = add(start, n, Clock.NATURAL)
    last = start + timedelta(days=n)
    assert due.on >= last
    assert china().is_workday(due.on)
    skipped = [last + timedelta(days=d) for d in range((due.on - last).days)]
    assert not any(china().is_workday(day) for day in skipped)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)), st.integers(0, 2000))
def test_hours_are_never_lengthened(start, n):
    start = start.replace(tzinfo=UTC)
    assert add(start, n, Clock.HOUR) == Due(at=start + timedelta(hours=n))


@given(days, lengths, st.sampled_from([Clock.NATURAL, Clock.WORKDAY]))
def test_a_longer_period_never_ends_earlier(start, n, clock):
    assert add(start, n, clock).on <= add(start, n + 1, clock).on


@given(days, st.integers(0, 240))
def test_an_anniversary_falls_in_the_right_month(start, months):
    end = anniversary(start, months=months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day


def test_a_month_without_the_day_ends_on_its_last():
    assert anniversary(date(2026, 1, 31), months=1) == date(2026, 2, 28)
    assert anniversary(date(2027, 12, 31), months=2) == date(2028, 2, 29)


def test_a_moment_counts_as_its_day_in_china():
    late_in_london = datetime(2026, 8, 31, 17, tzinfo=UTC)
    assert day_in_china(late_in_london) == date(2026, 9, 1)
    assert add(late_in_london, 1, Clock.WORKDAY).on == date(2026, 9, 2)


def test_a_day_in_china_begins_and_ends_eight_hours_before_utc():
    assert start_of_day(date(2026, 9, 1)) == datetime(2026, 8, 31, 16, tzinfo=UTC)
    assert end_of_day(date(2026, 9, 1)) == datetime(2026, 9, 1, 16, tzinfo=UTC)


def test_a_day_is_over_at_midnight_and_not_a_second_earlier():
    due = Due(on=date(2026, 9, 24))
    assert not due.is_over(datetime(2026, 9, 24, 15, 59, 59, tzinfo=UTC))
    assert due.is_over(datetime(2026, 9, 24, 16, tzinfo=UTC))
    assert due.isoformat() == "2026-09-24"


def test_due_without_a_day_or_a_moment_is_refused():
    with pytest.raises(BadPeriod):
        _ = Due().until


@pytest.mark.parametrize(
    ("start", "n", "clock"),
    [
        (date(2026, 9, 1), 0, Clock.WORKDAY),
        (date(2026, 9, 1), -1, Clock.NATURAL),
        (date(2026, 9, 1), 4, Clock.HOUR),
        (datetime(2026, 9, 1), 4, Clock.HOUR),
        (datetime(2026, 9, 1, tzinfo=UTC), -1, Clock.HOUR),
    ],
)
def test_what_cannot_be_counted_is_refused(start, n, clock):
    with pytest.raises(BadPeriod):
        add(start, n, clock)


@pytest.mark.parametrize(
    ("start", "n", "clock", "is_provisional"),
    [
        (date(2026, 12, 24), 5, Clock.WORKDAY, False),  # ends on 31 December
        (date(2026, 12, 24), 6, Clock.WORKDAY, True),
        (date(2026, 12, 1), 30, Clock.NATURAL, False),
        (date(2026, 12, 2), 30, Clock.NATURAL, True),
        (date(2026, 12, 1), 3000, Clock.NATURAL, True),  # no table at all
    ],
)
def test_a_day_of_an_unpublished_year_makes_a_deadline_provisional(start, n, clock, is_provisional):
    assert add(start, n, clock).is_provisional is is_provisional


def test_a_roll_into_an_unpublished_year_is_provisional():
    rest = read_year(
        2026, "published=true\nsource='s'\nmake_up=[]\n[rest]\nx=[2026-12-31,2026-12-31]"
    )
    due = add(date(2026, 12, 1), 30, Clock.NATURAL, calendar=Calendar({2026: rest}))
    assert due == Due(on=date(2027, 1, 1), is_provisional=True)


def test_a_published_table_makes_a_deadline_final():
    table = read_year(
        2027, "published=true\nsource='s'\nmake_up=[]\n[rest]\nx=[2027-01-01,2027-01-03]"
    )
    calendar = Calendar({**china().years, 2027: table})
    assert add(date(2026, 12, 24), 6, Clock.WORKDAY).on == date(2027, 1, 1)
    assert add(date(2026, 12, 24), 6, Clock.WORKDAY, calendar=calendar) == Due(on=date(2027, 1, 4))


def test_the_earlier_one_is_provisional_while_the_other_may_still_overtake_it():
    first = Due(on=date(2026, 12, 30))
    assert earlier(first, Due(on=date(2027, 1, 4), is_provisional=True)) == Due(
        on=date(2026, 12, 30), is_provisional=True
    )


def test_a_day_of_the_next_month_rolls_from_a_rest_day():
    assert day_of_next_month(date(2026, 10, 31), 15).on == date(2026, 11, 16)
