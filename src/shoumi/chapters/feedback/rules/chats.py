"""Chats at ``/ask``: who may write what when, and what becomes of what was written (demand 10.1).

A chat is staffed on working days within ``rights.chat_hours``, by the clock of China.  Whoever
waits longer than ``rights.chat_wait`` is told of by mail; a chat in which nobody writes for
``rights.chat_idle`` becomes a request, so nothing that was asked is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from shoumi.chapters.feedback.rules import Part
from shoumi.core import constants
from shoumi.core.calendar import CHINA, day_in_china

# Of one text; of a chat, with room for what is said when it is handed over and ended.
MOST_TEXT, MOST_LINES = 2_000, 400
# Texts of one person within a minute, more than anybody types.
MOST_A_MINUTE = 20
# Chats that nobody ended; whoever comes next has the form.
MOST_OPEN = 1_000
MINUTE = timedelta(minutes=1)


class ChatState(StrEnum):
    """Stored values: changing one needs a migration."""

    WAITING = "WAITING"  # nobody of the house writes yet
    TAKEN = "TAKEN"
    ENDED = "ENDED"


class ChatPart(StrEnum):
    """What one line of a chat is.  Stored values: changing one needs a migration."""

    PERSON = "PERSON"  # said by whoever asks
    HOUSE = "HOUSE"
    NOTE = "NOTE"  # internal: never shown outside
    TAKEN = "TAKEN"
    HANDED = "HANDED"
    ENDED = "ENDED"


class ChatEnding(StrEnum):
    """What became of it.  Stored values: changing one needs a migration."""

    REQUEST = "REQUEST"
    NOTHING = "NOTHING"  # it asked for nothing; its texts are destroyed


# What whoever asks may read.
SHOWN_OUTSIDE = frozenset(ChatPart) - {ChatPart.NOTE}
# What is said in words, and what it is in the record of a request.
IN_RECORD = {
    ChatPart.PERSON: Part.ADDED,
    ChatPart.HOUSE: Part.CHAT,
    ChatPart.NOTE: Part.NOTE,
}


def is_staffed(at: datetime, is_workday: Callable[[date], bool]) -> bool:
    hours = constants.get("rights.chat_hours")
    hour = at.astimezone(CHINA).hour
    return is_workday(day_in_china(at)) and hours.part("from") <= hour < hours.part("until")


def hours() -> tuple[int, int]:
    """From and until which hour of a working day a chat is staffed."""
    told = constants.get("rights.chat_hours")
    return told.part("from"), told.part("until")


def waits_too_long(since: datetime, at: datetime) -> bool:
    return at - since > timedelta(minutes=constants.get("rights.chat_wait").number)


def idle_before(at: datetime) -> datetime:
    """A chat in which nobody wrote since then is idle."""
    return at - timedelta(minutes=constants.get("rights.chat_idle").number)
