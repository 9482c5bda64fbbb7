"""Why something is not done.  Words are in ``messages``."""

from __future__ import annotations

from shoumi.chapters.conduct.rules.sanctions import Fault
from shoumi.core.errors import Conflict, DomainError, Invalid, Refused


class TextMissing(Invalid):
    """Facts: ``part`` that nobody wrote."""

    code = "conduct.text_missing"


class TextTooLong(Invalid):
    """Facts: ``most`` characters."""

    code = "conduct.text_too_long"


class RuleUnfit(Invalid):
    """A line that is no rule, or a code twice.  Facts: ``line``, its number."""

    code = "conduct.rule_unfit"


class NotConsulted(Invalid):
    """The rules were talked over with nobody, or later than they were written (LCL 4)."""

    code = "conduct.not_consulted"
    keeps = ("4.3",)


class SamePerson(Refused):
    """Who wrote or approved it does not approve it as another."""

    code = "conduct.same_person"
    keeps = ("4.3",)


class NotADraft(Conflict):
    code = "conduct.not_a_draft"


class TwoMissing(Conflict):
    """Two others have to approve it before."""

    code = "conduct.two_missing"
    keeps = ("4.3",)


class NotInForce(Conflict):
    code = "conduct.not_in_force"


class AlreadyAccepted(Conflict):
    code = "conduct.already_accepted"


class AlreadyCommitted(Conflict):
    """The seeds of this month and the next are committed to."""

    code = "conduct.already_committed"


class MonthRuns(Conflict):
    """Facts: ``month``, which is not over."""

    code = "conduct.month_runs"


class AlreadyDrawn(Conflict):
    code = "conduct.already_drawn"


class NobodyElse(Conflict):
    """Whoever could look at an access made it.  Facts: ``person``."""

    code = "conduct.nobody_else"
    keeps = ("4.2",)


class OwnAccess(Refused):
    """Nobody says anything of an own access, or of who looks at it."""

    code = "conduct.own_access"
    keeps = ("4.2",)


class NotYours(Refused):
    """Another was asked to look at it."""

    code = "conduct.not_yours"
    keeps = ("4.2",)


class NoChecker(Invalid):
    """Whoever is named could not be asked."""

    code = "conduct.no_checker"


class AlreadyJudged(Conflict):
    code = "conduct.already_judged"


class GroundUnfit(Invalid):
    code = "conduct.ground_unfit"


class NotAllJudged(Conflict):
    """Facts: ``count`` that nobody has looked at."""

    code = "conduct.not_all_judged"
    keeps = ("4.2",)


class IsChecked(Refused):
    """Who is checked in it does not close it."""

    code = "conduct.is_checked"
    keeps = ("4.2",)


class NotDrawn(Conflict):
    """There is nothing to close yet, or it is closed."""

    code = "conduct.not_drawn"


class EvidenceUnfit(Invalid):
    """Facts: ``position`` of an entry that is not of that person, or is none."""

    code = "conduct.evidence_unfit"


class OwnCase(Refused):
    """Nobody opens, decides or settles an own case."""

    code = "conduct.own_case"
    keeps = ("4.3",)


class OpenedIt(Refused):
    """Who opened a case does not decide it, and who decided does not settle the appeal."""

    code = "conduct.opened_it"
    keeps = ("4.3",)


class NotThePerson(Refused):
    code = "conduct.not_the_person"


class StepOver(Conflict):
    """That step of the case is over, or has not come."""

    code = "conduct.step_over"


class NoVersion(Refused):
    code = Fault.NO_VERSION.value
    keeps = ("4.3",)


class NoRule(Invalid):
    code = Fault.NO_RULE.value
    keeps = ("4.3",)


class TooSevere(Refused):
    code = Fault.TOO_SEVERE.value
    keeps = ("4.3",)


class NoReply(Refused):
    code = Fault.NO_REPLY.value
    keeps = ("4.3",)


class NoEvidence(Refused):
    code = Fault.NO_EVIDENCE.value
    keeps = ("4.3",)


class IsAFine(Refused):
    code = Fault.FINE.value
    keeps = ("4.3",)


class OverCap(Refused):
    """Facts: ``most`` fen of that month's wage."""

    code = Fault.OVER_CAP.value
    keeps = ("4.3",)


OF_FAULT: dict[Fault, type[DomainError]] = {
    Fault.NO_VERSION: NoVersion,
    Fault.NO_RULE: NoRule,
    Fault.TOO_SEVERE: TooSevere,
    Fault.NO_REPLY: NoReply,
    Fault.NO_EVIDENCE: NoEvidence,
    Fault.FINE: IsAFine,
    Fault.OVER_CAP: OverCap,
    Fault.OWN_CASE: OwnCase,
}


class OneselfNot(Refused):
    """Nobody thanks oneself, or suspends or lifts one's own access."""

    code = "conduct.oneself_not"


class VoicesMissing(Conflict):
    """Facts: ``said`` how many say it was talked over with them, ``wanted`` how many it takes."""

    code = "conduct.voices_missing"


class OwnBook(Refused):
    """Who wrote or approved a version is not asked whether it was talked over."""

    code = "conduct.own_book"


class AlreadyLeaving(Conflict):
    code = "conduct.already_leaving"


class NotLeaving(Conflict):
    """It was withdrawn already."""

    code = "conduct.not_leaving"


class DayToCome(Invalid):
    code = "conduct.day_to_come"
    field = "given_on"


class AlreadyAnswered(Conflict):
    code = "conduct.already_answered"


class AlreadySuspended(Conflict):
    code = "conduct.already_suspended"


class NotSuspended(Conflict):
    code = "conduct.not_suspended"
