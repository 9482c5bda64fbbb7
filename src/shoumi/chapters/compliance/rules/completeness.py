"""What an assessment has to say before it can be approved, and what it does not say yet.

Sources: PIPL 56 (the three things that are assessed); GB/T 39335 5.7 (contents of the report).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shoumi.chapters.compliance.rules import Risk
from shoumi.chapters.compliance.rules.written import Activity, Part, Written
from shoumi.core.terms import RiskGrade


class Lack(StrEnum):
    """What nobody wrote.  Of one activity, of one risk or of the whole assessment."""

    ACTIVITIES = "activities"
    PURPOSE = "purpose"
    METHOD = "method"
    FIELDS = "fields"
    NECESSITY = "necessity"
    RISK = "risk"
    IMPACT_REASON = "impact_reason"
    LIKELIHOOD_REASON = "likelihood_reason"
    RESIDUAL_REASON = "residual_reason"
    MEASURE = "measure"
    SUBJECTS = "subjects"
    RESIDUAL = "residual"
    OPINION = "opinion"
    CONCLUSION = "conclusion"


OF_ACTIVITY = (Lack.PURPOSE, Lack.METHOD, Lack.FIELDS, Lack.NECESSITY)
OF_RISK = (Lack.RISK, Lack.IMPACT_REASON, Lack.LIKELIHOOD_REASON, Lack.RESIDUAL_REASON)
# The passages that none goes without.
OF_PASSAGE = {
    Lack.SUBJECTS: Part.SUBJECTS,
    Lack.RESIDUAL: Part.RESIDUAL,
    Lack.OPINION: Part.OPINION,
    Lack.CONCLUSION: Part.CONCLUSION,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """``number``  of the activity or of the risk, from 1; 0 where it is of the whole"""

    what: Lack
    number: int = 0


def missing(words: Written, risks: Sequence[Risk]) -> tuple[Missing, ...]:
    """What an assessment does not say, in the order of its page; a draft says nothing."""
    return tuple(_missing(words, risks))


def _missing(words: Written, risks: Sequence[Risk]) -> Iterator[Missing]:
    if not words.own:
        yield Missing(Lack.ACTIVITIES)
    for number, activity in enumerate(words.activities, start=1):
        if not activity.is_draft:
            yield from (Missing(what, number) for what in _of_activity(activity))
    if not words.of(Part.SUBJECTS):
        yield Missing(Lack.SUBJECTS)
    for number, risk in enumerate(risks, start=1):
        yield from (Missing(what, number) for what in _of_risk(risk))
    for what, part in OF_PASSAGE.items():
        if part is not Part.SUBJECTS and not words.of(part):
            yield Missing(what)


def _of_activity(one: Activity) -> Iterator[Lack]:
    told = (one.purpose, one.method, one.fields, one.necessity)
    yield from (what for what, said in zip(OF_ACTIVITY, told, strict=True) if not said)


def _of_risk(one: Risk) -> Iterator[Lack]:
    """What is left smaller needs a reason, and a measure that somebody put into words."""
    is_as_before = one.left == (one.impact, one.likelihood)
    told = (
        one.text,
        one.impact_reason,
        one.likelihood_reason,
        one.residual_reason or is_as_before,
    )
    yield from (what for what, said in zip(OF_RISK, told, strict=True) if not said)
    if one.grade is not RiskGrade.LOW and not one.steps:
        yield Lack.MEASURE
