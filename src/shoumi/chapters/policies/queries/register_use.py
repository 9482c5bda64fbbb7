"""What fields of the register may be used for, and until when: for the gate, and demand 1.2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from shoumi.base.registry import Holding
from shoumi.base.rooms import field_lists
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.queries import field_reviews, told
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Purpose


def facts(question: Question) -> Mapping[Fact, object]:
    fields, unused = queries.register(), field_reviews.unused(question.at)
    serving = frozenset(
        code
        for code, rule in fields.items()
        if question.purpose in rule.purposes and code not in unused
    )
    known = {Fact.POLICY_PUBLISHED: bool(fields), Fact.FIELDS_REGISTERED: serving}
    return {**known, **told.facts(question)}


def check_purposes(at: datetime) -> Holding:
    """Demand 1.3: no task goes on for a purpose that left (``queries.check_purposes``), no room
    shows rows made of fields that it left, and of whom was told what nobody changed anything; who
    was not told is kept by the gate."""
    if reason := told.fault():
        return Holding(ControlState.FAIL, reason=reason)
    held = queries.check_purposes(at)
    left = _rooms_left(at) if held.holds else {}
    if not left:
        return held
    return Holding(
        ControlState.FAIL,
        reason="policy.purpose_left_a_room",
        deals=frozenset(left),
        turns=min(left.values()),
    )


def _rooms_left(at: datetime) -> dict[Ref, datetime]:
    """The deals with an open room that rows were made for under an earlier version, of fields which
    the one in force registers for due diligence no more; and when the first of each closes.

    Who enters one is shown what was made then, so the gate is asked about no field.
    """
    serving = {
        code for code, rule in queries.register().items() if Purpose.DUE_DILIGENCE in rule.purposes
    }
    found: dict[Ref, datetime] = {}
    for deal, fields, closes_at in field_lists.standing_open(at):
        if not fields <= serving:
            found[deal] = min(closes_at, found.get(deal, closes_at))
    return found


def edges(question: Question) -> tuple[datetime, ...]:
    """When a field falls out of use; a version is in force until another is published."""
    return field_reviews.edges(question.at)


def check_register(at: datetime) -> Holding:
    """Demand 1.2.  It holds in part while nobody looked who gets each field, or one is out of use:
    nothing of that one is stored or read, everything else goes on."""
    held = queries.check_written_register()
    if not held.holds:
        return held
    try:
        reason = field_reviews.fault(at)
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)
    state = ControlState.PARTIAL if reason else ControlState.PASS
    return replace(
        held, state=state, reason=reason, turns=min(field_reviews.edges(at), default=None)
    )
