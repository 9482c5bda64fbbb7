"""Whether data may reach a vendor now, and what lacks (handbook, rule of chapter 5): its impact is
assessed, its score is enough, its agreement is in force, no review is overdue, and purpose and
fields are listed.  Each lack names the demand it breaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.calendar import anniversary, end_of_day


class Lack(StrEnum):
    """Why nothing reaches a vendor.  Names of refusals and conditions hang on them."""

    IMPACT = "vendors.impact_not_assessed"
    RISK = "vendors.risk_too_high"
    ANSWERS = "vendors.not_answered"
    JUDGED = "vendors.not_judged"
    SCORE = "vendors.score_too_low"
    AGREEMENT = "vendors.no_agreement"
    SUB_PROCESSOR = "vendors.sub_processor_not_agreed"
    REVIEW = "vendors.review_overdue"
    REOPENED = "vendors.sub_processor_not_reviewed"
    INCIDENT = "vendors.incident_open"
    RETURN = "vendors.return_not_confirmed"
    OVER = "vendors.over"
    PURPOSE = "vendors.purpose_not_listed"


DEMAND_OF = {
    Lack.IMPACT: "5.1",
    Lack.RISK: "5.1",
    Lack.ANSWERS: "5.1",
    Lack.JUDGED: "5.1",
    Lack.SCORE: "5.1",
    Lack.AGREEMENT: "5.2",
    Lack.SUB_PROCESSOR: "5.2",
    Lack.RETURN: "5.2",
    Lack.OVER: "5.2",
    Lack.REVIEW: "5.3",
    Lack.REOPENED: "5.3",
    Lack.INCIDENT: "5.3",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one vendor at a moment.

    ``impact_until``   the last day of the assessment of the impact, approved by a second person
    ``enough_until``   the last day on which the score is enough; None where it never was
    ``agreed_until``   when the agreement ends
    ``review_due``     the last day for the next review
    ``unagreed``       sub-processors that nobody agreed to
    ``is_reopened``    a sub-processor was listed after the review that counts was answered
    ``incidents``      incidents that are open
    ``owes_return``    it had data, and no agreement runs under which it may hold them
    """

    is_active: bool = True
    is_risk_too_high: bool = False
    impact_until: date | None = None
    is_answered: bool = False
    is_judged: bool = False
    enough_until: date | None = None
    agreed_from: datetime | None = None
    agreed_until: datetime | None = None
    review_due: date | None = None
    unagreed: int = 0
    is_reopened: bool = False
    incidents: int = 0
    owes_return: bool = False


def lacks(known: Known, at: datetime, today: date) -> tuple[Lack, ...]:
    """Everything that lacks, in the order in which it is mended."""
    if not known.is_active:
        return (Lack.OVER,)
    is_agreed = (
        known.agreed_from is not None
        and known.agreed_until is not None
        and known.agreed_from <= at < known.agreed_until
    )
    found: Sequence[tuple[bool, Lack]] = (
        (_is_past(known.impact_until, today), Lack.IMPACT),
        (known.is_risk_too_high, Lack.RISK),
        (not known.is_answered, Lack.ANSWERS),
        (known.is_answered and not known.is_judged, Lack.JUDGED),
        (known.is_judged and _is_past(known.enough_until, today), Lack.SCORE),
        (not is_agreed, Lack.AGREEMENT),
        (known.unagreed > 0, Lack.SUB_PROCESSOR),
        (known.review_due is not None and today > known.review_due, Lack.REVIEW),
        (known.is_reopened, Lack.REOPENED),
        (known.incidents > 0, Lack.INCIDENT),
        (known.owes_return, Lack.RETURN),
    )
    return tuple(what for is_so, what in found if is_so)


# What lacks of a vendor that gets nothing any more, and breaks a promise all the same.
OWED = frozenset({Lack.INCIDENT, Lack.RETURN})


def turns(known: Known, at: datetime) -> datetime | None:
    """The next moment at which it changes by the time alone."""
    days = [known.impact_until, known.enough_until, known.review_due]
    moments = [end_of_day(day) for day in days if day is not None]
    moments += [one for one in (known.agreed_from, known.agreed_until) if one is not None]
    return min((one for one in moments if one > at), default=None)


def _is_past(last: date | None, today: date) -> bool:
    return last is None or today > last


def review_due(judged_on: date, *, is_high_risk: bool) -> date:
    """The last day for the review that follows one (handbook 5.3)."""
    name = "vendor_review_high_risk_every" if is_high_risk else "vendor_review_every"
    return anniversary(judged_on, months=constants.get(f"contract.{name}").months)
