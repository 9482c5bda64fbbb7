from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.core.vault.cryptoperiods import DATA, INDEX, SIGNING, WRAPPING, Age, add_months

MADE = datetime(2026, 1, 31, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("months", "then"),
    [
        (1, datetime(2026, 2, 28, 9, tzinfo=UTC)),
        (11, datetime(2026, 12, 31, 9, tzinfo=UTC)),
        (12, datetime(2027, 1, 31, 9, tzinfo=UTC)),
        (13, datetime(2027, 2, 28, 9, tzinfo=UTC)),
        (25, datetime(2028, 2, 29, 9, tzinfo=UTC)),
    ],
)
def test_months_end_on_the_last_day_of_a_short_month(months, then):
    assert add_months(MADE, months) == then


@pytest.mark.parametrize(
    ("period", "due", "over", "shut"),
    [
        (WRAPPING, 11, 13, 14),
        (SIGNING, 11, 13, 14),
        (DATA, 12, 24, 25),
        (INDEX, 12, 24, 25),
    ],
)
def test_a_key_is_due_and_over_to_the_second(period, due, over, shut):
    second = timedelta(seconds=1)
    due_at, over_at = add_months(MADE, due), add_months(MADE, over)
    assert period.age(MADE, due_at - second) is Age.IN_DATE
    assert period.age(MADE, due_at) is Age.DUE
    assert period.age(MADE, over_at - second) is Age.DUE
    assert period.age(MADE, over_at) is Age.OVER
    assert period.over_at(MADE) == over_at
    assert period.shut_at(MADE) == add_months(MADE, shut)
