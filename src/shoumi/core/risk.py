"""The matrix of the impact assessment: how bad and how likely give one grade (GB/T 39335)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.calendar import anniversary
from shoumi.core.terms import RiskGrade


class Impact(StrEnum):
    LOW = "低"
    MEDIUM = "中"
    HIGH = "高"
    SEVERE = "严重"


class Likelihood(StrEnum):
    LOW = "低"
    MEDIUM = "中"
    HIGH = "高"
    VERY_HIGH = "很高"


_LOW, _MEDIUM, _HIGH, _SEVERE = RiskGrade

# One row an impact, one column a likelihood, both upwards.
_MATRIX = {
    Impact.LOW: (_LOW, _LOW, _MEDIUM, _MEDIUM),
    Impact.MEDIUM: (_LOW, _MEDIUM, _MEDIUM, _HIGH),
    Impact.HIGH: (_MEDIUM, _MEDIUM, _HIGH, _SEVERE),
    Impact.SEVERE: (_MEDIUM, _HIGH, _SEVERE, _SEVERE),
}
_COLUMNS = tuple(Likelihood)
_GRADES = tuple(RiskGrade)


def grade(impact: Impact, likelihood: Likelihood) -> RiskGrade:
    return _MATRIX[impact][_COLUMNS.index(likelihood)]


def worst(*grades: RiskGrade) -> RiskGrade:
    """The grade of a whole assessment: that of its worst item."""
    return max(grades, key=_GRADES.index)


def blocks(residual: RiskGrade) -> bool:
    """Whether the activity may not go on with this risk left."""
    limit = RiskGrade(str(constants.get("audit.pipia_gate_max_residual").value))
    return _GRADES.index(residual) > _GRADES.index(limit)


def stale_after(approved_on: date) -> date:
    """The last day an assessment counts, unless a fact it rests on changes earlier."""
    return anniversary(approved_on, months=constants.get("audit.pipia_stale").months)


def has_grown(then: int, now: int) -> bool:
    """Whether so many more people are held than when it was signed that it says nothing of them."""
    most = Decimal(str(constants.get("audit.pipia_growth").value))
    return now > then and now - then >= then * most
