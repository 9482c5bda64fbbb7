"""Who may go into a room now, asked also for mere looking; and what keeps somebody out.

The room's page, its index and its questions are for who may go in: none of them tells more of a
room that is shut than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from shoumi.base.gate import decisions
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.rooms import queries
from shoumi.base.rooms.errors import NobodyAdmitted
from shoumi.base.rooms.models import Room
from shoumi.base.row_authentication import verification
from shoumi.base.transport import channel
from shoumi.core.errors import DomainError
from shoumi.core.gate import Act, GateClosed, Question
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose

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


def question(
    room: Room, act: Act, actor: Ref, at: datetime, fields: frozenset[str] = frozenset()
) -> Question:
    """A room not opened yet has no task, so nobody has a purpose there; the gate says the rest.

    Raises:
        NotAuthentic: level, task or content of the room were changed from outside.
    """
    verification.require([room])
    return Question(
        actor=actor,
        act=act,
        task=Ref(room.task or "task-none"),
        purpose=Purpose.DUE_DILIGENCE,
        deal=Ref(room.deal),
        at=at,
        fields=fields,
        level=DisclosureLevel(room.level),
        is_in_clear=channel.is_in_clear(),
    )


def require(room: Room, person: Ref, at: datetime) -> None:
    """``person`` may go in now.  Nobody goes in yet, so nothing is recorded.

    Raises:
        GateClosed, StageNotOpen: as ``services.enter``.
        NotAuthentic
    """
    with stage_named(room, person):
        decisions.ask_house(question(room, Act.ENTER, person, at)).require()


def is_admitted(room: Room, person: Ref, at: datetime) -> bool:
    try:
        require(room, person, at)
    except DomainError:
        return False
    return True


def hindrances(room: Room, persons: Iterable[str], at: datetime) -> dict[str, tuple[str, ...]]:
    """What keeps each of them out, as the gate's codes; nothing where somebody may go in.

    Of a room that is not opened yet, what would keep each out once it is: whether it may be opened
    is another question.  Nobody goes in, so nothing is recorded.

    Raises:
        NotAuthentic
    """
    common = frozenset[str]() if room.task else _OF_LEVEL | _OF_TASK
    found = {}
    with sharing():
        for person in persons:
            decision = decisions.ask_house(question(room, Act.ENTER, Ref(person), at))
            codes = dict.fromkeys(reason.code for reason in decision.reasons)
            found[person] = tuple(code for code in codes if code not in common)
    return found


def require_reader(room: Room, at: datetime) -> None:
    """Somebody who is named may go in now: what is said there reaches a reader.

    Raises:
        NobodyAdmitted: with what keeps out the first of them; StageNotOpen
        NotAuthentic
    """
    refused: GateClosed | None = None
    for person in room.persons:
        try:
            return require(room, Ref(person), at)
        except GateClosed as no:
            refused = refused or no
    error = NobodyAdmitted(**(refused.facts if refused else {}))
    error.lapses = refused.decision.lapses if refused else ()
    raise error from refused
