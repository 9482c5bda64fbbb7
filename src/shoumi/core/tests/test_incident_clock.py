from datetime import date, datetime, timedelta, timezone

import pytest

from shoumi.core.incident_clock import (
    Level,
    Operator,
    Severity,
    level,
    notice_due,
    report_due,
    severity,
    summary_due,
    suspends,
)

FOUND = datetime(2026, 10, 12, 21, 40, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("persons", "loss", "expected"),
    [
        (37, 0, Level.GENERAL),
        (999_999, 4_999_999, Level.GENERAL),
        (1_000_000, 0, Level.CONSIDERABLE),
        (1_050_000, 0, Level.CONSIDERABLE),
        (37, 5_000_000, Level.CONSIDERABLE),
        (10_000_000, 5_000_000, Level.MAJOR),
        (37, 20_000_000, Level.MAJOR),
        (100_000_000, 0, Level.ESPECIALLY_MAJOR),
        (37, 100_000_000, Level.ESPECIALLY_MAJOR),
    ],
)
def test_a_level_begins_at_its_number(persons, loss, expected):
    assert level(persons=persons, loss_cny=loss) is expected


def test_a_person_may_raise_a_level_and_cannot_lower_it():
    assert level(persons=37, raised_to=Level.MAJOR) is Level.MAJOR
    assert level(persons=10_000_000, raised_to=Level.GENERAL) is Level.MAJOR


@pytest.mark.parametrize(
    ("judged", "is_leak", "expected"),
    [
        (Severity.LOW, True, Severity.MEDIUM),
        (Severity.CRITICAL, True, Severity.CRITICAL),
        (Severity.LOW, False, Severity.LOW),
    ],
)
def test_a_confirmed_leak_is_at_least_medium(judged, is_leak, expected):
    assert severity(judged, is_confirmed_leak=is_leak) is expected


@pytest.mark.parametrize(
    ("judged", "expected"), list(zip(Severity, [False, True, True, True], strict=True))
)
def test_what_suspends_a_deal(judged, expected):
    assert suspends(judged) is expected


@pytest.mark.parametrize(
    ("operator", "due"),
    [
        (Operator.GENERAL, "2026-10-13T01:40+08:00"),
        (Operator.CII, "2026-10-12T22:40+08:00"),
        (Operator.STATE_ORGAN, "2026-10-12T23:40+08:00"),
    ],
)
def test_by_when_the_authority_is_told(operator, due):
    assert report_due(Level.CONSIDERABLE, FOUND, operator).isoformat() == due


def test_the_lowest_level_is_not_reported_under_the_measures():
    assert report_due(Level.GENERAL, FOUND) is None


def test_persons_are_told_within_a_day():
    assert notice_due(FOUND).isoformat() == "2026-10-13T21:40+08:00"


def test_the_summary_is_due_thirty_days_after_the_end():
    assert summary_due(date(2026, 10, 16)).on == date(2026, 11, 16)
