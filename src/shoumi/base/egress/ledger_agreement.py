"""Whether a host, and the request for one, say what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.egress import asks
from shoumi.base.egress.events import Tag
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.core.ledger.leaf import Digest


def _is_asked(row: HostAsk, entries: Sequence[Recorded]) -> bool:
    asked = entries[0].line()
    said = {
        "change": row.change,
        "host": _digest(row.name),
        "inside": len(row.inside.split()),
        "authority": _digest(row.authority) if row.authority else None,
    }
    told = (asked.actor, asked.at)
    is_so = told == (row.requested_by_id, row.requested_at)
    return is_so and agreement.facts_are(asked.facts, said, absent="authority")


_asked = agreement.each(_is_asked)


def _agreed(rows: Sequence[HostAsk]) -> list[int | None]:
    uses = asks.uses()
    return [
        position if row.approved_by_id == uses.get(row.ref) else None
        for row, position in zip(rows, _asked(rows), strict=True)
    ]


def unused_again() -> int:
    """How many requests by which the list was changed stand there as if it had not been."""
    waiting = set(HostAsk.objects.filter(approved_by=None).values_list("ref", flat=True))
    return len(waiting.intersection(asks.uses())) if waiting else 0


def _is_allowed(row: Host, entries: Sequence[Recorded]) -> bool:
    first, made = entries[0], entries[0].line()
    said = {
        "requester": row.requested_by_id,
        "host": _digest(row.name),
        "inside": len(row.inside.split()),
        "authority": _digest(row.authority) if row.authority else None,
    }
    told = (made.tag, made.actor, made.at, first.position)
    is_so = told == (Tag.ALLOWED, row.approved_by_id, row.since, row.position)
    withdrawn = agreement.last_of(entries, [Tag.WITHDRAWN])
    is_so = is_so and row.until == (withdrawn.line().at if withdrawn else None)
    return is_so and agreement.facts_are(made.facts, said, absent="authority")


def _digest(text: str) -> str:
    return Digest.of(text.encode()).hex()


guarded = (
    GuardedTable(HostAsk, _agreed, gone=unused_again),
    GuardedTable(Host, agreement.each(_is_allowed)),
)
