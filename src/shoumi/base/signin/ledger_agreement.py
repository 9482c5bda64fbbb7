"""Whether a request to let somebody in again says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from shoumi.base import clock
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.base.signin.events import Tag
from shoumi.base.signin.models import Again

# The row keeps real time, which is read after the time of the entry; a story's says nothing of it.
_APART = timedelta(minutes=1)


def _agrees(row: Again, entries: Sequence[Recorded]) -> bool:
    asked, *approved = (one.line() for one in entries)
    if asked.tag != Tag.AGAIN_ASKED or asked.actor != row.requested_by_id:
        return False
    if not (clock.is_demo() or abs(row.requested_at - asked.at) < _APART):
        return False
    by = [line.actor for line in approved if line.tag == Tag.AGAIN_APPROVED]
    is_so = row.approved_by_id == (by[-1] if by else None)
    return is_so and agreement.facts_are(asked.facts, {"person": row.person_id})


guarded = (GuardedTable(Again, agreement.each(_agrees)),)
