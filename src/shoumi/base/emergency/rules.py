"""Who may, how often, for how long, and who is told and reviews.

Openers are those who meet a customer in need (CS) or an attack (SEC) and cannot open a task.  Head
and protection officer can, so they need no emergency; and as they alone review, nobody who reviews
is ever stopped for a review that did not come.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shoumi.base.emergency.errors import NoteUnfit, ReasonNames, ReasonUnfit
from shoumi.base.emergency.events import Note, Outcome
from shoumi.core import constants
from shoumi.core.gate import Act
from shoumi.core.terms import Purpose, Role

OPENERS = (Role.CS, Role.SEC)
REVIEWERS = (Role.DPO, Role.HEAD)
# Who is told: the protection officer and one more, neither the opener.
SECOND = (Role.HEAD, Role.SEC)
WATCHERS = (Role.DPO, Role.HEAD, Role.SEC)

PURPOSE, ACTS = Purpose.SERVICE, (Act.REVEAL,)
LEAST_REASON, MOST_REASON = 8, 200
_CHINA = ZoneInfo("Asia/Shanghai")
_NOTES: Mapping[Outcome, frozenset[Note]] = MappingProxyType(
    {
        Outcome.JUSTIFIED: frozenset({Note.NEEDED, Note.TOO_WIDE}),
        Outcome.NOT_JUSTIFIED: frozenset(Note) - {Note.NEEDED},
    }
)


@cache
def lasts() -> timedelta:
    return timedelta(minutes=constants.get("operations.emergency_lasts").number)


@cache
def review_within() -> timedelta:
    return timedelta(hours=constants.get("operations.emergency_review").number)


@cache
def most() -> int:
    """How often one person may, in a quarter."""
    return constants.get("operations.emergency_most").number


def quarter(at: datetime) -> str:
    """The quarter of the year in China, such as ``2026Q3``."""
    day = at.astimezone(_CHINA)
    return f"{day.year}Q{(day.month + 2) // 3}"


def reason(text: str) -> str:
    """
    Raises:
        ReasonUnfit
        ReasonNames: it names somebody or holds a number of somebody; it is kept in the clear.
    """
    # Brings in the array library, which most callers of this module never need.
    from shoumi.core.redact.cover import covers

    plain = " ".join(text.split())
    if not LEAST_REASON <= len(plain) <= MOST_REASON or not plain.isprintable():
        raise ReasonUnfit(least=LEAST_REASON, most=MOST_REASON)
    if covers(plain):
        raise ReasonNames
    return plain


def fits(outcome: Outcome, note: Note) -> None:
    """
    Raises:
        NoteUnfit
    """
    if note not in _NOTES[outcome]:
        raise NoteUnfit
