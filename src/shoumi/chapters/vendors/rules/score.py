"""What the answers of a questionnaire are worth, from 0 to 100 (handbook 5.1: 70 at least).

Each question counts by its weight; one that does not apply, for a reason, is left out.  An answer
that evidence shows counts whole.  One without counts half, and less from day to day: nothing once
the review that follows is due.  Evidence that has run out is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from shoumi.chapters.vendors.rules.questions import Questionnaire
from shoumi.core import constants

WHOLE = 100


class Value(StrEnum):
    """Stored values: changing one needs a migration."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


_WORTH: Mapping[Value, Fraction] = {
    Value.YES: Fraction(1),
    Value.PARTLY: Fraction(1, 2),
    Value.NO: Fraction(0),
}
_UNSHOWN = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Answer:
    """``shown_until``  the last day on which its evidence counts; None where there is none"""

    value: Value
    shown_until: date | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """``points``   rounded down, so that nobody passes by rounding
    ``failed``   codes of questions that are a must and not answered "yes" or "partly"
    ``missing``  codes of questions without an answer
    """

    points: int
    failed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        least = constants.get("contract.vendor_score_min").number
        return not self.failed and not self.missing and self.points >= least


def scored(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    answered_on: date,
    due_on: date,
    today: date,
) -> Scored:
    """The score as it is ``today``; the review that follows is due on ``due_on``."""
    total = reached = Fraction(0)
    failed, missing = [], []
    for one in questionnaire.questions:
        answer = answers.get(one.code)
        if answer is None:
            missing.append(one.code)
            total += one.weight
            continue
        if one.is_must and answer.value in (Value.NO, Value.NOT_APPLICABLE):
            failed.append(one.code)
        if answer.value is Value.NOT_APPLICABLE:
            continue
        total += one.weight
        credit = _credit(answer, answered_on=answered_on, due_on=due_on, today=today)
        reached += one.weight * _WORTH[answer.value] * credit
    points = int(reached * WHOLE / total) if total else 0
    return Scored(points, tuple(failed), tuple(missing))


def _credit(answer: Answer, *, answered_on: date, due_on: date, today: date) -> Fraction:
    """How much of an answer counts."""
    if answer.shown_until is not None and today <= answer.shown_until:
        return Fraction(1)
    whole = (due_on - answered_on).days
    left = min(max((due_on - today).days, 0), whole)
    return _UNSHOWN * Fraction(left, whole) if whole > 0 else Fraction(0)


def enough_until(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    answered_on: date,
    due_on: date,
) -> date | None:
    """The last day on which the score is enough; None where it is not on the first.

    The score never rises by the time alone, so the day is found by halves.
    """

    def is_enough(day: int) -> bool:
        today = date.fromordinal(day)
        return scored(
            questionnaire, answers, answered_on=answered_on, due_on=due_on, today=today
        ).is_enough

    low, high = answered_on.toordinal(), due_on.toordinal()
    if not is_enough(low):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_enough(middle) else (low, middle - 1)
    return date.fromordinal(low)
