"""Requirements of others, each with what shows it here: MLPS level 3, ASVS levels 1 and 2.

The tables are data (``data``); a row rests on demands that are checked live, on tests of the
product, or on the operator alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from shoumi.core.messages import Both
from shoumi.core.terms import ControlState


class Matrix(StrEnum):
    """Which requirements; the value is the name of the table."""

    MLPS3 = "mlps3"
    ASVS = "asvs"
    ASVS2 = "asvs2"


class Whose(StrEnum):
    PRODUCT = "product"
    BOTH = "both"  # the host and its network have a part of their own
    HOST = "host"
    NONE = "none"  # the product has nothing of the kind


class Shown(StrEnum):
    """What is known of a row right now."""

    FAILS = "FAILS"
    PARTLY = "PARTLY"
    STATED = "STATED"
    HOLDS = "HOLDS"
    TESTED = "TESTED"  # nothing of it is live: the tests of this version show it
    NOT_SHOWN = "NOT_SHOWN"
    OPERATOR = "OPERATOR"
    NOT_APPLICABLE = "NOT_APPLICABLE"


_OF_STATE: Mapping[ControlState, Shown] = {
    ControlState.PASS: Shown.HOLDS,
    ControlState.PARTIAL: Shown.PARTLY,
    ControlState.ATTESTED: Shown.STATED,
    ControlState.NOT_APPLICABLE: Shown.HOLDS,
}
# The worst of several demands decides.
_WORST_FIRST = (Shown.FAILS, Shown.PARTLY, Shown.STATED, Shown.HOLDS)


@dataclass(frozen=True, slots=True)
class Requirement:
    """``demands``  of the handbook; ``test`` files of the product's own tests, with blanks between;
    either may lack"""

    number: str
    whose: Whose
    demands: Sequence[str]
    test: str
    words: Both


@dataclass(frozen=True, slots=True)
class Table:
    title: Both
    source: str
    rows: Sequence[Requirement]


@cache
def table(matrix: Matrix) -> Table:
    file = resources.files("shoumi.chapters.defence").joinpath(f"data/{matrix}.toml")
    told = tomllib.loads(file.read_text("utf-8"))
    rows = [
        Requirement(number, Whose(whose), tuple(demands.split()), test, (zh, en))
        for number, whose, demands, test, zh, en in told["rows"]
    ]
    zh, en = told["title"]
    return Table((zh, en), told["source"], rows)


def shown(one: Requirement, states: Mapping[str, ControlState]) -> Shown:
    """What is known of ``one``, where ``states`` say how each demand stands."""
    if one.whose is Whose.NONE:
        return Shown.NOT_APPLICABLE
    if one.demands:
        found = {_OF_STATE.get(states[demand], Shown.FAILS) for demand in one.demands}
        return next(each for each in _WORST_FIRST if each in found)
    if one.test:
        return Shown.TESTED
    return Shown.OPERATOR if one.whose is Whose.HOST else Shown.NOT_SHOWN
