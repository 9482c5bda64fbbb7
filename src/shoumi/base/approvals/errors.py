"""What approvals refuse.

``NeedsApproval`` and those below it are raised by ``services.spend``: the act was not done.
"""

from __future__ import annotations

from shoumi.base.approvals.rules import Change
from shoumi.core.errors import Conflict, Missing, Refused


class NeedsApproval(Refused):
    """No approval that is good covers this very change.  Facts: ``action``.

    ``change`` is what has to be asked for.
    """

    code = "approvals.not_asked"

    def __init__(self, change: Change) -> None:
        super().__init__(action=change.action)
        self.change = change


class NotAsked(NeedsApproval):
    """The actor has asked for nothing like it."""


class Pending(NeedsApproval):
    """It was asked for and nobody has answered yet."""

    code = "approvals.pending"


class Differs(NeedsApproval):
    """Something else was approved: the parameters, or what they change, are not those any more."""

    code = "approvals.differs"


class Over(NeedsApproval):
    """It was asked for longer ago than an approval is good for."""

    code = "approvals.over"


class Spent(NeedsApproval):
    """It was used before; an approval is good once."""

    code = "approvals.spent"


class TurnedDown(NeedsApproval):
    code = "approvals.turned_down"


class Withdrawn(NeedsApproval):
    code = "approvals.withdrawn"


class RequesterMayNot(Refused):
    """Who asked for it may not ask any more.  Facts: ``action``."""

    code = "approvals.requester_may_not"


class ApproverMayNot(Refused):
    """Who approved it may not approve any more.  Facts: ``action``."""

    code = "approvals.approver_may_not"


class TooLate(Conflict):
    """Where an act has approvals of its own: they are older than an approval is good for.

    Facts: ``action``.
    """

    code = "approvals.too_late"


class TwoPeopleNeeded(Refused):
    """Nobody answers for a request of one's own."""

    code = "approvals.two_people_needed"


class NoSuchApproval(Missing):
    code = "approvals.missing"


class Answered(Conflict):
    """The request is not open any more.  Facts: ``state``."""

    code = "approvals.answered"


class AnsweredTooLate(Conflict):
    """Asked for longer ago than a request is good for."""

    code = "approvals.answered_too_late"


class AskedAlready(Conflict):
    """The same person has asked for the same change, and that request is good still."""

    code = "approvals.asked_already"
