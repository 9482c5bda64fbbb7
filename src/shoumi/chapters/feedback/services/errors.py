"""What the services of requests and channels refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class TextMissing(Invalid):
    """Facts: ``part`` of the record that nobody wrote."""

    code = "feedback.text_missing"


class ContactMissing(Invalid):
    """Nobody wrote how the house is reached by that channel."""

    code = "feedback.contact_missing"


class TextTooLong(Invalid):
    """Facts: ``most`` characters."""

    code = "feedback.text_too_long"


class NotYetReceived(Invalid):
    """It is said to have come later than now."""

    code = "feedback.not_yet_received"


class RecordedUntold(Invalid):
    """A call was recorded and the person was not told so."""

    code = "feedback.recorded_untold"


class NoCall(Invalid):
    """Only a call can be recorded."""

    code = "feedback.no_call"


class NobodyOfDeal(Invalid):
    """Nobody of that reference is held for the deal."""

    code = "feedback.nobody_of_deal"


class NotForThem(Invalid):
    """Whoever it is given to holds no role in which requests are answered."""

    code = "feedback.not_for_them"


class NotAssigned(Conflict):
    """Nobody is assigned to it yet."""

    code = "feedback.not_assigned"


class NotTheirs(Refused):
    """Somebody else is assigned to it."""

    code = "feedback.not_theirs"


class NoProofAsked(Conflict):
    """Nobody has to prove anything for a request of this kind."""

    code = "feedback.no_proof_asked"


class AlreadyProven(Conflict):
    code = "feedback.already_proven"


class AlreadyAnswered(Conflict):
    code = "feedback.already_answered"


class NumberUnfit(Invalid):
    """A text message is of no number."""

    code = "feedback.number_unfit"
    field = "number"


class TextLong(Invalid):
    """Facts: ``most`` characters of a text message."""

    code = "feedback.text_message_long"
    field = "text"


class KindSaid(Conflict):
    """What it asks for was said by somebody, and is no more said anew as it is closed."""

    code = "feedback.kind_said"


class AlreadyClosed(Conflict):
    code = "feedback.already_closed"


class AlreadyAsked(Conflict):
    """The person was asked and has not said more."""

    code = "feedback.already_asked"


class NothingAsked(Conflict):
    code = "feedback.nothing_asked"


class TooLate(Conflict):
    """The last day for the answer has passed."""

    code = "feedback.too_late"


class NothingGained(Conflict):
    """It was extended already, or the outer period ends no later."""

    code = "feedback.nothing_gained"


class NotProven(Conflict):
    """Whoever asks has not proved who that is."""

    code = "feedback.proof_missing"


class RecordLacks(Conflict):
    """Facts: ``what`` lacks before it may be closed."""

    code = "feedback.record_lacks"


class OutcomeUnfit(Invalid):
    """It was not answered like that."""

    code = "feedback.outcome_unfit"


class ChannelListed(Conflict):
    """A channel of that way is listed already."""

    code = "feedback.channel_listed"


class NotReachedByMail(Conflict):
    """No mailbox of requests is set, or no relay."""

    code = "feedback.not_reached_by_mail"


class NotSetAside(Conflict):
    """Somebody looked at that mail already."""

    code = "feedback.not_set_aside"


class UnreadMail(Conflict):
    """Nothing can be read of the mail."""

    code = "feedback.unread_mail"


class NoSuchFile(Missing):
    """The request has no such file, or it was destroyed."""

    code = "feedback.no_file"


class CodeUnknown(Refused):
    code = "feedback.code_unknown"


class NotRestricting(Conflict):
    """A request of its kind lets no data rest."""

    code = "feedback.not_restricting"


class StillOpen(Conflict):
    """The request is not closed yet."""

    code = "feedback.still_open"


class NothingRestricted(Conflict):
    """No restriction is in force by this request."""

    code = "feedback.nothing_restricted"


class NotPacked(Conflict):
    """What is asked for is no access and no copy."""

    code = "feedback.not_packed"


class NoPackage(Conflict):
    """None waits to be fetched."""

    code = "feedback.no_package"


class PassphraseWrong(Refused):
    """It does not open the archive."""

    code = "feedback.passphrase_wrong"


class NotOne(Conflict):
    """The two are not of one customer, proved alike, for the same; or one is merged already."""

    code = "feedback.not_one"


class NotMerged(Conflict):
    """It is answered by itself."""

    code = "feedback.not_merged"


class MergedAway(Conflict):
    """It is answered with another request."""

    code = "feedback.merged_away"


class TooLateToUndo(Conflict):
    code = "feedback.too_late_to_undo"


class NotCorrecting(Conflict):
    """What is asked for is no correction."""

    code = "feedback.not_correcting"


class FieldUnfit(Invalid):
    """Facts: ``field`` that cannot be corrected by a request."""

    code = "feedback.field_unfit"


class NothingEntered(Conflict):
    """Nobody entered a value for that field, or too long ago."""

    code = "feedback.nothing_entered"


class SamePerson(Refused):
    """Who entered it does not take it as well."""

    code = "feedback.same_person"


class EnteredOtherwise(Conflict):
    """The two did not type the same."""

    code = "feedback.entered_otherwise"


class ChangedMeanwhile(Conflict):
    """The person's data became others while they were read."""

    code = "feedback.changed_meanwhile"


class NotErasing(Conflict):
    """What is asked for is no deletion."""

    code = "feedback.not_erasing"


class NothingErases(Conflict):
    """No app of this home destroys."""

    code = "feedback.nothing_erases"


class KeptByLaw(Conflict):
    """Facts: ``count`` of what keeps it."""

    code = "feedback.kept_by_law"


class StillHeld(Conflict):
    """The person is not destroyed yet."""

    code = "feedback.still_held"


class NotWithdrawing(Conflict):
    """What is asked for is no withdrawal of a consent."""

    code = "feedback.not_withdrawing"


class NothingAgreed(Conflict):
    """There is no yes that stands, or not that one."""

    code = "feedback.nothing_agreed"


class StillAgreed(Conflict):
    """Facts: ``count`` of consents that stand."""

    code = "feedback.still_agreed"


class RecipientsOpen(Conflict):
    """Facts: ``count`` of recipients that have not confirmed."""

    code = "feedback.recipients_open"


class NoticeSettled(Conflict):
    """The recipient has answered, or is waited for no longer."""

    code = "feedback.notice_settled"


class NotTheirNotice(Refused):
    """It is to another party."""

    code = "feedback.not_their_notice"
