"""What the last try found, and demand 3.2, which rests on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.base.ledger import reader
from shoumi.base.registry import Holding, NetworkPath
from shoumi.base.transport import paths
from shoumi.base.transport.events import Tag
from shoumi.base.transport.negotiation import Found, Negotiated
from shoumi.core.handbook.doors import Reach
from shoumi.core.terms import ControlState

NO_PATH = "transport.no_path"
UNTRIED = "transport.untried"
IN_CLEAR = "transport.in_clear"
UNTRUSTED = "transport.untrusted"
FAILED = "transport.failed"
OLD = "transport.old"
UNKNOWN = "transport.unknown"
ASKED_IN_CLEAR = "transport.asked_in_clear"
DEMAND = "3.2"
# Tried each day; one day may be missed.
GOOD_FOR = timedelta(days=2)
_REASONS = {Found.IN_CLEAR: IN_CLEAR, Found.UNTRUSTED: UNTRUSTED, Found.FAILED: FAILED}


@dataclass(frozen=True, slots=True)
class Tried:
    """``found`` by the digest of a path."""

    position: int
    at: datetime
    found: Mapping[str, Negotiated]


def newest() -> Tried | None:
    """The last try; None before the first."""
    entries = reader.latest(1, tag=Tag.TRIED)
    if not entries:
        return None
    position = entries[0].position
    told = (json.loads(row) for row in reader.rows(position))
    return Tried(position, entries[0].line().at, {one["path"]: _read(one) for one in told})


def _read(row: Mapping[str, str]) -> Negotiated:
    until = datetime.fromisoformat(row["until"]) if row["until"] else None
    return Negotiated(Found(row["found"]), row["version"], until)


def holding(at: datetime) -> Holding:
    """NOT_APPLICABLE where no path leaves this machine.  Otherwise each that there is now must have
    been tried in the last two days and found encrypted, with a certificate in date; where one is
    not, who comes over a connection in the clear gets nothing."""
    try:
        now = paths.all_of()
    except ValueError:
        return _fails(UNKNOWN)
    if not now:
        return Holding(ControlState.NOT_APPLICABLE, reason=NO_PATH)
    tried = newest()
    found = [tried.found.get(paths.digest(one)) if tried else None for one in now]
    if tried is None or None in found:
        return _fails(UNTRIED)
    known = [one for one in found if one]
    wrong = next((one for one in known if one.found is not Found.ENCRYPTED), None)
    if wrong:
        return _fails(_REASONS[wrong.found], tried.position)
    ends = [one.until for one in known if one.until]
    if any(end <= at for end in ends):
        return _fails(UNTRUSTED, tried.position)
    if at >= (old := tried.at + GOOD_FOR):
        return Holding(
            ControlState.STALE, tried.position, until=old, reason=OLD, reach=Reach.REMOTE
        )
    return Holding(ControlState.PASS, tried.position, until=min([old, *ends]))


def _fails(reason: str, position: int | None = None) -> Holding:
    return Holding(ControlState.FAIL, position, reason=reason, reach=Reach.REMOTE)


def as_asked(demand: str, held: Holding, *, is_in_clear: bool) -> Holding:
    """``held`` for who asks now.  Who came from another machine without TLS shows by that alone
    that 3.2 does not hold here, whatever the last try found."""
    if is_in_clear and demand == DEMAND and held.holds:
        return _fails(ASKED_IN_CLEAR, held.position)
    return held


def state_of(path: NetworkPath, tried: Tried | None) -> Negotiated | None:
    """What the last try found of one path; None where it was not tried."""
    return tried.found.get(paths.digest(path)) if tried else None
