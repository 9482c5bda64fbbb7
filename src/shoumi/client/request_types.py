# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""What is given to the API inside something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, TypedDict


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
