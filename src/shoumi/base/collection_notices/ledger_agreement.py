"""Whether a notice at collection says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.collection_notices.events import Tag
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.core.ledger.leaf import Digest


def _agrees(row: CollectionNotice, entries: Sequence[Recorded]) -> bool:
    first, made = entries[0], entries[0].line()
    wanted: dict[str, object] = {"dataset": row.dataset}
    if row.reason:
        wanted |= {"reason": row.reason}
    else:
        wanted |= {"sha256": row.sha256, "from": row.used_from, "shown": row.shown}
    told = (made.tag, made.actor, made.at, made.deal, first.position)
    tag = Tag.NONE_STATED if row.reason else Tag.FILED
    if told != (tag, row.filed_by, row.filed_at, row.deal, row.position):
        return False
    return agreement.facts_are(made.facts, wanted) and _is_judged(row, entries)


def _is_judged(row: CollectionNotice, entries: Sequence[Recorded]) -> bool:
    judged = agreement.last_of(entries, [Tag.JUDGED])
    if judged is None:
        return row.judged_at is None
    line = judged.line()
    wanted = {name: getattr(row, name) for name in ("purposes", "categories", "handing_on")}
    if row.missing:
        wanted["missing"] = bytes(Digest.of(row.missing.encode()))
    is_said = agreement.facts_are(line.facts, wanted) and bool(row.missing) == (
        "missing" in line.facts
    )
    return is_said and (line.actor, line.at) == (row.judged_by, row.judged_at)


guarded = (GuardedTable(CollectionNotice, agreement.each(_agrees)),)
