"""Open, finish, waive and turn down milestones.

A refused move is evidence too: it is recorded in a transaction of its own before it is raised, so
these verbs do not run inside another transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar import services as deadlines
from shoumi.base.deals import queries, rules
from shoumi.base.deals.errors import NotWaivable, NotYet, WrongStanding
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import Deal, MilestoneState, Refusal
from shoumi.base.deals.rules import Move, TurnDownReason, WaiveReason
from shoumi.base.deals.services import row_codes
from shoumi.base.deals.services.creation import decide_again
from shoumi.base.deals.services.locks import lock_free
from shoumi.base.ledger import reader, writer
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.milestones import Milestone, Missing, milestone
from shoumi.core.milestones import deadlines as deadline_rules
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage


def advance(*, deal: Ref, stage: DealStage, actor: Ref, at: datetime) -> MilestoneState:
    """Open a milestone whose needs all hold.

    Raises:
        NotYet: something is missing; ``missing`` names all of it.
        NoSuchDeal, Suspended, Terminated, NotPermitted
        WrongStanding: it is open or past already.
        NotAuthentic: a milestone of the deal was changed from outside.
    """
    return _weighed(deal, stage, Move.OPEN, actor, at)


def finish(*, deal: Ref, stage: DealStage, actor: Ref, at: datetime) -> MilestoneState:
    """Say that an open milestone is done; a registered change makes the deal effective.

    Raises:
        NotYet: something is missing; ``missing`` names all of it.
        NoSuchDeal, Suspended, Terminated, NotPermitted
        WrongStanding: it is not open.
    """
    return _weighed(deal, stage, Move.FINISH, actor, at)


def _weighed(deal: Ref, stage: DealStage, move: Move, actor: Ref, at: datetime) -> MilestoneState:
    try:
        with transaction.atomic():
            return _move_on(deal, milestone(stage), move, actor, at)
    except NotYet as refusal:
        _record_refusal(deal, stage, move, refusal.missing, actor, at)
        raise


def _move_on(deal: Ref, goal: Milestone, move: Move, actor: Ref, at: datetime) -> MilestoneState:
    of, row = _take(deal, goal, move, actor, at)
    needs = goal.opens if move is Move.OPEN else goal.finishes
    now = _of_head(at)
    with sharing():
        lacking, holdings = queries.weigh(of, needs, now)
        lacking = queries.with_doors(lacking, of, goal, now)
    if lacking:
        raise NotYet(stage=goal.code, missing=lacking)
    tag = Tag.OPENED if move is Move.OPEN else Tag.DONE
    duties = _duties(holdings)
    event = Event(tag, actor, deal, at, {"stage": goal.code}, duties, deal)
    row.position = writer.record(event, rows=_held(holdings) if holdings else None).position
    _set(of, row, move, at)
    _meet(deal, holdings, actor, at)
    if move is Move.FINISH and goal.code is DealStage.REGISTERED:
        decide_again(of, actor=actor, at=at)
    return row


def _of_head(at: datetime) -> datetime:
    """``at``, or the time of the newest entry; none comes between the weighing and its own."""
    writer.hold()
    return reader.not_before(at)


def _take(
    deal: Ref, goal: Milestone, move: Move, actor: Ref, at: datetime
) -> tuple[Deal, MilestoneState]:
    of = lock_free(deal)
    row_codes.require(of)
    roles = rules.waivers(goal) if move is Move.WAIVE else rules.movers(goal)
    row = MilestoneState.objects.select_for_update().get(deal=of, code=goal.code)
    accounts.require(actor, _of_head(at), *roles, deal=deal)
    if row.state not in rules.FROM[move]:
        raise WrongStanding(stage=goal.code, standing=row.state, move=move)
    return of, row


def _set(of: Deal, row: MilestoneState, move: Move, at: datetime, reason: str = "") -> None:
    row.state = rules.TO[move]
    row.reason = reason
    if move is Move.OPEN:
        row.opened_at = at
    if row.state in rules.PASSED:
        row.done_at = at
    row.save(update_fields=["state", "reason", "opened_at", "done_at", "position"])
    assert row.position is not None  # its entry was written
    row_codes.put(of, row.position)


def _duties(holdings: Mapping[str, Holding]) -> tuple[str, ...]:
    return tuple(c.removeprefix("duty:") for c in holdings if c.startswith("duty:"))


def _held(holdings: Mapping[str, Holding]) -> Iterator[bytes]:
    """One row a need: what it is, how it holds, and the entry it rests on."""
    for condition, held in holdings.items():
        yield _line({"condition": condition, "state": held.state, "position": held.position})


def _lacking(missing: tuple[Missing, ...]) -> Iterator[dict[str, str | int | None]]:
    for need in missing:
        yield {
            "condition": need.condition,
            "who": need.who,
            "by": need.by.isoformat() if need.by else None,
            "reason": need.reason,
        }


def _line(told: Mapping[str, str | int | None]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _meet(deal: Ref, holdings: Mapping[str, Holding], actor: Ref, at: datetime) -> None:
    """Deadlines that no filing meets are met by the condition itself."""
    keys = [rule.key for rule in deadline_rules() if not rule.met_by and rule.meets in holdings]
    for key in keys:
        if calendar.running().filter(about=deal, key=key).exists():
            deadlines.meet(key=key, about=deal, actor=actor, at=at)


def _record_refusal(
    deal: Ref, stage: DealStage, move: Move, missing: tuple[Missing, ...], actor: Ref, at: datetime
) -> None:
    duties = tuple(need.demand for need in missing if need.demand)
    facts: dict[str, Value] = {"stage": stage, "move": move, "missing": len(missing)}
    lacking = list(_lacking(missing))
    with transaction.atomic(durable=True):
        event = Event(Tag.REFUSED, actor, deal, at, facts, duties, deal)
        written = writer.record(event, rows=map(_line, lacking))
        Refusal.objects.create(
            deal_id=deal,
            stage=stage,
            move=move,
            missing=lacking,
            actor=actor,
            at=at,
            position=written.position,
        )


def waive(
    *, deal: Ref, stage: DealStage, reason: WaiveReason, actor: Ref, at: datetime
) -> MilestoneState:
    """Let the deal go on without a milestone, past the same doors as if it were done.

    Raises:
        NotWaivable: no deal goes without this one.
        NotYet: a demand holds a door shut that the milestone passes, or what ``reason`` says is not
            so; ``missing`` names each.
        NoSuchDeal, Suspended, Terminated, NotPermitted
        WrongStanding: it is past already.
    """
    goal = milestone(stage)
    if not goal.is_waivable:
        raise NotWaivable(stage=stage)
    try:
        with transaction.atomic():
            return _waived(deal, goal, reason, actor, at)
    except NotYet as shut:
        _record_refusal(deal, stage, Move.WAIVE, shut.missing, actor, at)
        raise


def _waived(
    deal: Ref, goal: Milestone, reason: WaiveReason, actor: Ref, at: datetime
) -> MilestoneState:
    of, row = _take(deal, goal, Move.WAIVE, actor, at)
    now = _of_head(at)
    with sharing():
        untrue, _ = queries.weigh(of, dict(goal.because).get(reason, ()), now)
        lacking = queries.with_doors(untrue, of, goal, now)
    if lacking:
        raise NotYet(stage=goal.code, missing=lacking)
    return _said(of, row, goal, Move.WAIVE, reason, actor, at)


@transaction.atomic
def turn_down(
    *, deal: Ref, stage: DealStage, reason: TurnDownReason, actor: Ref, at: datetime
) -> MilestoneState:
    """Record that an outsider refused an open milestone; it can be opened again.

    Raises:
        NoSuchDeal, Suspended, Terminated, NotPermitted
        WrongStanding: it is not open.
    """
    goal = milestone(stage)
    of, row = _take(deal, goal, Move.TURN_DOWN, actor, at)
    return _said(of, row, goal, Move.TURN_DOWN, reason, actor, at)


def _said(
    of: Deal,
    row: MilestoneState,
    goal: Milestone,
    move: Move,
    reason: StrEnum,
    actor: Ref,
    at: datetime,
) -> MilestoneState:
    tag = Tag.WAIVED if move is Move.WAIVE else Tag.TURNED_DOWN
    deal, facts = Ref(of.ref), {"stage": goal.code, "reason": reason}
    row.position = writer.record(Event(tag, actor, deal, at, facts, deal=deal)).position
    _set(of, row, move, at, reason)
    return row
