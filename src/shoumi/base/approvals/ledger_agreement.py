"""Whether a request for a second person's yes says what the ledger says of it."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.approvals import rules
from shoumi.base.approvals.events import Action, Tag
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Change, State
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.core.refs import Ref

_STATES = {
    Tag.ASKED.value: State.OPEN,
    Tag.GIVEN.value: State.APPROVED,
    Tag.TURNED_DOWN.value: State.TURNED_DOWN,
    Tag.WITHDRAWN.value: State.WITHDRAWN,
    Tag.USED.value: State.USED,
}
_ANSWERS = (Tag.GIVEN, Tag.TURNED_DOWN)


def agrees(row: Approval, entries: Sequence[Recorded]) -> bool:
    lines = [one.line() for one in entries]
    asked, last, state = lines[0], lines[-1], _STATES[lines[-1].tag]
    before, parameters = rules.read(row.before), rules.read(row.parameters)
    change = Change(Action(row.action), parameters, before, Ref(row.deal) if row.deal else None)
    wanted = {"action": row.action, "change": row.digest}
    if change.digest.hex() != row.digest or asked.tag != Tag.ASKED:
        return False
    if not all(agreement.facts_are(line.facts, wanted) for line in lines):
        return False
    if any((line.deal or "") != row.deal for line in lines):
        return False
    if (asked.actor, asked.at, entries[0].position) != (
        row.requested_by_id,
        row.requested_at,
        row.position,
    ):
        return False
    # A request that was withdrawn forgets its answer.
    answers = [one for one in lines if one.tag in _ANSWERS and state is not State.WITHDRAWN]
    answer = (answers[-1].actor, answers[-1].at) if answers else (None, None)
    used_at = last.at if state is State.USED else None
    told = (row.state, (row.answered_by_id, row.answered_at), row.used_at)
    return told == (state, answer, used_at)


guarded = (GuardedTable(Approval, agreement.each(agrees)),)
