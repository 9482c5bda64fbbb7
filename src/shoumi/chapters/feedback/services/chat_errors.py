"""What the services of chats refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused, Unavailable


class ChatShut(Conflict):
    """Nobody of the house is there now, or the house lists no chat."""

    code = "feedback.chat_shut"


class ChatsFull(Unavailable):
    """As many are open as may be."""

    code = "feedback.chats_full"


class ChatEnded(Conflict):
    code = "feedback.chat_ended_before"


class ChatTaken(Conflict):
    """Somebody else of the house has it."""

    code = "feedback.chat_taken_before"


class ChatNotTaken(Conflict):
    """Nobody has taken it yet."""

    code = "feedback.chat_not_taken"


class ChatNotTheirs(Refused):
    """Somebody else of the house has it."""

    code = "feedback.chat_not_theirs"


class ChatLineLong(Invalid):
    """Facts: ``most`` characters."""

    code = "feedback.chat_line_long"


class ChatTooFast(Conflict):
    """More texts came within a minute than anybody types."""

    code = "feedback.chat_too_fast"


class ChatTooLong(Conflict):
    """It has as many lines as one may have."""

    code = "feedback.chat_too_long"


class OthersData(Invalid):
    """The text has a number or an address that whoever asks did not say.  Facts: ``labels``."""

    code = "feedback.others_data"
