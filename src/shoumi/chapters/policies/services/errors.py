"""Why something is not done.  Words are in ``messages`` and ``group_messages``."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class ItemsMissing(Invalid):
    code = "policy.items_missing"


class NotApproved(Conflict):
    code = "policy.not_approved"


class NotADraft(Conflict):
    code = "policy.not_a_draft"


class ApprovedByOnePerson(Conflict):
    code = "policy.approved_by_one_person"


class NoSuchVersion(Missing):
    code = "policy.missing"


class TextMissing(Conflict):
    code = "policy.text_missing"


class FactsMissing(Invalid):
    code = "policy.facts_missing"


class GapsLeft(Invalid):
    code = "policy.gaps_left"


class TextChanged(Conflict):
    code = "policy.text_changed"


class GroupIncomplete(Conflict):
    """The working group lacks a seat that has to be filled.  Facts: ``seats``."""

    code = "policy.group_incomplete"
    keeps = ("1.1",)


class NotDecided(Conflict):
    """No quorate meeting, whose minutes two wrote and confirmed, adopted this very text."""

    code = "policy.not_decided"
    keeps = ("1.1",)


class CommentsOpen(Conflict):
    """Facts: ``count`` of comments that nobody answered."""

    code = "policy.comments_open"
    keeps = ("1.1",)


class SeatUnfit(Invalid):
    """Who is named holds no role that fills the seat.  Facts: ``seat``."""

    code = "policy.seat_unfit"


class SeatTaken(Conflict):
    """The person has this seat."""

    code = "policy.seat_taken"


class NotAMember(Refused):
    """Only who sits in the group does this."""

    code = "policy.not_a_member"
    keeps = ("1.1",)


class MemberLeft(Conflict):
    code = "policy.member_left_already"


class MeetingNotYet(Conflict):
    """It begins later.  Facts: ``held``."""

    code = "policy.meeting_not_yet"


class MeetingOver(Conflict):
    """Its minutes are written."""

    code = "policy.meeting_over"


class MeetingRuns(Conflict):
    """Its minutes are not written yet."""

    code = "policy.meeting_runs"


class AlreadyVoted(Conflict):
    code = "policy.already_voted"


class MinutesBySame(Refused):
    """Who wrote the minutes does not confirm them, nor does who was not there."""

    code = "policy.minutes_by_same"
    keeps = ("1.1",)


class OwnComment(Refused):
    """Who made a comment does not answer it."""

    code = "policy.own_comment"


class CommentAnswered(Conflict):
    code = "policy.comment_answered_already"


class WordsMissing(Invalid):
    """Facts: ``part`` that nobody wrote."""

    code = "policy.words_missing"


class PersonalDataInText(Invalid):
    """Facts: ``count`` of numbers that are a person's."""

    code = "policy.personal_data_in_text"


class NotInForce(Conflict):
    """Another version is in force, or none."""

    code = "policy.not_in_force"


class AlreadyAccepted(Conflict):
    code = "policy.accepted_already"


class FieldUnknown(Invalid):
    """Facts: ``fields`` that the register in force does not have; none: none was named."""

    code = "policy.field_unknown"


class ProposalSettled(Conflict):
    code = "policy.proposal_settled"


class RegisterNamesIt(Conflict):
    """Facts: ``field`` that the newest version has by now."""

    code = "policy.register_names_it"


class RecipientsMissing(Invalid):
    code = "policy.recipients_missing"
