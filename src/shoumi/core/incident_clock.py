"""How grave an incident is and by when whom to tell.

Two scales stand side by side.  The statutory level counts persons and loss; below 较大 the
measures on incident reports ask for nothing, yet PIPL 57 always does.  The internal severity
starts at ``medium`` for any confirmed leak of identifiable data.  A person may raise either;
nothing lowers one.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.calendar import Due, add


class Level(StrEnum):
    """Statutory level, upwards: 一般, 较大, 重大, 特别重大."""

    GENERAL = "general"
    CONSIDERABLE = "considerable"
    MAJOR = "major"
    ESPECIALLY_MAJOR = "especially_major"


class Severity(StrEnum):
    """Internal severity, upwards."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Operator(StrEnum):
    """Who reports; the value names the period in the constants."""

    GENERAL = "incident.incident_report_general"
    CII = "incident.incident_report_cii"
    STATE_ORGAN = "incident.incident_report_state_organ"


_LEVELS = tuple(Level)
_SEVERITIES = tuple(Severity)


def level(*, persons: int, loss_cny: int = 0, raised_to: Level = Level.GENERAL) -> Level:
    """The highest of: by persons, by loss, what a person raised it to.

    A level begins at its number (以上 includes it).
    """
    by_persons = _reached("incident.incident_level_people", persons)
    by_loss = _reached("incident.incident_level_loss_cny", loss_cny)
    return max(by_persons, by_loss, raised_to, key=_LEVELS.index)


def _reached(constant: str, number: int) -> Level:
    thresholds = constants.get(constant)
    reached = [step for step in _LEVELS[1:] if number >= thresholds.part(step)]
    return reached[-1] if reached else Level.GENERAL


def severity(judged: Severity, *, is_confirmed_leak: bool) -> Severity:
    """The judged severity, raised to the least a confirmed leak has."""
    if not is_confirmed_leak:
        return judged
    least = Severity(str(constants.get("incident.internal_severity_min_leak").value))
    return max(judged, least, key=_SEVERITIES.index)


def suspends(judged: Severity) -> bool:
    """Whether a deal touched by it is suspended and its handover closed."""
    return _SEVERITIES.index(judged) >= _SEVERITIES.index(Severity.MEDIUM)


def report_due(
    step: Level, found_at: datetime, operator: Operator = Operator.GENERAL
) -> Due | None:
    """By when the first report is with the authority; None where the level asks for none."""
    if step is Level.GENERAL:
        return None
    return add(found_at, *constants.get(operator).period)


def notice_due(found_at: datetime) -> Due:
    """The house's own target for telling persons and authority; the law says at once (PIPL 57)."""
    return add(found_at, *constants.get("incident.breach_internal_target").period)


def summary_due(finished_on: date) -> Due:
    """By when the summary is due after the handling is finished."""
    return add(finished_on, *constants.get("incident.incident_summary").period)
