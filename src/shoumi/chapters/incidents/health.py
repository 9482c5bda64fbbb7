"""Whether rows of this chapter say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import ContingencyPlan, DutyContact, DutyPost, PlanChange
from shoumi.chapters.incidents.services import texts
from shoumi.chapters.incidents.services.plans import changes_digest, text_digest
from shoumi.core.ledger.leaf import Line


def line_of(entries: Sequence[Recorded], *tags: Tag) -> Line | None:
    found = agreement.last_of(entries, tags)
    return found.line() if found else None


def by(line: Line | None) -> tuple[datetime | None, str]:
    return (line.at, str(line.actor)) if line else (None, "")


def _plan(row: ContingencyPlan, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {
        "number": row.number,
        "cause": row.cause,
        "text": text_digest(row),
        "changes": changes_digest(row),
    }
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.written_at, row.written_by)
    return is_so and by(line_of(entries, Tag.PLAN_APPROVED)) == (row.approved_at, row.approved_by)


def _post(row: DutyPost, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {"post": row.post, "person": row.person, "deputy": row.deputy}
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.named_at, row.named_by)
    return is_so and by(line_of(entries, Tag.POST_LEFT)) == (row.left_at, row.left_by)


def _contact(row: DutyContact, entries: Sequence[Recorded]) -> bool:
    """The newest way counts, and what was tried since."""
    told = line_of(entries, Tag.CONTACT_TOLD)
    tried = line_of(entries, Tag.CONTACT_TRIED)
    if told is None or told.facts["person"] != row.person:
        return False
    if tried is not None and tried.at < told.at:
        tried = None
    is_so = by(told) == (row.told_at, row.told_by_whom)
    is_so &= by(tried) == (row.tried_at, row.tried_by)
    return is_so and row.is_reached == (bool(tried.facts["reached"]) if tried else None)


def _change(row: PlanChange, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {
        "number": row.number,
        "cause": row.cause,
        "due": row.due_at,
        "said": texts.digest(row.what),
    }
    told |= {"of": row.of} if row.of else {}
    told |= {"missed": row.missed} if row.missed else {}
    adopted, declined = (line_of(entries, tag) for tag in (Tag.CHANGE_ADOPTED, Tag.CHANGE_DECLINED))
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.raised_at, row.raised_by)
    is_so &= by(adopted or declined) == (row.decided_at, row.decided_by)
    if adopted is not None:
        is_so &= adopted.facts["plan"] == row.plan
    if declined is not None:
        is_so &= agreement.facts_are(declined.facts, {"said": texts.digest(row.declined_for)})
    return is_so


guarded = (
    GuardedTable(ContingencyPlan, agreement.each(_plan)),
    GuardedTable(DutyPost, agreement.each(_post)),
    GuardedTable(DutyContact, agreement.each(_contact)),
    GuardedTable(PlanChange, agreement.each(_change)),
)
