"""What the handover refuses."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.gate import GateClosed


class NothingAgreed(Missing):
    """Nobody of the deal was told or asked, so nothing may leave."""

    code = "cli.no_campaign"


class WrongTask(Invalid):
    """Facts: ``task``.  Its purpose is not the handover, or it is another deal's: the gate would
    ask something else."""

    code = "handover.wrong_task"


class WrongRecipient(Refused):
    """What was told or agreed to was told or agreed to for another recipient."""

    code = "handover.wrong_recipient"


class ColumnsNotSaid(Refused):
    """Facts: ``fields``.  People were not told that these leave: no notice names them."""

    code = "handover.columns_not_said"


class NobodyToSend(Invalid):
    code = "handover.nobody"


class NobodyAgreed(Conflict):
    """People were asked, and nobody's yes stands: there is nothing to hand over."""

    code = "handover.nobody_agreed"
    keeps = ("6.2",)


class NobodyMayLeave(GateClosed):
    """The gate keeps everybody here for reasons that are about none of them: keys, training, the
    assessment.  Facts: ``demands`` that are not kept, ``reasons``."""

    code = "handover.nobody_may_leave"


class NoSuchPackage(Missing):
    code = "handover.missing"


class NotInState(Conflict):
    code = "handover.not_in_state"


class ReleasedBySealer(Refused):
    code = "handover.released_by_sealer"


class FileDiffers(Conflict):
    """The file is gone, or is not what was sealed."""

    code = "handover.file_differs"


class SomeoneLeft(Conflict):
    """Facts: ``count``.  People in the package who may not leave any more."""

    code = "handover.someone_left"


class SomeoneLeftSince(Conflict):
    """Facts: ``count``.  The package was received; so many in it left since."""

    code = "handover.someone_left_since"


class ReceiptDiffers(Conflict):
    """The recipient holds something else than what was sent."""

    code = "handover.receipt_differs"


class ReceivedBySender(Refused):
    """Whoever sealed or released a package does not give its receipt."""

    code = "handover.received_by_sender"
