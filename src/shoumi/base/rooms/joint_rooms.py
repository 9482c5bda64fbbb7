"""Several rooms of a deal by one press.

Each is judged, done and recorded by itself, by the very services of one room: as many people
approve it, and who asked for it may not.  One that is refused stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.services.locks import require_living
from shoumi.base.rooms import rules, services
from shoumi.base.rooms.errors import ApprovedByRequester, NoSuchRoom, NotInState, TooManyRooms
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import MOST_TOGETHER
from shoumi.base.row_authentication import verification
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one room, or would: for whom it opens, or why it is refused."""

    room: Room
    persons: tuple[Ref, ...] = ()
    refused: DomainError | None = None


def approve_each(
    *, deal: Ref, rooms: Collection[Ref], actor: Ref, at: datetime, is_trial: bool = False
) -> list[Answered]:
    """
    Raises:
        NoSuchRoom: of this deal; TooManyRooms
    """

    def approve(room: Room) -> None:
        if is_trial:
            _weigh_approval(room, actor, at)
        else:
            services.approve(room=Ref(room.ref), actor=actor, at=at)

    return [_answered(one, (), approve) for one in _chosen(deal, rooms)]


def _weigh_approval(room: Room, actor: Ref, at: datetime) -> None:
    _require_state(room, rules.State.PREPARED)
    accounts.require(actor, at, *rules.APPROVERS, deal=Ref(room.deal))
    require_living(Ref(room.deal))
    if actor == room.requester:
        raise ApprovedByRequester(room=room.ref)


def open_each(
    *,
    deal: Ref,
    rooms: Collection[Ref],
    persons: Collection[Ref],
    hours: int | None = None,
    actor: Ref,
    at: datetime,
    is_trial: bool = False,
) -> list[Answered]:
    """Open each of ``rooms`` to those of ``persons`` whom its approvers saw named, to all of them
    where nobody was named; for ``hours``, or for the longest its level allows.

    Raises:
        NoSuchRoom: of this deal; TooManyRooms
    """

    def opened(room: Room) -> Answered:
        some = tuple(one for one in persons if not room.persons or one in room.persons)

        def act(found: Room) -> None:
            longest = rules.LIMITS[DisclosureLevel(found.level)].longest
            until = at + (timedelta(hours=hours) if hours else longest)
            do = _weigh_opening if is_trial else services.open_room
            do(room=Ref(found.ref), persons=some, closes_at=until, actor=actor, at=at)

        return _answered(room, some, act)

    return [opened(one) for one in _chosen(deal, rooms)]


def _weigh_opening(
    *, room: Ref, persons: Collection[Ref], closes_at: datetime, actor: Ref, at: datetime
) -> None:
    accounts.require(actor, at, *rules.PREPARERS)
    with transaction.atomic():
        found = services.in_state(room, rules.State.PREPARED)
        verification.require([found])
        services.require_ready(found, persons, closes_at, actor, at)


def shut_each(
    *, deal: Ref, rooms: Collection[Ref], actor: Ref, at: datetime, is_trial: bool = False
) -> list[Answered]:
    """
    Raises:
        NoSuchRoom: of this deal; TooManyRooms
    """

    def shut(room: Room) -> None:
        if is_trial:
            _require_state(room, rules.State.OPEN)
            accounts.require(actor, at, *rules.SHUTTERS, deal=Ref(room.deal))
        else:
            services.shut(room=Ref(room.ref), actor=actor, at=at)

    return [_answered(one, tuple(map(Ref, one.persons)), shut) for one in _chosen(deal, rooms)]


def _answered(room: Room, persons: tuple[Ref, ...], act: Callable[[Room], None]) -> Answered:
    try:
        act(room)
    except DomainError as error:
        return Answered(room, persons, error)
    return Answered(room, persons)


def _chosen(deal: Ref, rooms: Collection[Ref]) -> list[Room]:
    wanted = list(dict.fromkeys(rooms))
    if len(wanted) > MOST_TOGETHER:
        raise TooManyRooms(most=MOST_TOGETHER, count=len(wanted))
    found = {one.ref: one for one in Room.objects.filter(deal=deal, ref__in=wanted)}
    for room in wanted:
        if room not in found:
            raise NoSuchRoom(room=room)
    return [found[room] for room in wanted]


def _require_state(room: Room, state: rules.State) -> None:
    if room.state != state:
        raise NotInState(room=room.ref, state=room.state)
