"""Try every path and put what was found in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.registry import NetworkPath, PathKind
from shoumi.base.transport import negotiation, paths
from shoumi.base.transport.events import Tag
from shoumi.base.transport.negotiation import Found, Negotiated
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role
from shoumi.core.vault import canonical

DUTIES = ("3.2",)
TRIERS = (Role.OPS, Role.SEC)
_AT_ONCE = 8


def attempts() -> list[tuple[NetworkPath, Negotiated]]:
    """Every path and what was found, several tried at once.  Writes nothing.

    Raises:
        ValueError: it cannot be told how this home is served.
    """
    found = paths.all_of()
    # The connection to a database is this thread's own.
    near = {one: negotiation.attempt(one) for one in found if one.kind in _OF_THIS_THREAD}
    far = [one for one in found if one not in near]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        near |= dict(zip(far, pool.map(negotiation.attempt, far), strict=True))
    return [(one, near[one]) for one in found]


_OF_THIS_THREAD = (PathKind.DATA, PathKind.KEYRING)


def attempt_all(*, actor: Ref, at: datetime) -> int:
    """Try all paths now; the position of the entry.  The system itself does so every day.

    Raises:
        NotPermitted: the actor keeps neither security nor operations.
        ValueError: it cannot be told how this home is served.
    """
    if actor != SYSTEM:
        accounts.require(actor, at, *TRIERS)
    found = attempts()
    counts = [one.found for _, one in found]
    facts: dict[str, Value] = {
        "paths": len(found),
        "encrypted": counts.count(Found.ENCRYPTED),
        "in_clear": counts.count(Found.IN_CLEAR),
        "failed": counts.count(Found.FAILED) + counts.count(Found.UNTRUSTED),
    }
    with transaction.atomic():
        event = Event(Tag.TRIED, actor, SYSTEM, at, facts, DUTIES)
        return writer.record(event, rows=_rows(found) if found else None).position


def _rows(found: Sequence[tuple[NetworkPath, Negotiated]]) -> list[bytes]:
    return [
        canonical.encode(
            {
                "path": paths.digest(path),
                "found": one.found.value,
                "version": one.version,
                "until": one.until.isoformat() if one.until else "",
            }
        )
        for path, one in found
    ]
