"""What orders of destruction are refused for."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class NobodyNamed(Invalid):
    code = "destruction.nobody_named"


class NotHeld(Conflict):
    """``count`` are not held under the deal, are destroyed already or stand in the list twice."""

    code = "destruction.not_held"


class OnHold(Refused):
    """A dispute, a statute or an authority wants it kept (PIPL 47(2))."""

    code = "destruction.on_hold"


class NotInState(Conflict):
    code = "destruction.not_in_state"


class NotAWitness(Refused):
    code = "destruction.not_a_witness"


class NotWitnessed(Refused):
    code = "destruction.not_witnessed"


class StillReadable(Conflict):
    """Something of a person survived: the order stays open and no certificate is issued."""

    code = "destruction.still_readable"


class NoSuchOrder(Missing):
    code = "destruction.missing"
