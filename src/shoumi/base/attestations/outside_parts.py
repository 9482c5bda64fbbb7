"""Parts of a demand outside the system: each rests on a statement in term beside the live check."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shoumi.base import registry
from shoumi.base.attestations import queries
from shoumi.base.registry import Holding
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.terms import ControlState

UNSTATED = "attestation.part_unstated"
_WHOLE = frozenset({ControlState.PASS, ControlState.NOT_APPLICABLE})


def joined(duty: str, live: Holding, at: datetime) -> Holding:
    """The answer of the live check together with what is stated of the parts it cannot look at.

    A check that does not hold stays as it is; a part that nobody states, or no longer, does not
    hold.  Where all holds the demand is ATTESTED, for it rests on somebody's word too.
    """
    parts = registry.outside(duty, at)
    if not parts or not live.holds:
        return live
    try:
        said = [queries.worth(queries.newest(duty, None, at, one.code.value), at) for one in parts]
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)
    # Whatever is said here may be said otherwise as soon as one of them all changes with time.
    moments = [one.turns or one.until for one in (live, *said)]
    turns = min((one for one in moments if one and one > at), default=None)
    for one in said:
        if one.state is ControlState.STALE:
            return replace(one, turns=turns)
        if not one.holds:
            return Holding(ControlState.FAIL, one.position, reason=UNSTATED, turns=turns)
    if live.state not in _WHOLE:
        return replace(live, turns=turns)
    ends = [one.until for one in (live, *said) if one.until]
    newest = max(one.position for one in said if one.position is not None)
    whole = replace(live, state=ControlState.ATTESTED, position=newest, reason="")
    return replace(whole, until=min(ends), turns=turns)
