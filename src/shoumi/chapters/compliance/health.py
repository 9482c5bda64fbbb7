"""Whether an assessment says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.compliance.events import Tag
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import WORDS, State, facts_digest
from shoumi.chapters.compliance.rules.written import digest
from shoumi.core.calendar import end_of_day

# Facts of the entry with which it came into force, and the columns that keep them.
_ABOUT = {"fields": "fields_sha256", "recipients": "recipients_sha256", "people": "people"}


def agrees(row: Assessment, entries: Sequence[Recorded]) -> bool:
    lines = [one.line() for one in entries]
    drafted = lines[0]
    wanted = {"number": row.number, "scope": row.scope, "about": bytes.fromhex(row.facts_sha256)}
    told_of = (drafted.tag, drafted.actor, drafted.at, drafted.deal)
    is_drafted = told_of == (Tag.DRAFTED, row.assessor, row.drafted_at, row.deal)
    if not is_drafted or not agreement.facts_are(drafted.facts, wanted):
        return False
    if drafted.facts.get("covers") != _covers(row):
        return False
    if not _says(row, [line.facts.get("words") for line in lines]):
        return False
    state, grade = State.DRAFT, drafted.facts["grade"]
    approved: tuple[datetime | None, str, int | None] = (None, "", None)
    for one, line in zip(entries, lines, strict=True):
        grade = line.facts.get("grade", grade)
        if line.tag == Tag.APPROVED:
            state, approved = State.APPROVED, (line.at, str(line.actor), one.position)
            kept = row.keep_until.isoformat() if row.keep_until else None
            if line.facts["keep_until"] != kept or not _ends(row, line.facts["until"]):
                return False
            if any(line.facts.get(told) != _stored(row, name) for told, name in _ABOUT.items()):
                return False
        elif line.tag == Tag.STALE:
            state = State.STALE
    is_so = (row.state, row.residual) == (state, grade)
    return is_so and (row.approved_at, row.approver, row.position) == approved


def _says(row: Assessment, told: Sequence[object]) -> bool:
    """Whether what is written is what the newest entry says of it that says anything; an
    assessment of an earlier version has no words."""
    written = None if "written" in row.get_deferred_fields() else row.written
    said = [one for one in told if one is not None]
    if said:
        return said[-1] == digest(written, row.risks).hex()
    return written is None and not any({*WORDS, "steps"} & one.keys() for one in row.risks)


def _stored(row: Assessment, name: str) -> object:
    """What stands in the column; None too before the migration that adds it."""
    if name in row.get_deferred_fields():
        return None
    told = getattr(row, name)
    return None if told == "" else told


def _covers(row: Assessment) -> str | None:
    """None of one that names no fields, and before the migration that adds the column."""
    if "fields" in row.get_deferred_fields() or row.fields is None:
        return None
    return facts_digest({"fields": row.fields}).hex()


def _ends(row: Assessment, told: object) -> bool:
    """The ledger has the day it becomes stale on; the row the end of that day."""
    return row.until is not None and end_of_day(date.fromisoformat(str(told))) == row.until


guarded = (GuardedTable(Assessment, agreement.each(agrees)),)
