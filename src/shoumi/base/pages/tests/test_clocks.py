"""Periods as clocks: how much is left and how their end is written."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shoumi.base.pages import clocks

BEGUN = datetime(2026, 9, 2, 1, tzinfo=UTC)


def test_midnight_is_the_end_of_the_day_that_it_ends():
    over = datetime(2028, 9, 2, 16, tzinfo=UTC)  # 3 September, 00:00 in China
    found = clocks.until(BEGUN, over, BEGUN)
    assert (found.due, found.time) == (date(2028, 9, 2), "24:00")


def test_any_other_moment_is_of_its_own_day():
    over = datetime(2026, 9, 18, 1, 30, tzinfo=UTC)
    found = clocks.until(BEGUN, over, BEGUN)
    assert (found.due, found.time) == (date(2026, 9, 18), "09:30")
