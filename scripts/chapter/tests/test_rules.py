"""Phases and days, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from shoumi.chapters.chapter_slug.rules import Phase, State, is_day_over, phase

DUE = datetime(2026, 9, 20, 16, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("state", "at", "expected"),
    [
        (State.OPEN, DUE - A_MOMENT, Phase.RUNNING),
        (State.OPEN, DUE, Phase.OVERDUE),
        (State.DONE, DUE, Phase.DONE),
    ],
)
def test_an_item_is_overdue_from_the_end_of_its_last_day(state, at, expected):
    assert phase(state, DUE, at) is expected


def test_the_last_day_itself_can_still_be_kept():
    assert not is_day_over(date(2026, 9, 20), date(2026, 9, 20))
    assert is_day_over(date(2026, 9, 19), date(2026, 9, 20))
