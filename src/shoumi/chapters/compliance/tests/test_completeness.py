"""An assessment is approved once it says all it has to; what is missing is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Step
from shoumi.chapters.compliance.rules.completeness import Lack, Missing, missing
from shoumi.chapters.compliance.rules.written import Activity, Part, Passage, Written
from shoumi.chapters.compliance.tests.whole_assessments import described, words
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood

WHOLE = words(Ref("person-dora"))
MEDIUM = Risk(Hazard.VENDOR_LEAK, Impact.MEDIUM, Likelihood.MEDIUM)
RISKY = described(MEDIUM)
LOW = Risk(Hazard.CHILDREN, Impact.LOW, Likelihood.LOW)


def lacks(said=WHOLE, *risks):
    return [*missing(said, risks or (RISKY,))]


def test_nothing_is_missing_where_everything_is_written():
    assert lacks() == []


def test_one_chosen_risk_with_one_ticked_measure_is_no_assessment():
    found = lacks(Written(), replace(MEDIUM, measures=(Measure.VENDOR_DPA,)))
    assert {one.what for one in found} == {
        *(Lack.ACTIVITIES, Lack.SUBJECTS, Lack.RISK, Lack.IMPACT_REASON),
        *(Lack.LIKELIHOOD_REASON, Lack.MEASURE, Lack.RESIDUAL, Lack.OPINION, Lack.CONCLUSION),
    }


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("purpose", Lack.PURPOSE),
        ("method", Lack.METHOD),
        ("fields", Lack.FIELDS),
        ("necessity", Lack.NECESSITY),
    ],
)
def test_an_activity_says_what_for_how_of_which_data_and_why(field, what):
    [one] = WHOLE.activities
    empty = replace(WHOLE, activities=(one, replace(one, **{field: type(getattr(one, field))()})))
    assert lacks(empty) == [Missing(what, 2)]


@pytest.mark.parametrize("part", [Part.SUBJECTS, Part.RESIDUAL, Part.OPINION, Part.CONCLUSION])
def test_each_passage_is_asked_for_and_a_draft_of_one_is_none(part):
    drafted = {**WHOLE.passages, part.value: Passage("样文")}
    assert lacks(replace(WHOLE, passages=drafted)) == [Missing(Lack(part.value))]


def test_a_draft_of_an_activity_is_no_activity():
    assert lacks(replace(WHOLE, activities=(Activity("样文"),))) == [Missing(Lack.ACTIVITIES)]


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("text", Lack.RISK),
        ("impact_reason", Lack.IMPACT_REASON),
        ("likelihood_reason", Lack.LIKELIHOOD_REASON),
    ],
)
def test_each_risk_says_what_it_is_and_why_it_is_that_bad(field, what):
    assert lacks(WHOLE, RISKY, replace(RISKY, **{field: ""})) == [Missing(what, 2)]


def test_what_is_left_smaller_needs_a_reason():
    smaller = replace(RISKY, residual_likelihood=Likelihood.LOW, residual_reason="")
    assert lacks(WHOLE, smaller) == [Missing(Lack.RESIDUAL_REASON, 1)]
    assert lacks(WHOLE, replace(RISKY, residual_reason="")) == []


def test_a_risk_above_low_needs_a_measure_in_own_words():
    ticked = replace(RISKY, steps=(), measures=(Measure.VENDOR_DPA,))
    assert lacks(WHOLE, ticked) == [Missing(Lack.MEASURE, 1)]
    assert lacks(WHOLE, replace(ticked, steps=(Step("签协议"),))) == []
    assert lacks(WHOLE, replace(described(LOW), steps=())) == []
