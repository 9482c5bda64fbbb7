"""What a risk comes to, without a database."""

from __future__ import annotations

from dataclasses import asdict
from itertools import product

import pytest

from shoumi.chapters.compliance.rules import (
    SCOPE_OF,
    Hazard,
    Measure,
    Risk,
    Scope,
    facts_digest,
    keeps,
)
from shoumi.core import risk
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import Purpose, RiskGrade

POINTS = list(product(Impact, Likelihood))
HIGH = Risk(Hazard.VENDOR_LEAK, Impact.HIGH, Likelihood.HIGH)
OTHER = Risk(Hazard.CHILDREN, Impact.LOW, Likelihood.LOW)


@pytest.mark.parametrize(("impact", "likelihood"), POINTS)
def test_without_a_measure_nothing_gets_smaller(impact, likelihood):
    told = Risk(
        Hazard.CHILDREN,
        impact,
        likelihood,
        residual_impact=Impact.LOW,
        residual_likelihood=Likelihood.LOW,
    )
    assert told.residual is told.grade is risk.grade(impact, likelihood)


@pytest.mark.parametrize(("impact", "likelihood"), POINTS)
def test_with_a_measure_what_is_left_counts(impact, likelihood):
    told = Risk(
        Hazard.CHILDREN,
        Impact.SEVERE,
        Likelihood.VERY_HIGH,
        (Measure.GUARDIAN_LANE,),
        impact,
        likelihood,
    )
    assert told.residual is risk.grade(impact, likelihood)
    assert told.grade is RiskGrade.SEVERE


def test_a_measure_that_changes_nothing_leaves_the_risk_as_it_is():
    told = Risk(Hazard.CHILDREN, Impact.HIGH, Likelihood.HIGH, (Measure.GUARDIAN_LANE,))
    assert told.residual is told.grade is RiskGrade.HIGH


@pytest.mark.parametrize(
    ("after", "fits"),
    [
        ([HIGH, OTHER], True),
        ([OTHER, HIGH], True),
        ([HIGH, OTHER, Risk(Hazard.CHILDREN, Impact.HIGH, Likelihood.LOW)], True),
        ([HIGH], False),
        ([], False),
        ([Risk(Hazard.VENDOR_LEAK, Impact.LOW, Likelihood.HIGH), OTHER], False),
        ([Risk(Hazard.VENDOR_LEAK, Impact.HIGH, Likelihood.LOW), OTHER], False),
        ([Risk(Hazard.PURPOSE_DRIFT, Impact.HIGH, Likelihood.HIGH), OTHER], False),
    ],
)
def test_a_risk_once_written_down_stays_written_down(after, fits):
    assert keeps([asdict(HIGH), asdict(OTHER)], after) is fits


def test_facts_in_another_order_are_the_same_facts():
    one, other = {"people": 988, "recipient": "海棠"}, {"recipient": "海棠", "people": 988}
    assert facts_digest(one) == facts_digest(other)
    assert len(facts_digest({})) == 32


@pytest.mark.parametrize(
    "changed", [{"people": 987}, {"people": "988"}, {"people": 988, "more": None}, {}]
)
def test_other_facts_have_another_digest(changed):
    assert facts_digest(changed) != facts_digest({"people": 988})


def test_each_purpose_that_needs_one_rests_on_one_scope():
    assert SCOPE_OF == {
        Purpose.DUE_DILIGENCE: Scope.DUE_DILIGENCE,
        Purpose.NOTICE: Scope.TRANSFER,
        Purpose.HANDOVER: Scope.TRANSFER,
    }
