"""What chapter 6 refuses."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class ContentsMissing(Invalid):
    """The notice does not say what the law wants said."""

    code = "notice.contents_missing"


class NoSuchNotice(Missing):
    code = "notice.missing"


class NotWaiting(Conflict):
    """It was approved or returned before."""

    code = "notice.not_waiting"


class ApprovedByWriter(Conflict):
    """Two persons: one writes a text, another approves it."""

    code = "notice.approved_by_writer"


class NoSuchCampaign(Missing):
    code = "campaign.missing"


class AskedAlready(Conflict):
    """NDSR 22(5): people are not asked again after a no."""

    code = "campaign.asked_already"


class WrongInstrument(Invalid):
    """Facts: ``instrument``, ``purpose``."""

    code = "campaign.wrong_instrument"


class NotInState(Conflict):
    code = "campaign.not_in_state"


class NobodyToTell(Invalid):
    code = "campaign.nobody_to_tell"


class RemindedAlready(Refused):
    """One reminder a campaign."""

    code = "campaign.reminded_already"


class NoLetter(Conflict):
    """What was never sent, or came back before, does not come back."""

    code = "campaign.no_letter"


class NotToHand(Conflict):
    """Handed over is what was written to a file and left by no other way, and each letter once."""

    code = "campaign.not_to_hand"


class WindowOver(Conflict):
    code = "campaign.window_over"


class WindowOpen(Conflict):
    code = "campaign.window_open"


class LettersWaiting(Conflict):
    """Facts: ``count``, of letters that have not left: nobody's silence is a no yet."""

    code = "campaign.letters_waiting"


class NothingChanged(Conflict):
    """Nothing of the terms is other, or the house has acted on it."""

    code = "campaign.nothing_changed"


class TooLate(Invalid):
    """A text does not take effect on a day that is over."""

    code = "campaign.too_late"


class NotInvited(Missing):
    code = "consent.not_invited"


class AnsweredAlready(Conflict):
    code = "consent.answered_already"


class NotAsked(Conflict):
    """A notice informs: who does not agree objects."""

    code = "consent.not_asked"


class Simulated(Refused):
    """Nobody was asked; only a demo home pretends."""

    code = "consent.simulated"


class GuardianOnly(Refused):
    """PIPL 31: for a child under 14 the guardian answers."""

    code = "consent.guardian_only"


class NothingToWithdraw(Missing):
    code = "consent.nothing_to_withdraw"
