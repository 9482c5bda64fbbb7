"""Whether a role says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.models import Grant
from shoumi.base.ledger import latest_entries
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.core.terms import Role

_FOUNDERS = (Role.HEAD, Role.DPO)


def agrees(row: Grant, entries: Sequence[Recorded]) -> bool:
    lines = [one.line() for one in entries]
    made = next(line for line in lines if line.tag in (Tag.MADE, Tag.FOUNDED))
    position = next(one.position for one in entries if one.line().tag == made.tag)
    if (row.since, row.position) != (made.at, position):
        return False
    if made.tag == Tag.FOUNDED:
        holder = made.about if row.role == Role.HEAD else made.facts["dpo"]
        is_made = row.is_founding and row.role in _FOUNDERS and row.person_id == holder
    else:
        wanted = {"person": row.person_id, "role": row.role, "requester": row.requested_by_id}
        is_made = not row.is_founding and (made.deal or "") == row.deal
        is_made = is_made and made.actor == row.approved_by_id
        is_made = is_made and agreement.facts_are(made.facts, wanted)
    ended = [line.at for line in lines if line.tag in (Tag.ENDED, Tag.RETIRED)]
    ends = [at for at in ended if at >= row.since]
    if ends:
        return is_made and row.until is not None and row.until <= max(ends)
    return is_made and agreement.facts_are(made.facts, {"until": row.until}, absent="until")


def _gone() -> int:
    """Founding roles of which no entry is about the row: the first two of the house."""
    if latest_entries.last([Tag.FOUNDED]) is None:
        return 0
    return len(_FOUNDERS) - Grant.objects.filter(is_founding=True, role__in=_FOUNDERS).count()


guarded = (GuardedTable(Grant, agreement.each(agrees), _gone),)
