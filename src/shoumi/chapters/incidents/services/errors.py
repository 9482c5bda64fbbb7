"""Why something is not done.  Words are in ``messages``."""

from __future__ import annotations

from shoumi.chapters.incidents.rules.plans import Fault
from shoumi.core.errors import Conflict, Invalid, Refused


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
