"""Refusals of opening in an emergency, and of its review."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class OpensTasks(Refused):
    """Head and protection officer open tasks, and review emergencies; they have none themselves."""

    code = "emergency.opens_tasks"


class NoneLeft(Refused):
    """``most`` were opened by this person in this quarter."""

    code = "emergency.none_left"


class NobodyToTell(Refused):
    """There is no protection officer, or no second officer besides, to be told first."""

    code = "emergency.nobody_to_tell"


class ReasonUnfit(Invalid):
    """Shorter than ``least``, longer than ``most`` characters, or not printable."""

    code = "emergency.reason_unfit"


class ReasonNames(Invalid):
    """The scan finds somebody in it."""

    code = "emergency.reason_names"


class FieldsUnfit(Invalid):
    """None, or one that the register does not give to the service of a customer."""

    code = "emergency.fields_unfit"


class NoSuchCustomer(Missing):
    code = "emergency.no_such_customer"


class NoSuchEmergency(Missing):
    code = "emergency.missing"


class OwnReview(Refused):
    """Who opened it does not review it."""

    code = "emergency.own_review"


class Reviewed(Conflict):
    code = "emergency.reviewed"


class NoteUnfit(Invalid):
    """The note says otherwise than the outcome."""

    code = "emergency.note_unfit"
