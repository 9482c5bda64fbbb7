"""What emergencies write to the ledger, about the emergency.

emergency.opened    facts: subject (pseudonym), task, fields and reason (digests), number, until
emergency.notified  facts: protection, second (who was told), messages (count); before any value
emergency.reviewed  facts: person, outcome, note, late
emergency.overdue   facts: person; the account is stopped since then, whenever this was written
emergency.refused   facts: why; about the actor or the emergency
"""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    OPENED = "emergency.opened"
    NOTIFIED = "emergency.notified"
    REVIEWED = "emergency.reviewed"
    OVERDUE = "emergency.overdue"
    REFUSED = "emergency.refused"


class Outcome(StrEnum):
    """Stored values: changing one needs a migration."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


class Note(StrEnum):
    """Why.  Stored values."""

    NEEDED = "needed"  # it could not wait, and no more was opened than was needed
    TOO_WIDE = "too_wide"  # more fields than were needed
    COULD_WAIT = "could_wait"
    WRONG_PERSON = "wrong_person"
    NO_GROUND = "no_ground"


class Why(StrEnum):
    """Refusals that are evidence."""

    NOT_PERMITTED = "accounts.not_permitted"
    OPENS_TASKS = "emergency.opens_tasks"
    NONE_LEFT = "emergency.none_left"
    NOBODY_TO_TELL = "emergency.nobody_to_tell"
    OWN_REVIEW = "emergency.own_review"
