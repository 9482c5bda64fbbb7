"""Whether a version of the policy says what the ledger says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.policies import texts
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import State


def agrees(row: PolicyVersion, entries: Sequence[Recorded]) -> bool:
    """Of a version without a text entries tell nothing of the items: they are believed."""
    drafted = entries[0].line()
    told = {"number": row.number, "register": hashlib.sha256(row.register.encode()).hexdigest()}
    if (drafted.tag, drafted.at) != (Tag.DRAFTED, row.drafted_at):
        return False
    is_of_text = row.register_sha256 == told["register"]
    if not is_of_text or not agreement.facts_are(drafted.facts, told):
        return False
    said, said_at = dict[str, str](), dict[str, datetime]()
    state, published_at, position = State.DRAFT, None, None
    text = drafted.facts.get("text", "")
    for one in entries[1:]:
        line = one.line()
        if line.tag == Tag.SAVED:
            text = line.facts["text"]
            said.clear()
            said_at.clear()
        elif line.facts.get("text", "") != text:
            return False
        elif line.tag == Tag.APPROVED:
            role = str(line.facts["role"])
            said[role], said_at[role] = str(line.actor), line.at
        elif line.tag == Tag.PUBLISHED:
            state, published_at, position = State.PUBLISHED, line.at, one.position
    if not _has_text(row, text):
        return False
    superseded_at = None if position is None else _next(position)
    if superseded_at is not None:
        state = State.SUPERSEDED
    is_so = (row.state, row.approvals, row.position) == (state, said, position)
    is_dated = (row.published_at, row.superseded_at) == (published_at, superseded_at)
    return is_so and is_dated and _moments(row) in ({}, said_at)


def _has_text(row: PolicyVersion, told: object) -> bool:
    """Whether the text is that whose digest entries tell; none where they tell none."""
    if not told:
        return not (row.text_sha256 or row.tier or row.handler or row.passages)
    return told == row.text_sha256 == texts.digest(row).hex()


def _moments(row: PolicyVersion) -> dict[str, datetime]:
    """Empty where a version of the program approved it that did not keep them."""
    return {role: datetime.fromisoformat(at) for role, at in (row.approved_at or {}).items()}


def _next(position: int) -> datetime | None:
    """When the version after it was published."""
    later = [at for at in latest_entries.all_of([Tag.PUBLISHED]) if at > position]
    return reader.some(later[:1])[0].line().at if later else None


guarded = (GuardedTable(PolicyVersion, agreement.each(agrees)),)
