"""Why something is not done.  Words are in ``messages``."""

from __future__ import annotations

from shoumi.chapters.incidents.rules.plans import Fault
from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class TextMissing(Invalid):
    """Facts: ``part`` that nobody wrote."""

    code = "incidents.text_missing"


class TextTooLong(Invalid):
    """Facts: ``most`` characters."""

    code = "incidents.text_too_long"


class SectionUnfit(Invalid):
    """A section is empty, or says nothing.  Facts: ``section``."""

    code = Fault.SECTION_MISSING.value
    keeps = ("20.1",)


class SectionShort(Invalid):
    """Facts: ``section``, ``least`` characters."""

    code = Fault.SECTION_SHORT.value
    keeps = ("20.1",)


class SectionGap(Invalid):
    """A place of the starter text was left open.  Facts: ``section``."""

    code = Fault.SECTION_GAP.value
    keeps = ("20.1",)


class SamePerson(Refused):
    """Who wrote, asked or found it does not decide about it."""

    code = "incidents.same_person"
    keeps = ("9.1", "9.2", "9.3")


class NotADraft(Conflict):
    code = "incidents.not_a_draft"


class PostEmpty(Conflict):
    """Nobody holds a post.  Facts: ``post``."""

    code = Fault.NO_POST.value
    keeps = ("9.1",)


class NotHere(Conflict):
    """Who holds a post is here no more."""

    code = Fault.NOT_HERE.value
    keeps = ("9.1",)


class OwnDeputy(Invalid):
    code = "incidents.own_deputy"
    keeps = ("9.1",)


class NotOnDuty(Invalid):
    """Somebody who holds no post."""

    code = "incidents.not_on_duty"


class NotStaff(Invalid):
    """Who is named is none of the staff."""

    code = "incidents.not_staff"


class OwnContact(Refused):
    code = "incidents.own_contact"
    keeps = ("20.1",)


class ChangeDecided(Conflict):
    code = "incidents.change_decided"


class NothingChanged(Invalid):
    """A version that says what the one in force says cannot answer a change."""

    code = "incidents.nothing_changed"
    keeps = ("20.3",)


class NotReached(Conflict):
    """Somebody on duty was not reached within the quarter.  Facts: ``count``."""

    code = Fault.NOT_REACHED.value
    keeps = ("20.1",)


class IsClosed(Conflict):
    code = "incidents.is_closed"


class NotYet(Invalid):
    """It is said to have been found later than now."""

    code = "incidents.not_yet"


class AlreadyReported(Conflict):
    """What it came from is an incident already.  Facts: ``number`` of that."""

    code = "incidents.already_reported"


class IsLower(Refused):
    """One person grades an incident higher and nobody grades it lower alone."""

    code = "incidents.is_lower"
    keeps = ("9.2",)


class NotLower(Invalid):
    code = "incidents.not_lower"


class LoweringOpen(Conflict):
    code = "incidents.lowering_open"


class StepOver(Conflict):
    """That step is over, or has not come."""

    code = "incidents.step_over"


class InDrill(Refused):
    """A drill touches nothing that is real."""

    code = "incidents.in_drill"
    keeps = ("20.2",)


class NotItsDeal(Invalid):
    """The incident does not touch that deal."""

    code = "incidents.not_its_deal"


class NotInPlaybook(Invalid):
    """The task is not of incidents of that kind."""

    code = "incidents.not_in_playbook"
    field = "task"


class NoMeasure(Conflict):
    """Nothing was done that could have contained it."""

    code = "incidents.no_measure"
    keeps = ("9.2",)


class SpanUnfit(Invalid):
    """It ends before it begins, or later than now."""

    code = "incidents.span_unfit"


class NobodyTold(Invalid):
    code = "incidents.nobody_told"
    keeps = ("9.2",)


class NobodyCounted(Conflict):
    """Nobody was counted from the ledger, so nobody can be written to."""

    code = "incidents.nobody_counted"


class NoIncidentText(Conflict):
    """The vendor of text messages approved no text of incidents."""

    code = "incidents.no_incident_text"


class NothingPublic(Conflict):
    """A text message leads to the public note, and there is none."""

    code = "incidents.nothing_public"


class ProofMissing(Invalid):
    """The paper that shows that somebody was told."""

    code = "incidents.proof_missing"
    keeps = ("9.2",)


class AboutOneself(Refused):
    """Nobody judges oneself."""

    code = "incidents.about_oneself"
    keeps = ("9.3",)


class NotThePerson(Refused):
    code = "incidents.not_the_person"


class StillToReply(Conflict):
    """The person has not replied, and still has time to."""

    code = "incidents.still_to_reply"
    keeps = ("9.3",)


class FindingUnfit(Invalid):
    """Nobody is named who could answer for it."""

    code = "incidents.finding_unfit"


class StillOwed(Conflict):
    """Facts: ``what`` has to be done before it is closed."""

    code = "incidents.still_owed"
    keeps = ("9.2", "9.3")


class NextUnfit(Invalid):
    """No next word is promised of an incident that goes on, or it is not later than now."""

    code = "incidents.next_unfit"


class NamesSomebody(Refused):
    """What is public names nobody."""

    code = "incidents.names_somebody"
    keeps = ("9.2",)


class WindowUnfit(Invalid):
    """It begins before now, or lasts less than an hour or more than three months."""

    code = "incidents.window_unfit"


class DrawnAlready(Conflict):
    """Another that this person arranged has not begun."""

    code = "incidents.drawn_already"


class NothingToAnswer(Missing):
    """Nothing has come in that drill that asks for an answer under that reference."""

    code = "incidents.nothing_to_answer"


class NotADrill(Conflict):
    code = "incidents.not_a_drill"


class InjectsUnfit(Invalid):
    """A line that is no inject.  Facts: ``line``, its number."""

    code = "incidents.injects_unfit"
