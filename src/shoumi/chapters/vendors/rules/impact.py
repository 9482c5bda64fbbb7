"""What somebody writes when the impact of an entrustment is assessed (PIPL 55(3), 56).

Nothing here is filled in by the house: a passage that nobody wrote is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from shoumi.core import risk
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import RiskGrade


class Passage(StrEnum):
    """Stored values: changing one needs a migration."""

    PURPOSE = "purpose"  # lawful, legitimate, necessary: why anybody is entrusted at all
    LITTLE = "little"  # why these fields, and no fewer
    RIGHTS = "rights"  # what it means to people
    PROTECTION = "protection"  # whether it is lawful, effective and fits the risk


@dataclass(frozen=True, slots=True)
class Risk:
    """``after``, ``likely_after``  with the measure"""

    what: str
    impact: Impact
    likely: Likelihood
    measure: str
    after: Impact
    likely_after: Likelihood

    @property
    def residual(self) -> RiskGrade:
        return risk.grade(self.after, self.likely_after)


@dataclass(frozen=True, slots=True)
class Written:
    passages: Mapping[Passage, str]
    risks: Sequence[Risk]

    @property
    def residual(self) -> RiskGrade:
        return risk.worst(*(one.residual for one in self.risks))


def missing(written: Written) -> tuple[str, ...]:
    """What nobody wrote, in the order of the form."""
    found = [one.value for one in Passage if not written.passages.get(one, "").strip()]
    is_whole = written.risks and all(
        one.what.strip() and one.measure.strip() for one in written.risks
    )
    return (*found, *(() if is_whole else ("risks",)))


def row(written: Written) -> dict[str, Any]:
    """As it is stored."""
    return {
        "passages": {one.value: text for one, text in written.passages.items()},
        "risks": [asdict(one) for one in written.risks],
    }


def read(stored: Mapping[str, Any]) -> Written:
    return Written(
        {Passage(one): text for one, text in stored["passages"].items()},
        [
            Risk(
                one["what"],
                Impact(one["impact"]),
                Likelihood(one["likely"]),
                one["measure"],
                Impact(one["after"]),
                Likelihood(one["likely_after"]),
            )
            for one in stored["risks"]
        ],
    )
