"""Whether a task says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.gate.events import Tag
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement


def agrees(row: Task, entries: Sequence[Recorded]) -> bool:
    opened, last = entries[0].line(), entries[-1].line()
    wanted = {
        "purpose": row.purpose,
        "fields": fields_digest(row.fields),
        "actors": len(row.actors),
    }
    is_opened = (opened.tag, opened.deal, opened.at) == (Tag.TASK_OPENED, row.deal, row.opened_at)
    closed_at = last.at if last.tag == Tag.TASK_CLOSED else None
    confirmed = agreement.last_of(entries, [Tag.TASK_CONFIRMED])
    yes = confirmed.line() if confirmed else None
    told = (yes.actor, yes.at) if yes else ("", None)
    return (
        is_opened
        and agreement.facts_are(opened.facts, wanted)
        and agreement.is_day_of(opened.facts.get("until"), row.expires_at)
        and row.closed_at == closed_at
        and _told(row, "opened_by", "") in ("", opened.actor)
        and (_told(row, "confirmed_by", ""), _told(row, "confirmed_at", None)) == told
    )


def _told(row: Task, column: str, before: object) -> object:
    """A column that the home may not have yet: a dry run looks at it before it is upgraded."""
    return before if column in row.get_deferred_fields() else getattr(row, column)


guarded = (GuardedTable(Task, agreement.each(agrees)),)
