"""Bodies and answers of the API about assessments; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from shoumi.base.api.fields import Strict, words_of
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Scope, State
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import RiskGrade

_MOST_RISKS = 100
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
About = Annotated[Scope, WithJsonSchema(words_of(Scope))]


class RiskLine(Schema):
    """One risk before any measure, then with the measures; nothing of it shrinks without one."""

    hazard: Hazard
    impact: Impact
    likelihood: Likelihood
    measures: list[Measure]
    residual_impact: Impact | None
    residual_likelihood: Likelihood | None


class RiskGiven(Strict):
    hazard: Hazard
    impact: Impact
    likelihood: Likelihood
    measures: list[Measure] = []
    residual_impact: Impact | None = None
    residual_likelihood: Likelihood | None = None


def _risk(given: RiskGiven) -> Risk:
    return Risk(**{**dict(given), "measures": tuple(given.measures)})


Risks = Annotated[list[Annotated[RiskGiven, AfterValidator(_risk)]], Field(max_length=_MOST_RISKS)]


class MitigateGiven(Strict):
    """``risks``  each of the assessment again as it was, with what is done about it"""

    risks: Risks


class AssessmentGiven(Strict):
    """``covers``  codes of registered fields; by default all that are registered for the scope"""

    scope: About
    risks: Risks
    covers: list[Code] = Field(default=[], max_length=_MOST_RISKS)


class AssessmentLine(Schema):
    """``inherent``  the worst grade before measures, ``residual`` with them

    ``covers``    codes of the fields it covers: a room shows no other
    ``until``     end of its twelve months; ``keep_until`` how long its report is kept
    ``document``  the report, fetched on its page
    ``position``  of the entry with which it came into force
    """

    ref: str
    number: str
    deal: str
    scope: About
    state: Annotated[State, WithJsonSchema(words_of(State))]
    risks: list[RiskLine]
    covers: list[str]
    inherent: RiskGrade
    residual: RiskGrade
    assessor: str
    until: datetime | None
    keep_until: date | None
    document: str | None
    position: int | None


class AssessmentChecked(AssessmentLine):
    """``stands``  whether it is in force, of today's facts"""

    stands: bool
