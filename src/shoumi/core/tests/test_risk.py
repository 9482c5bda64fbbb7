from datetime import date

import pytest

from shoumi.core.risk import Impact, Likelihood, blocks, grade, has_grown, stale_after, worst
from shoumi.core.terms import RiskGrade


@pytest.mark.parametrize(
    ("impact", "row"),
    [
        ("严重", ["中", "高", "严重", "严重"]),
        ("高", ["中", "中", "高", "严重"]),
        ("中", ["低", "中", "中", "高"]),
        ("低", ["低", "低", "中", "中"]),
    ],
)
def test_the_matrix(impact, row):
    assert [grade(Impact(impact), likelihood) for likelihood in Likelihood] == row


@pytest.mark.parametrize(
    ("residual", "is_blocked"), [("低", False), ("中", False), ("高", True), ("严重", True)]
)
def test_more_than_medium_risk_blocks(residual, is_blocked):
    assert blocks(RiskGrade(residual)) is is_blocked


def test_an_assessment_is_as_bad_as_its_worst_item():
    assert worst(RiskGrade.MEDIUM, RiskGrade.SEVERE, RiskGrade.LOW) is RiskGrade.SEVERE


def test_an_assessment_counts_for_a_year():
    assert stale_after(date(2026, 8, 26)) == date(2027, 8, 26)


@pytest.mark.parametrize(
    ("then", "now", "is_so"),
    [(0, 0, False), (0, 1, True), (10, 10, False), (10, 11, True), (100, 109, False),
     (100, 110, True), (100, 90, False), (1_000_000, 1_099_999, False)],
)  # fmt: skip
def test_a_tenth_more_people_are_a_changed_fact(then, now, is_so):
    assert has_grown(then, now) is is_so
