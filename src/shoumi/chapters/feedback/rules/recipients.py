"""Deletion and correction reach everybody who got the data (PIPL 46, 47; handbook 5.2, 10.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shoumi.chapters.feedback.rules import Kind
from shoumi.core.calendar import day_in_china

ERASING = frozenset({Kind.DELETE, Kind.CLOSE_ACCOUNT})
# Relatives of somebody who died may ask for it, and for other things (PIPL 49).
_MAY_ERASE = ERASING | {Kind.RELATIVES}


class Wanted(StrEnum):
    """What a recipient is told to do.  Stored values."""

    DELETE = "DELETE"
    CORRECT = "CORRECT"


class Answer(StrEnum):
    """What a recipient confirms.  Stored values."""

    DONE = "DONE"
    NOT_HELD = "NOT_HELD"
    KEPT_BY_LAW = "KEPT_BY_LAW"


class Standing(StrEnum):
    """Where it stands with a recipient.  Stored nowhere."""

    WAITED_FOR = "waited_for"
    LATE = "late"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Course:
    """``until``  the last day; ``answer`` once it came; ``let_go_at`` it is waited for no longer"""

    until: date
    answer: Answer | None = None
    let_go_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None and self.let_go_at is None

    def standing(self, at: datetime) -> Answer | Standing:
        if self.answer is not None:
            return self.answer
        if self.let_go_at is not None:
            return Standing.LET_GO
        return Standing.LATE if day_in_china(at) > self.until else Standing.WAITED_FOR


def erases(kind: Kind) -> bool:
    """Whether it is granted by nothing else."""
    return kind in ERASING


def may_erase(kind: Kind) -> bool:
    return kind in _MAY_ERASE


def reminder_due(course: Course, at: datetime) -> bool:
    """From the last day on, each day once."""
    return course.is_open and day_in_china(at) >= course.until
