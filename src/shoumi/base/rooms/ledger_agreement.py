"""Whether a room, or a public summary, says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.rooms.events import Tag
from shoumi.base.rooms.models import Room, Teaser
from shoumi.base.rooms.rules import State
from shoumi.base.row_authentication import agreement
from shoumi.base.subjects.ledger_pseudonyms import row as bulk_row


def agrees(row: Room, entries: Sequence[Recorded]) -> bool:
    prepared = entries[0].line()
    wanted = {"level": row.level, "rows": row.rows}
    # One prepared before there were lists has none, neither here nor there.
    if prepared.facts.get("fields"):
        wanted["fields"] = bytes(fields_digest(row.fields))
    elif _list_of(row):
        return False
    if (prepared.tag, prepared.actor, prepared.at, prepared.deal) != (
        Tag.PREPARED,
        row.requester,
        row.prepared_at,
        row.deal,
    ) or not agreement.facts_are(prepared.facts, wanted):
        return False
    state, approvals = State.PREPARED, set[str]()
    opened_at = shut_at = emptied_at = None
    position = entries[0].position
    for one in entries[1:]:
        line = one.line()
        match line.tag:
            case Tag.APPROVED:
                approvals.add(str(line.actor))
            case Tag.PAPER_PUT:
                approvals.clear()
            case Tag.OPENED:
                state, opened_at, position = State.OPEN, line.at, one.position
                is_open = line.facts["persons"] == len(row.persons)
                if not is_open or not agreement.is_day_of(line.facts["until"], row.closes_at):
                    return False
            case Tag.SHUT:
                state, shut_at = State.SHUT, line.at
            case Tag.EMPTIED if bulk_row(room=row.ref) in reader.rows(one.position):
                emptied_at = emptied_at or line.at
    is_so = (row.state, set(row.approvals), row.position) == (state, approvals, position)
    return is_so and (row.opened_at, row.shut_at, row.emptied_at) == (
        opened_at,
        shut_at,
        emptied_at,
    )


def _list_of(row: Room) -> Sequence[str]:
    """Empty too before the migration that adds the column."""
    return [] if "fields" in row.get_deferred_fields() else row.fields


def _teaser_agrees(row: Teaser, entries: Sequence[Recorded]) -> bool:
    scanned = entries[-1].line()
    wanted = {"hits": row.hits, "suppressed": row.suppressed}
    return (scanned.deal, scanned.at, entries[-1].position) == (
        row.deal,
        row.scanned_at,
        row.position,
    ) and agreement.facts_are(scanned.facts, wanted)


guarded = (
    GuardedTable(Room, agreement.each(agrees)),
    GuardedTable(Teaser, agreement.each(_teaser_agrees)),
)
