"""What people write as a day or a time is read, or is no day of ours."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shoumi.core.calendar import read_day, read_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-09-18T09:00", datetime(2026, 9, 18, 1, tzinfo=UTC)),
        ("2026-09-18T09:00+00:00", datetime(2026, 9, 18, 9, tzinfo=UTC)),
        ("2026-09-18", datetime(2026, 9, 18, 16, tzinfo=UTC)),
        ("1900-01-01", datetime(1900, 1, 1, 16, tzinfo=UTC)),
        ("2999-12-31", datetime(2999, 12, 31, 16, tzinfo=UTC)),
    ],
)
def test_a_moment_is_chinas_and_a_day_counts_whole(text, moment):
    assert read_moment(text) == moment


def test_a_day_is_read_as_it_is_written():
    assert read_day("2026-02-28") == date(2026, 2, 28)


_UNREACHED = ("1899-12-31", "3000-01-01", "0001-01-01", "9999-12-31")


@pytest.mark.parametrize("text", _UNREACHED)
def test_a_day_out_of_reach_is_refused(text):
    for read in (read_day, read_moment):
        with pytest.raises(ValueError, match="reach"):
            read(text)


@pytest.mark.parametrize("text", ["2026-02-30", "明天", ""])
def test_what_is_no_day_is_refused(text):
    for read in (read_day, read_moment):
        with pytest.raises(ValueError, match=r"isoformat|day"):
            read(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59-12:00"])
def test_the_ends_of_the_calendar_do_not_overflow(text):
    with pytest.raises(ValueError, match="reach"):
        read_moment(text)
