"""Whether a review of the algorithms says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.rotation import algorithm_reviews
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.row_authentication import agreement


def agrees(row: AlgorithmReview, entries: Sequence[Recorded]) -> bool:
    said = entries[0].line()
    wanted = {
        "decision": row.decision,
        "weak": len(row.weak),
        "algorithms": algorithm_reviews.digest(row.algorithms),
        "due": row.due_at,
        "approver": row.approved_by,
    }
    return (
        (said.actor, said.at) == (row.reviewed_by, row.reviewed_at)
        and row.position == entries[0].position
        and agreement.facts_are(said.facts, wanted)
    )


guarded = (GuardedTable(AlgorithmReview, agreement.each(agrees)),)
