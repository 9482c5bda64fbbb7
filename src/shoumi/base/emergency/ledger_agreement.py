"""Whether an emergency says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.emergency import rules
from shoumi.base.emergency.events import Tag
from shoumi.base.emergency.models import Emergency
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.core.ledger.leaf import Digest


def _agrees(row: Emergency, entries: Sequence[Recorded]) -> bool:
    first, opened = entries[0], entries[0].line()
    said = {
        "task": row.task,
        "fields": bytes(fields_digest(row.fields)),
        "reason": bytes(Digest.of(row.reason.encode())),
        "number": row.number,
        "until": row.ends_at,
    }
    told = (opened.tag, opened.actor, opened.at, opened.deal, first.position)
    if told != (Tag.OPENED, row.person_id, row.opened_at, row.deal, row.position):
        return False
    counted = (rules.quarter(opened.at), opened.at + rules.review_within())
    is_opened = counted == (row.quarter, row.due_at) and agreement.facts_are(opened.facts, said)
    overdue = agreement.last_of(entries, [Tag.OVERDUE])
    is_late = row.overdue == (overdue.position if overdue else None)
    return is_opened and is_late and _is_reviewed(row, entries)


def _is_reviewed(row: Emergency, entries: Sequence[Recorded]) -> bool:
    reviewed = agreement.last_of(entries, [Tag.REVIEWED])
    if reviewed is None:
        return row.reviewed_at is None
    line = reviewed.line()
    wanted = {"outcome": row.outcome, "note": row.note}
    by = (line.actor, line.at)
    return by == (row.reviewed_by_id, row.reviewed_at) and agreement.facts_are(line.facts, wanted)


guarded = (GuardedTable(Emergency, agreement.each(_agrees)),)
