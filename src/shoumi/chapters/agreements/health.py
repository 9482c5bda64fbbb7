"""Whether an agreement says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.agreements.events import Tag
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import State

_ENDS = {
    Tag.BREACHED.value: State.BREACHED,
    Tag.REVOKED.value: State.REVOKED,
    Tag.WITHDRAWN.value: State.WITHDRAWN,
}


def agrees(row: Agreement, entries: Sequence[Recorded]) -> bool:
    drafted = entries[0].line()
    wanted = {"kind": row.kind, "damages": row.damages, "loss": row.estimated_loss}
    is_drafted = (drafted.tag, drafted.at, drafted.deal) == (Tag.DRAFTED, row.drafted_at, row.deal)
    if not is_drafted or not agreement.facts_are(drafted.facts, wanted):
        return False
    state, document, signed = State.DRAFT, drafted.facts["document"], set[str]()
    signed_at = ended_at = position = None
    for one in entries[1:]:
        line = one.line()
        if line.tag == Tag.SIGNED:
            signed.add(str(line.actor))
            document = line.facts["document"]
            if not agreement.is_day_of(line.facts["until"], row.until):
                return False
            if line.facts["complete"]:
                state, signed_at, position = State.SIGNED, line.at, one.position
        elif line.tag in _ENDS:
            state, ended_at = _ENDS[line.tag], line.at
    is_so = (row.state, row.sha256, set(row.signed)) == (state, document, signed)
    is_dated = (row.signed_at, row.ended_at, row.position) == (signed_at, ended_at, position)
    return is_so and is_dated and signed <= set(row.persons)


guarded = (GuardedTable(Agreement, agreement.each(agrees)),)
