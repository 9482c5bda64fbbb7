# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""What is given to the API inside something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NotRequired, TypedDict


class ActivityGiven(TypedDict):
    """``fields``  codes of the register that it reads"""

    name: str
    purpose: NotRequired[str]
    method: NotRequired[str]
    necessity: NotRequired[str]
    fields: NotRequired[Sequence[str]]


class CategoryGiven(TypedDict):
    """``fields``  codes of the field register, registered for the handover; what leaves of a person
    is what the categories of the notice cover.  Their names are printed beside the words.
    """

    words: str
    words_en: NotRequired[str]
    fields: Sequence[str]


class PartyGiven(TypedDict):
    """``person``  who acts for it in the house, if anyone"""

    role: str
    name: str
    uscc: NotRequired[str]
    person: NotRequired[str | None]


class RiskGiven(TypedDict):
    hazard: str
    impact: str
    likelihood: str
    measures: NotRequired[Sequence[str]]
    residual_impact: NotRequired[str | None]
    residual_likelihood: NotRequired[str | None]
    text: NotRequired[str]
    source: NotRequired[str]
    impact_reason: NotRequired[str]
    likelihood_reason: NotRequired[str]
    residual_reason: NotRequired[str]
    steps: NotRequired[Sequence[StepGiven]]


class RiskWords(TypedDict):
    """What is written of the risk ``number``; what is left out stays as it is."""

    number: int
    text: NotRequired[str | None]
    source: NotRequired[str | None]
    impact_reason: NotRequired[str | None]
    likelihood_reason: NotRequired[str | None]
    residual_reason: NotRequired[str | None]
    residual_impact: NotRequired[str | None]
    residual_likelihood: NotRequired[str | None]
    steps: NotRequired[Sequence[StepGiven] | None]


class StepGiven(TypedDict):
    text: str
    owner: NotRequired[str | None]
    due: NotRequired[date | None]
    is_done: NotRequired[bool]
