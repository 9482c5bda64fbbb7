"""Refusals about mail addresses of people of the house and about the calendar of the inbox."""

from __future__ import annotations

from typing import ClassVar

from shoumi.core.errors import Conflict, Invalid, Missing, Unavailable


class NoMailbox(Missing):
    """The person has no mail address here."""

    code = "mailbox.none"


class SameAddress(Conflict):
    """It is the person's confirmed address already."""

    code = "mailbox.same_address"


class AlreadyConfirmed(Conflict):
    code = "mailbox.already_confirmed"


class NotConfirmed(Conflict):
    """Nothing is sent to an address nobody has confirmed."""

    code = "mailbox.not_confirmed"


class CodeWrong(Invalid):
    code = "mailbox.code_wrong"


class CodeOver(Conflict):
    """Too old, or tried too often."""

    code = "mailbox.code_over"


class TooManyCodes(Conflict):
    """Facts: ``most`` in one day."""

    code = "mailbox.too_many_codes"


class NoSuchCalendar(Missing):
    """Unknown or revoked, or its person may not act any more.  Says not which."""

    code = "calendar.no_such"


class AskedTooOften(Unavailable):
    """Facts: ``seconds`` until the next one is looked at."""

    code = "calendar.asked_too_often"
    status: ClassVar[int] = 429
