"""Refusals of the API itself; what the house refuses has its own codes."""

from __future__ import annotations

from shoumi.core.errors import Conflict, DomainError, Invalid, Missing, Refused


class Nothing(Missing):
    """No such address, or nothing there that this caller may know of."""

    code = "api.nothing"


class WrongMethod(Invalid):
    """Facts: ``allowed``."""

    code = "api.wrong_method"


class TooManyCalls(Refused):
    """Facts: ``seconds`` until the next one is looked at."""

    code = "api.too_many_calls"


class Unreadable(DomainError):
    """The body is not what its type says."""

    code = "api.unreadable"


class TooLarge(Invalid):
    """The body is longer than is read at once."""

    code = "api.too_large"


class Unfit(Invalid):
    """Fields that cannot be taken as they are; each is named with its mend."""

    code = "api.unfit"


class CursorUnfit(DomainError):
    """A place in a list that was not handed out to this token for this list."""

    code = "api.cursor_unfit"


class ByHand(Refused):
    """A second person's yes, or an act that cannot be undone: done on a page.  Facts: ``where``."""

    code = "api.by_hand"


class EmptyFile(Invalid):
    """A paper with nothing in it."""

    code = "api.empty_file"


class OtherChange(Conflict):
    """The answer is for another change than this request is about."""

    code = "api.other_change"


class Bug(DomainError):
    """The program failed.  Facts: ``number`` under which it was written down."""

    code = "api.bug"
