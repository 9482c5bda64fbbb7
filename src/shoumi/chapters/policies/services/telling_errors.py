"""What is refused of who was told of a version of the policy."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class NoSuchDataSet(Missing):
    code = "policy.no_such_dataset"


class NoSuchTelling(Missing):
    code = "policy.no_such_telling"


class NotToldThen(Invalid):
    """Before the version was in force, or on a day to come."""

    code = "policy.not_told_then"
    field = "told_on"


class AlreadyTold(Conflict):
    """It is noted already that people of the data set were told of this version."""

    code = "policy.already_told"


class OwnTelling(Refused):
    """Whoever noted it does not confirm it."""

    code = "policy.own_telling"


class TellingConfirmed(Conflict):
    code = "policy.telling_confirmed"


class AnswerCodeUnknown(Invalid):
    """The code is nobody's."""

    code = "policy.answer_code_unknown"
    field = "code"
