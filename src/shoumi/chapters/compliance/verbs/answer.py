"""Bodies and answers of the API about assessments; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from shoumi.base.api.fields import RefText, Strict, words_of
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Scope, State, Step
from shoumi.chapters.compliance.rules.written import MOST_TEXT, Part
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import RiskGrade, Role

_MOST_RISKS = 100
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
_PLAIN = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(max_length=MOST_TEXT, pattern=_PLAIN)]
Passage = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TEXT, pattern=_PLAIN)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_PLAIN)]
About = Annotated[Scope, WithJsonSchema(words_of(Scope))]


class StepLine(Schema):
    """A measure in somebody's own words, who answers for it and by when."""

    text: str
    owner: Role | None
    due: date | None
    is_done: bool


class RiskLine(Schema):
    """One risk before any measure, then with the measures; nothing of it shrinks without one.

    What people wrote of it is empty where nobody did.
    """

    hazard: Hazard
    impact: Impact
    likelihood: Likelihood
    measures: list[Measure]
    residual_impact: Impact | None
    residual_likelihood: Likelihood | None
    text: str = ""
    source: str = ""
    impact_reason: str = ""
    likelihood_reason: str = ""
    residual_reason: str = ""
    steps: list[StepLine] = []


class StepGiven(Strict):
    text: Passage
    owner: Role | None = None
    due: date | None = None
    is_done: bool = False


def _step(given: StepGiven) -> Step:
    return Step(given.text, given.owner, given.due, given.is_done)


Steps = Annotated[list[Annotated[StepGiven, AfterValidator(_step)]], Field(max_length=_MOST_RISKS)]


class RiskGiven(Strict):
    hazard: Hazard
    impact: Impact
    likelihood: Likelihood
    measures: list[Measure] = []
    residual_impact: Impact | None = None
    residual_likelihood: Likelihood | None = None
    text: Text = ""
    source: Text = ""
    impact_reason: Text = ""
    likelihood_reason: Text = ""
    residual_reason: Text = ""
    steps: Steps = []


def _risk(given: RiskGiven) -> Risk:
    told = {"measures": tuple(given.measures), "steps": tuple(given.steps)}
    return Risk(**{**dict(given), **told})


Risks = Annotated[list[Annotated[RiskGiven, AfterValidator(_risk)]], Field(max_length=_MOST_RISKS)]


class MitigateGiven(Strict):
    """``risks``  each of the assessment again as it was, with what is done about it"""

    risks: Risks


class AssessmentGiven(Strict):
    """``covers``  codes of registered fields; by default all that are registered for the scope"""

    scope: About
    risks: Risks
    covers: list[Code] = Field(default=[], max_length=_MOST_RISKS)


class ActivityGiven(Strict):
    """``fields``  codes of the register that it reads"""

    name: Title
    purpose: Text = ""
    method: Text = ""
    necessity: Text = ""
    fields: list[Code] = Field(default=[], max_length=_MOST_RISKS)


class RiskWords(Strict):
    """What is written of the risk ``number``; what is left out stays as it is."""

    number: int = Field(ge=1, le=_MOST_RISKS)
    text: Text | None = None
    source: Text | None = None
    impact_reason: Text | None = None
    likelihood_reason: Text | None = None
    residual_reason: Text | None = None
    residual_impact: Impact | None = None
    residual_likelihood: Likelihood | None = None
    steps: Steps | None = None


class WrittenGiven(Strict):
    """Parts that are given take the place of what stood there; others stay as they are."""

    activities: list[ActivityGiven] | None = Field(default=None, max_length=_MOST_RISKS)
    subjects: Text | None = None
    residual_words: Text | None = None
    opinion: Text | None = None
    opinion_legal: Text | None = None
    opinion_security: Text | None = None
    opinion_business: Text | None = None
    heard: Text | None = None
    conclusion: Text | None = None
    assessors: list[RefText] | None = Field(default=None, max_length=_MOST_RISKS)
    risks: list[RiskWords] = Field(default=[], max_length=_MOST_RISKS)


class ActivityLine(Schema):
    """``by``  who wrote or confirmed it; ``is_draft`` while it is a starter's text"""

    name: str
    purpose: str
    method: str
    necessity: str
    fields: list[str]
    by: str
    is_draft: bool


class AuthorLine(Schema):
    """Who wrote a passage, and when; ``at`` is empty of one written before that was kept."""

    part: Annotated[Part, WithJsonSchema(words_of(Part))]
    by: str
    at: str


class AssessmentLine(Schema):
    """``inherent``  the worst grade before measures, ``residual`` with them

    ``covers``    codes of the fields it covers: a room shows no other
    ``until``     end of its twelve months; ``keep_until`` how long its report is kept
    ``document``  the report, fetched on its page
    ``position``  of the entry with which it came into force
    ``authors``   of the passages that somebody wrote
    ``drafts``    places where a starter's text waits for a person; empty texts are nobody's
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
    activities: list[ActivityLine]
    subjects: str
    residual_words: str
    opinion: str
    opinion_legal: str
    opinion_security: str
    opinion_business: str
    heard: str
    conclusion: str
    authors: list[AuthorLine]
    assessors: list[str]
    drafts: list[str]


class AssessmentChecked(AssessmentLine):
    """``stands``  whether it is in force, of today's facts"""

    stands: bool
