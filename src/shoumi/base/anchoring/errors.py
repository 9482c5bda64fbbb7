"""Refusals of what outsiders are asked for."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class WitnessUnfit(Invalid):
    """``SHOUMI_WITNESS_URL`` or ``SHOUMI_WITNESS_VKEY`` cannot be used."""

    code = "witness.unfit"


class WitnessSilent(Conflict):
    """The witness could not be asked, or its answer is none.  Facts: ``minutes`` since the last."""

    code = "witness.silent"


class WitnessRefused(Refused):
    """The witness has seen another history.  Facts: ``status``, ``size``, ``known`` (-1: none)."""

    code = "witness.refused"


class ClockSteady(Conflict):
    """The clock goes as the machine runs: there is nothing to accept."""

    code = "clock.steady"


class ClockDisputed(Refused):
    """The time-stamp authority says another time.  Facts: ``told`` by it."""

    code = "clock.disputed"
