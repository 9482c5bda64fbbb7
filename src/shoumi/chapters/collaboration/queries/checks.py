"""The live checks of chapter 11."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from shoumi.base.gate.models import Task
from shoumi.base.registry import Check, Holding
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.collaboration.duty_models import Interest
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import deputies, duties
from shoumi.chapters.collaboration.queries.shared_tasks import (
    GRANT,
    every,
    gone_since,
    over_at,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

# A worker ends each minute what is over; it is over all the same while none runs.
TO_END_WITHIN = timedelta(minutes=10)


def check_sharing(at: datetime) -> Holding:
    """Demand 11.1: what departments share has a purpose and an end, and what was opened for it ends
    with it.

    A home that never opened a shared task states how its departments share.
    """
    try:
        tasks = every(SharedTask)
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    if not tasks:
        return Holding(ControlState.NOT_BUILT)
    position = tasks[-1].entry_position
    if _outliving(tasks):
        return Holding(ControlState.FAIL, position, reason="sharing.grant_outlives")
    running = [one for one in tasks if one.closed_at is None]
    ends = [over_at(one) + TO_END_WITHIN for one in running]
    if any(end <= at for end in ends):
        return Holding(ControlState.FAIL, position, reason="sharing.not_ended")
    return Holding(ControlState.PASS, position, turns=_next(ends, at))


def _outliving(tasks: Sequence[SharedTask]) -> bool:
    """Whether something that was opened for a shared task is not as that task says."""
    rows = Task.objects.filter(ref__startswith=f"{GRANT}-")
    grants = {one.ref: one for one in verification.authentic(rows)}
    if len(grants) != len(rows):
        return True
    of = {one.grant: one for one in tasks if one.grant}
    if of.keys() != grants.keys():
        return True
    return any(_outlives(grants[ref], one) for ref, one in of.items())


def _outlives(grant: Task, task: SharedTask) -> bool:
    if grant.closed_at is not None:
        return False
    is_wider = not {task.accountable, *task.workers}.issuperset(grant.actors)
    return task.closed_at is not None or is_wider or grant.expires_at > task.expires_at


def check_duties(at: datetime) -> Holding:
    """Demand 11.3: one person answers for each chapter and for each task, and is there.

    A home that never said who answers for which chapter states it.
    """
    try:
        found = duties.all_of_them()
        running = [one for one in every(SharedTask) if one.closed_at is None]
        changes = deputies.edges(at)
        every(Interest)
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    if not found:
        return Holding(ControlState.NOT_BUILT)
    position = max(one.entry_position or 0 for one in found)
    if {one.number for one in found} != duties.chapters().keys():
        return Holding(ControlState.FAIL, position, reason="raci.chapter_without")
    if any(deputies.acting(Ref(one.accountable), at) is None for one in found):
        return Holding(ControlState.FAIL, position, reason="raci.nobody_there")
    goes = [gone_since(Ref(one.accountable)) for one in found]
    edges = [*goes, *changes, *(over_at(one) for one in running)]
    return Holding(ControlState.PASS, position, turns=_next(edges, at))


def check_messages(at: datetime) -> Holding:
    """Demand 11.2 (``message_check``)."""
    from shoumi.chapters.collaboration.queries import message_check

    return message_check.check_messages(at)


def _next(moments: Iterable[datetime | None], at: datetime) -> datetime | None:
    return min((one for one in moments if one is not None and one > at), default=None)


CHECKS: dict[str, Check] = {
    "11.1": check_sharing,
    "11.2": check_messages,
    "11.3": check_duties,
}
