"""Whether a statement, or a grace, says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.attestations.events import Tag
from shoumi.base.attestations.models import Attestation, Grace
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement


def agrees(row: Attestation, entries: Sequence[Recorded]) -> bool:
    given, last = entries[0].line(), entries[-1].line()
    wanted = {
        "until": row.until,
        "evidence": bytes(row.evidence),
        "statement": row.statement,
        "role": row.role,
    }
    is_given = (given.tag, given.actor, given.at, given.deal or "", given.duties) == (
        Tag.GIVEN,
        row.attested_by,
        row.attested_at,
        row.deal,
        (row.duty,),
    )
    revoked = (last.at, str(last.actor)) if last.tag == Tag.REVOKED else (None, "")
    return (
        is_given
        and row.position == entries[0].position
        and agreement.facts_are(given.facts, wanted)
        and (row.revoked_at, row.revoked_by) == revoked
    )


def grace_agrees(row: Grace, entries: Sequence[Recorded]) -> bool:
    given, last = entries[0].line(), entries[-1].line()
    wanted = {"until": row.until, "reason": row.reason, "approver": row.approved_by}
    is_given = (given.tag, given.actor, given.at, given.duties) == (
        Tag.GRACE_GRANTED,
        row.granted_by,
        row.granted_at,
        tuple(sorted(row.duties)),
    )
    ended = (last.at, str(last.actor)) if last.tag == Tag.GRACE_ENDED else (None, "")
    return (
        is_given
        and row.position == entries[0].position
        and agreement.facts_are(given.facts, wanted)
        and (row.ended_at, row.ended_by) == ended
    )


guarded = (
    GuardedTable(Attestation, agreement.each(agrees)),
    GuardedTable(Grace, agreement.each(grace_agrees)),
)
