"""This chapter in plain functions.  No database, no clock, no framework.

Sources: the articles and the handbook's demands that it keeps.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum


class Scope(StrEnum):
    """What an access token may be for here.  Stored values."""

    READ = "chapter_slug:read"
    WRITE = "chapter_slug:write"


class Topic(StrEnum):
    """Stored values: changing one needs a migration."""

    QUESTION = "QUESTION"
    CORRECTION = "CORRECTION"


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    OPEN = "OPEN"
    DONE = "DONE"


class Phase(StrEnum):
    """Where an item stands at a moment: being late is a date, so a state alone does not tell."""

    RUNNING = "RUNNING"
    OVERDUE = "OVERDUE"
    DONE = "DONE"


def phase(state: State, due: datetime, at: datetime) -> Phase:
    if state is State.DONE:
        return Phase.DONE
    return Phase.RUNNING if at < due else Phase.OVERDUE


def is_day_over(day: date, today: date) -> bool:
    """Whether nobody could keep ``day`` any more; the day itself counts whole."""
    return day < today
