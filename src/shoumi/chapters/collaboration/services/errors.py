"""What services of chapter 11 refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class TitleUnfit(Invalid):
    """It is empty, or too long.  Facts: ``most`` characters."""

    code = "sharing.title_unfit"
    field = "title"


class NamesSomebody(Invalid):
    """Facts: ``labels`` of what stands in it; ``places``, each a line."""

    code = "sharing.names_somebody"
    keeps = ("11.2",)


class NoDepartment(Invalid):
    code = "sharing.no_department"
    field = "departments"
    keeps = ("11.1",)


class WithoutEnd(Invalid):
    """Its end is not after now."""

    code = "sharing.without_end"
    field = "until"
    keeps = ("11.1",)


class TooLong(Invalid):
    """Facts: ``purpose``, ``days`` it may last."""

    code = "sharing.too_long"
    field = "until"
    keeps = ("11.1",)


class OfNoDepartment(Refused):
    """Facts: ``name`` of who is in none of its departments."""

    code = "sharing.of_no_department"
    keeps = ("11.1",)


class NotInTheHouse(Invalid):
    """Facts: ``name`` of who is a side of a deal, an outsider, or not there any more."""

    code = "sharing.not_in_the_house"
    keeps = ("11.3",)


class TaskOver(Conflict):
    code = "sharing.over"


class GrantedAlready(Conflict):
    code = "sharing.granted_already"


class NotOnIt(Invalid):
    """Whoever is to answer for it is not on it."""

    code = "sharing.not_on_it"
    field = "accountable"
    keeps = ("11.3",)


class AnswersAlready(Conflict):
    code = "sharing.answers_already"


class NotYours(Refused):
    """Neither who answers for it nor head or officer."""

    code = "sharing.not_yours"
    keeps = ("11.3",)


class DutiesBegun(Conflict):
    code = "raci.begun"


class SupervisesIt(Refused):
    """Whoever oversees answers for no chapter but that of oversight (18.1)."""

    code = "raci.supervises"
    keeps = ("11.3", "18.1")


class AbsenceUnfit(Invalid):
    """It is over before it begins or by now, or somebody would stand in for herself or himself."""

    code = "raci.absence_unfit"
    field = "until"


class BackAlready(Conflict):
    code = "raci.back_already"


class DeclaredAlready(Conflict):
    code = "raci.declared_already"


class ClearedAlready(Conflict):
    code = "raci.cleared_already"


class OwnInterest(Refused):
    code = "raci.own_interest"
    keeps = ("11.3",)


class HasInterest(Refused):
    """Facts: ``name`` of who has an interest in the deal."""

    code = "raci.has_interest"
    keeps = ("11.3",)


class AddressOfAnother(Invalid):
    """Facts: ``host`` of that vendor's robots."""

    code = "robot.other_host"
    field = "url"


class SecretMissing(Invalid):
    code = "robot.secret_missing"
    field = "secret"


class Ended(Conflict):
    code = "robot.ended_already"
