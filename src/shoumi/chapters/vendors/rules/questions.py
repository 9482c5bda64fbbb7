"""The questionnaire (``data/questions.toml``): our own, each question with its article."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from shoumi.core import handbook
from shoumi.core.messages import Both


class Group(StrEnum):
    WHO = "who"
    RULES = "rules"
    GUARD = "guard"
    DATA = "data"
    OTHERS = "others"
    TROUBLE = "trouble"


class BadQuestions(RuntimeError):
    """A bug found at start: the table is not as it must be."""


@dataclass(frozen=True, slots=True)
class Question:
    """``is_must``: who answers "no" is entrusted with nothing, whatever the score.

    ``paper``  what shows it
    """

    code: str
    group: Group
    weight: int
    text: Both
    paper: Both
    basis: Both
    is_must: bool


@dataclass(frozen=True, slots=True)
class Questionnaire:
    version: str
    questions: Sequence[Question]
    by_code: Mapping[str, Question]


@cache
def current() -> Questionnaire:
    """
    Raises:
        BadQuestions
    """
    text = resources.files("shoumi.chapters.vendors").joinpath("data/questions.toml")
    return parsed(text.read_text("utf-8"))


def parsed(text: str) -> Questionnaire:
    """
    Raises:
        BadQuestions: a code stands twice, a key is missing or unknown, a weight is none.
    """
    table = tomllib.loads(text)
    try:
        made = [
            Question(
                code=one["code"],
                group=Group(one["group"]),
                weight=one["weight"],
                text=(one["zh"], one["en"]),
                paper=(one["paper"][0], one["paper"][1]),
                basis=handbook.cited(one["basis"]),
                is_must=one.get("must", False),
            )
            for one in table["question"]
        ]
        unknown = {key for one in table["question"] for key in one} - _KEYS
        version = str(table["version"])
    except (KeyError, IndexError, ValueError) as error:
        raise BadQuestions(str(error)) from error
    by_code = {one.code: one for one in made}
    if unknown or len(by_code) != len(made) or not all(1 <= one.weight <= _MOST for one in made):
        raise BadQuestions(f"codes, weights or keys: {sorted(unknown)}")
    return Questionnaire(version, tuple(made), MappingProxyType(by_code))


_MOST = 3
_KEYS = frozenset({"code", "group", "weight", "zh", "en", "paper", "basis", "must"})
