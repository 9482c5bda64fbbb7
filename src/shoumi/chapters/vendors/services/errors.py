"""What the services of vendors refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class AlreadyThere(Conflict):
    """A vendor of that credit code is registered."""

    code = "vendors.already_there"


class NothingListed(Invalid):
    """Facts: ``part``: ways, purposes or fields, of which none was chosen."""

    code = "vendors.nothing_listed"


class UnknownField(Invalid):
    """Facts: ``fields``, that the register does not have."""

    code = "vendors.unknown_field"


class TextMissing(Invalid):
    """Facts: ``part`` that nobody wrote."""

    code = "vendors.text_missing"


class SamePerson(Refused):
    """Who wrote an assessment does not approve it."""

    code = "vendors.same_person"
    keeps = ("5.1",)


class ImpactTooHigh(Refused):
    """What is left of the risk is more than may be (handbook 7.3)."""

    code = "vendors.impact_too_high"
    keeps = ("5.1",)


class NothingToApprove(Conflict):
    code = "vendors.nothing_to_approve"


class AlreadyAsked(Conflict):
    """A questionnaire of this vendor waits to be answered or judged."""

    code = "vendors.already_asked"


class LinkUnknown(Refused):
    """The link was spent, is too old, or is none."""

    code = "vendors.link_unknown"


class ReportLinkUnknown(Refused):
    """The link was replaced, its vendor is one no more, or it is none."""

    code = "vendors.report_link_unknown"


class TooManyReports(Refused):
    """Facts: ``most`` by one link in a day."""

    code = "vendors.too_many_reports"


class SubProcessorIncomplete(Invalid):
    """Facts: ``line`` of those that were listed, from 1."""

    code = "vendors.sub_processor_incomplete"
    field = "subs"


class ListedByOneself(Refused):
    """Whoever listed a sub-processor does not agree to it too."""

    code = "vendors.listed_by_oneself"
    keeps = ("5.2",)


class AnswersMissing(Invalid):
    """Facts: ``count`` of questions without an answer."""

    code = "vendors.answers_missing"


class AlreadyAnswered(Conflict):
    code = "vendors.already_answered"


class NotAnswered(Conflict):
    code = "vendors.nothing_answered"


class AgreementLacks(Invalid):
    """Facts: ``part``, the first thing that lacks."""

    code = "vendors.agreement_lacks"
    keeps = ("5.2",)


class SignersMissing(Invalid):
    """The house and the vendor sign: two people at least."""

    code = "vendors.signers_missing"


class NotASigner(Refused):
    code = "vendors.not_a_signer"


class NotADraft(Conflict):
    code = "vendors.not_a_draft"


class SignedMeanwhile(Conflict):
    code = "vendors.signed_meanwhile"


class NotInForce(Conflict):
    code = "vendors.not_in_force"


class NoToken(Refused):
    """Facts: ``lack``, the first reason why nothing may reach the vendor."""

    code = "vendors.no_token"


class NotEntrusted(Refused):
    """No vendor has a token for it.  Facts: ``way``, ``purpose``, ``fields``."""

    code = "vendors.not_entrusted"
    keeps = ("5.1", "5.2")


class OtherAccount(Refused):
    """Its token is for an account or relay that is not the one set up now.

    Facts: ``way``, and ``account`` as ``core.entrustment``; empty: none is set up.
    """

    code = "vendors.other_account"
    keeps = ("5.1", "5.2")


class NotYetKnown(Invalid):
    """It is said to have been known later than now."""

    code = "vendors.not_yet_known"


class ProofMissing(Invalid):
    """A paper is needed that proves it."""

    code = "vendors.proof_missing"


class Over(Conflict):
    """The vendor is no vendor any more."""

    code = "vendors.is_over"


class CompanyUnknown(Conflict):
    """Nobody said under Settings who the house is, so no agreement can name it."""

    code = "vendors.company_unknown"
