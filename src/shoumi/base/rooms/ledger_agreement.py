"""Whether a room, a document in it and a public summary say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.documents.models import Document
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.rooms.events import Tag
from shoumi.base.rooms.models import Paper, Room, Teaser
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


def _put(rows: Sequence[Paper]) -> list[int | None]:
    """Each against the entry that it names, as far as that tells: not of its title."""
    entries = {one.position: one for one in reader.some(sorted({row.position for row in rows}))}
    # By columns that earlier versions have as well.
    rooms = dict(Room.objects.values_list("pk", "ref"))
    kept = Document.objects.filter(ref__in=[row.document for row in rows])
    digests = dict(kept.values_list("ref", "sha256"))
    return [
        row.position
        if (entry := entries.get(row.position))
        and _is_put(row, entry, rooms[row.room_id], digests.get(row.document))
        else None
        for row in rows
    ]


def _is_put(row: Paper, entry: Recorded, room: str, digest: str | None) -> bool:
    line = entry.line()
    said: dict[str, object] = {
        "section": row.section,
        "place": row.place,
        "pages": row.pages,
        "covered": sum(sum(each.values()) for each in row.covered),
    }
    # A document that is gone is shown to nobody.
    said |= {"document": digest} if digest else {}
    told = (line.tag, line.about, line.deal, line.actor, line.at)
    is_so = told == (Tag.PAPER_PUT, room, row.deal, row.put_by, row.put_at)
    return is_so and agreement.facts_are(line.facts, said)


guarded = (
    GuardedTable(Room, agreement.each(agrees)),
    GuardedTable(Paper, _put),
    GuardedTable(Teaser, agreement.each(_teaser_agrees)),
)
