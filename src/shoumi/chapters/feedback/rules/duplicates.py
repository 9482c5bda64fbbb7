"""Two requests of one person for the same thing are answered together, by the earlier clock.

Only where it is the same customer, proved alike: a name, a number or a contact that somebody gives
joins nothing (handbook 10.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.chapters.feedback.rules import Kind, Proof
from shoumi.core import constants
from shoumi.core.calendar import day_in_china

# As long as the outer limit of an answer, within which both are in hand.
_TERM = "rights.dsr_reply_outer"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.  ``subject`` is empty where it is not known which customer asks."""

    kind: Kind
    subject: str
    proof: Proof | None
    is_open: bool


def are_one(first: Side, second: Side) -> bool:
    same = (first.kind, first.subject, first.proof) == (second.kind, second.subject, second.proof)
    is_known = bool(first.subject) and first.proof is not None
    return same and is_known and first.is_open and second.is_open


def may_undo(merged_at: datetime, at: datetime) -> bool:
    last = day_in_china(merged_at) + timedelta(days=constants.get(_TERM).number)
    return day_in_china(at) <= last
