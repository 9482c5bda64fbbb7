"""What the services of assessments refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class NoRisks(Invalid):
    code = "pipia.no_risks"


class RisksLeftOut(Invalid):
    """A risk that was written down is missing now, or has become smaller by itself."""

    code = "pipia.risks_left_out"


class ResidualTooHigh(Refused):
    """Handbook 7.3: the activity is blocked."""

    code = "pipia.residual_too_high"


class FieldsUnregistered(Invalid):
    """Facts: ``fields`` that are not registered for what is assessed."""

    code = "pipia.fields_unregistered"


class NotADraft(Conflict):
    code = "pipia.not_a_draft"


class StillDrafts(Refused):
    """Facts: ``count`` of passages that nobody has edited or confirmed."""

    code = "pipia.still_drafts"


class NotWhole(Refused):
    """Facts: ``lacks``, what nobody wrote; ``count`` of the places.

    Handbook 7.3: an assessment assesses; drop-downs alone do not.
    """

    code = "pipia.not_whole"


class NotOurReport(Invalid):
    """What was brought is another paper than the house makes of the assessment."""

    code = "pipia.not_our_report"
    field = "paper"


class NoSuchPart(Missing):
    """Facts: ``what`` was asked for and does not stand there."""

    code = "pipia.no_such_part"


class ChangedMeanwhile(Conflict):
    """It says something else now than the report that was made of it."""

    code = "pipia.changed_meanwhile"


class NoSuchAssessment(Missing):
    code = "pipia.missing"


class ApprovedByAssessor(Conflict):
    code = "pipia.approved_by_assessor"
