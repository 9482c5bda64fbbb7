"""Refusals about notices at collection."""

from __future__ import annotations

from shoumi.base.collection_notices.rules import Fault
from shoumi.core.errors import Conflict, DomainError, Invalid, Missing


class NoSuchSet(Missing):
    code = "collection.no_such_set"


class NoSuchNotice(Missing):
    code = "collection.no_such_notice"


class AlreadyFiled(Conflict):
    """This very file is what the set has now."""

    code = "collection.already_filed"


class DatedAhead(Invalid):
    """It is said to be in use from a day that has not come."""

    code = "collection.dated_ahead"


class NotWhole(Invalid):
    """A file without the day or the place, or both a file and a reason why there is none."""

    code = "collection.not_whole"


class Replaced(Conflict):
    """Another one stands in its place, or the statement that there is none."""

    code = "collection.replaced"


class NothingToJudge(Conflict):
    """It was stated that there is none."""

    code = "collection.nothing_to_judge"


class MissingUnsaid(Invalid):
    """Something does not stand in the notice whole, and what is missing is not written."""

    code = "collection.missing_unsaid"


class MissingNames(Invalid):
    """The scan finds somebody in what is written."""

    code = "collection.missing_names"


class NotTold(Conflict):
    """People of a set were not told at collection, as far as is known here."""

    code = Fault.MISSING.value


class ToldNothing(Conflict):
    code = Fault.NONE.value


class ToldTooLittle(Conflict):
    code = Fault.LACKING.value


class ToldUnjudged(Conflict):
    code = Fault.UNJUDGED.value


BY_FAULT: dict[Fault, type[DomainError]] = {
    Fault.MISSING: NotTold,
    Fault.NONE: ToldNothing,
    Fault.LACKING: ToldTooLittle,
    Fault.UNJUDGED: ToldUnjudged,
}
