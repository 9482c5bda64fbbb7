"""Sanctions within labour law: from a published rule in force, never a fine, pay never touched.

What an employee owes for a loss is recorded for people to agree on; it is at most 20 % of the wage
of the month and leaves the minimum wage (工资支付暂行规定 16).  A company may fine nobody
(行政处罚法; the 企业职工奖惩条例 that let it was repealed in 2008).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_OF_WAGE = 20  # percent of the month's wage


class Sanction(StrEnum):
    """From the mildest to the most severe.  Stored values.  There is none by which pay is cut."""

    NONE = "NONE"
    TALK = "TALK"
    TRAINING = "TRAINING"
    WARNING = "WARNING"
    WRITTEN_WARNING = "WRITTEN"
    ROLE_ENDS = "ROLE_ENDS"
    DISMISSAL = "DISMISSAL"  # LCL 39


_ORDER: Mapping[Sanction, int] = {one: number for number, one in enumerate(Sanction)}


class Fault(StrEnum):
    """Why a sanction does not stand.  The values are codes of refusals."""

    NO_VERSION = "conduct.no_version_in_force"
    NO_RULE = "conduct.rule_not_there"
    TOO_SEVERE = "conduct.too_severe"
    NO_REPLY = "conduct.no_right_of_reply"
    NO_EVIDENCE = "conduct.no_evidence"
    FINE = "conduct.is_a_fine"
    OVER_CAP = "conduct.over_cap"
    OWN_CASE = "conduct.own_case"


@dataclass(frozen=True, slots=True)
class Rule:
    """``code``  of the rule in its book; ``most``  the most severe sanction for breaking it"""

    code: str
    most: Sanction


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is asked for a loss, in fen.  ``loss`` is what was lost and proven; ``taken`` what other
    decisions of the same month ask of the same person."""

    loss: int
    asked: int
    wage: int
    minimum_wage: int
    taken: int = 0

    @property
    def most(self) -> int:
        """What may be taken of one month's wage, and is not yet; nothing where nobody says what the
        minimum is that has to be left."""
        if not self.minimum_wage:
            return 0
        most = min(self.wage * MOST_OF_WAGE // 100, self.wage - self.minimum_wage)
        return max(0, most - self.taken)


@dataclass(frozen=True, slots=True)
class Decision:
    """
    ``rules``    of the version that was in force when it happened; None where none was
    ``told_at``  when the person was told and could reply, until ``reply_until``
    ``people``   who opened the case and who decides; neither is the person
    """

    person: str
    people: tuple[str, ...]
    rules: Iterable[Rule] | None
    rule: str
    sanction: Sanction
    evidence: int
    told_at: datetime | None
    reply_until: datetime | None
    replied_at: datetime | None
    decided_at: datetime
    recovery: Recovery | None = None


# Not less than a few days to answer, whatever a rule book says [P].
LEAST_TO_REPLY = timedelta(days=3)
TO_REPLY = timedelta(days=5)
TO_APPEAL = timedelta(days=15)


def faults(one: Decision) -> Iterable[Fault]:
    """Everything because of which the decision does not stand."""
    if one.person in one.people:
        yield Fault.OWN_CASE
    if one.rules is None:
        yield Fault.NO_VERSION
    else:
        rule = next((each for each in one.rules if each.code == one.rule), None)
        if rule is None:
            yield Fault.NO_RULE
        elif _ORDER[one.sanction] > _ORDER[rule.most]:
            yield Fault.TOO_SEVERE
    if not had_reply(one):
        yield Fault.NO_REPLY
    if not one.evidence:
        yield Fault.NO_EVIDENCE
    if one.recovery:
        yield from _of_recovery(one.recovery)


def had_reply(one: Decision) -> bool:
    """Whether somebody was told, had the time to answer, and answered or let it pass."""
    if one.told_at is None or one.reply_until is None or one.decided_at < one.told_at:
        return False
    if one.reply_until - one.told_at < LEAST_TO_REPLY:
        return False
    return one.replied_at is not None or one.decided_at >= one.reply_until


def _of_recovery(one: Recovery) -> Iterable[Fault]:
    # What is asked without a loss, or beyond it, punishes.
    if one.asked > one.loss:
        yield Fault.FINE
    if one.asked > one.most:
        yield Fault.OVER_CAP
