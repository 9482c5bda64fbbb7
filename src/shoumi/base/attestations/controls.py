"""The state of each demand right now: checked live where an app claims it, else attested."""

from __future__ import annotations

import logging
from datetime import datetime

from shoumi.base import registry
from shoumi.base.attestations import outside_parts, queries
from shoumi.base.registry import Holding
from shoumi.core.handbook import Demand, demand, demands
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

CHECK_FAILED = "control.check_failed"

log = logging.getLogger(__name__)


def holding(duty: str, deal: Ref | None, at: datetime) -> Holding:
    """What is known of ``duty``, in ``deal`` or (None) in the house as a whole.

    A live check that says NOT_BUILT leaves the word to the attestation; any other answer is final,
    so nobody attests a failing control away.  A check that breaks counts as failed.

    Raises:
        UnknownDuty: the handbook has no such demand.
    """
    demand(duty)
    return _final(duty, at) or queries.holding(duty, deal, at)


def _final(duty: str, at: datetime) -> Holding | None:
    """The answer of the live check where it leaves nothing to an attestation."""
    live = checked(duty, at)
    if live is None or live.state is ControlState.NOT_BUILT:
        return None
    return outside_parts.joined(duty, live, at)


def checked(duty: str, at: datetime) -> Holding | None:
    """The answer of the live check, or None where no app claims the demand."""
    check = registry.check(duty)
    if check is None:
        return None
    try:
        return check(at)
    except Exception as error:  # noqa: BLE001 - a check that cannot be made has failed
        log.error("check of demand %s broke: %s", duty, type(error).__name__)
        return Holding(ControlState.FAIL, reason=CHECK_FAILED)


def survey(at: datetime) -> list[tuple[Demand, Holding]]:
    """All 68 in the order of the handbook, for the house as a whole."""
    said = queries.of_house(at)
    return [
        (each, _final(each.id, at) or queries.worth_of(each.id, said.get(each.id), at))
        for each in demands()
    ]
