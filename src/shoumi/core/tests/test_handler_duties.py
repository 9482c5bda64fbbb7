import pytest

from shoumi.core.handler_duties import (
    audit_every_months,
    needs_dpo,
    needs_full_time_officer,
    tier,
)


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        (1_000, "SMALL"),
        (99_999, "SMALL"),
        (100_000, "ORDINARY"),
        (999_999, "ORDINARY"),
        (1_000_000, "GE_1M"),
        (9_999_999, "GE_1M"),
        (10_000_000, "GE_10M"),
    ],
)
def test_the_tier_begins_at_its_number(persons, expected):
    assert tier(persons) == expected


@pytest.mark.parametrize(("persons", "needed"), [(999_999, False), (1_000_000, True)])
def test_a_million_persons_need_an_officer(persons, needed):
    assert needs_dpo(persons) is needed


@pytest.mark.parametrize(
    ("staff", "persons", "sensitive", "is_owed"),
    [
        (200, 1_000_000, 100_000, False),
        (201, 0, 0, True),
        (1, 1_000_001, 0, True),
        (1, 100_001, 100_001, True),
    ],
)
def test_an_officer_does_nothing_else_above_any_of_three_numbers(
    staff, persons, sensitive, is_owed
):
    assert needs_full_time_officer(staff, persons, sensitive) is is_owed


@pytest.mark.parametrize(
    ("persons", "has_minors", "months"),
    [(1_000, False, 12), (10_000_000, False, 12), (10_000_001, False, 24), (20_000_000, True, 12)],
)
def test_how_often_an_audit_is_due(persons, has_minors, months):
    assert audit_every_months(persons, has_minors=has_minors) == months
