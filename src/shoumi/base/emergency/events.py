"""What emergencies write to the ledger, about the emergency.

emergency.opened    facts: subject (pseudonym), task, fields and reason (digests), number, until
emergency.notified  facts: protection, second (who was told), messages (count); before any value
emergency.reviewed  facts: person, outcome, note, late
emergency.overdue   facts: person; the account is stopped since then, whenever this was written
emergency.refused   facts: why; about the actor or the emergency
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


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


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.OPENED: Sentence(
        (
            "紧急开启了一位客户的资料，本季度第 {number} 次，至 {until}",
            "opened one customer in an emergency, number {number} of the quarter, until {until}",
        )
    ),
    Tag.NOTIFIED: Sentence(
        (
            "在看到任何内容之前通知了 {protection} 和 {second}",
            "had {protection} and {second} told before any value was shown",
        )
    ),
    Tag.REVIEWED: Sentence(
        (
            "复核了 {person} 的紧急开启：{outcome}，{note}",
            "reviewed an emergency of {person}: {outcome}, {note}",
        ),
        {"outcome": "emergency.Outcome", "note": "emergency.Note"},
    ),
    Tag.OVERDUE: Sentence(
        (
            "没有按时复核，{person} 的账号已停用",
            "had no review in time: the account of {person} is stopped",
        )
    ),
    Tag.REFUSED: Sentence(
        ("紧急开启被拒：{why}", "an emergency was refused: {why}"), {"why": "emergency.Why"}
    ),
}
