"""What somebody named in a room is told where only the milestone of its level keeps them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shoumi.base.rooms import queries
from shoumi.base.rooms.models import Room
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

# What the gate says of a level that is not reached, and what it says besides of a room that has
# not opened: it has no task yet.
_OF_LEVEL = frozenset({Code.ROOM_SHUT, Code.ROOM_LEVEL})
_OF_TASK = frozenset(
    {
        Code.TASK_CLOSED,
        Code.NOT_ON_TASK,
        Code.ACT_NOT_IN_TASK,
        Code.FIELD_NOT_IN_TASK,
        Code.PERSON_NOT_IN_TASK,
        Code.TASK_UNCONFIRMED,
    }
)


@contextmanager
def stage_named(room: Room, actor: Ref) -> Iterator[None]:
    """The gate's no, which is recorded, names the milestone where nothing else is wrong.

    Raises:
        StageNotOpen: in place of ``GateClosed``.
    """
    try:
        yield
    except GateClosed as refusal:
        codes = {reason.code for reason in refusal.decision.reasons}
        known = _OF_LEVEL if room.task else _OF_LEVEL | _OF_TASK
        if actor in room.persons and known.issuperset(codes):
            queries.require_reached(Ref(room.deal), DisclosureLevel(room.level))
        raise
