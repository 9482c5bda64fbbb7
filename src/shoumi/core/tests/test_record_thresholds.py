from __future__ import annotations

import pytest

from shoumi.core import record_thresholds
from shoumi.core.record_thresholds import Nearness, RecordKind, kind_of, nearest, standings

TRACE, HEALTH, OTHER = RecordKind


def test_the_thresholds_are_those_of_records_got_in_service():
    assert [record_thresholds.limit(kind) for kind in RecordKind] == [25, 250, 2_500]


@pytest.mark.parametrize(
    ("fields", "sensitive", "kind"),
    [
        ({"name", "mobile"}, (), OTHER),
        ({"name", "yearly_amount"}, (), HEALTH),
        ({"name", "disease"}, {"disease"}, HEALTH),
        ({"yearly_amount", "bank_account"}, (), TRACE),
        (set(), (), OTHER),
    ],
)
def test_a_record_counts_as_the_strictest_kind_that_was_read(fields, sensitive, kind):
    assert kind_of(fields, sensitive) is kind


def test_of_two_looks_at_one_person_the_stricter_counts():
    assert record_thresholds.strictest(OTHER, None) is OTHER
    assert record_thresholds.strictest(OTHER, TRACE) is TRACE
    assert record_thresholds.strictest(HEALTH, OTHER) is HEALTH


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "BELOW"), (19, "BELOW"), (20, "NEAR"), (24, "NEAR"), (25, "REACHED"), (900, "REACHED")],
)
def test_a_warning_comes_before_the_threshold(count, said):
    first = next(iter(standings({TRACE: count})))
    assert first.nearness is Nearness(said)


def test_kinds_that_stay_below_are_added_by_their_shares():
    counts = {TRACE: 12, HEALTH: 125, OTHER: 50}
    *each, together = standings(counts)
    assert {one.nearness for one in each} == {Nearness.BELOW}
    assert (together.kind, together.count, together.nearness) == (None, 1000, Nearness.REACHED)
    assert nearest(counts).kind is None
    assert nearest({OTHER: 49}).kind is OTHER
    *_, less = standings({TRACE: 12, HEALTH: 125, OTHER: 49})
    assert (less.count, less.nearness) == (999, Nearness.NEAR)
