"""Refusals about mail addresses of people of the house, lists of people to invite, and the calendar
of the inbox."""

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


class NoLines(Invalid):
    """Nothing was pasted, or a heading alone."""

    code = "people.no_lines"
    field = "lines"


class TooManyLines(Invalid):
    """Facts: ``most`` in one go, ``count`` that there are."""

    code = "people.too_many_lines"
    field = "lines"


class AddressFirst(Invalid):
    """A mail address stands where the name belongs."""

    code = "people.address_first"


class NoSuchRole(Invalid):
    """A word among the roles of a line names none."""

    code = "people.no_such_role"


class RolesTogether(Conflict):
    """Facts: ``roles`` of one line that nobody holds together."""

    code = "people.roles_together"
    keeps = ("1.5",)


class ListedTwice(Conflict):
    """Facts: ``line`` in which the person stood before."""

    code = "people.listed_twice"


class AlreadyHere(Conflict):
    """Facts: ``person`` who is."""

    code = "people.already_here"
