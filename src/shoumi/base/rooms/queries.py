"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.stage_refusals import refusal
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.rooms.models import Room, Teaser
from shoumi.base.rooms.rules import REACHED, STAGE, State
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State as Held
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DisclosureLevel


def of_deal(deal: Ref) -> QuerySet[Room]:
    return Room.objects.filter(deal=deal).order_by("prepared_at", "id")


def latest(deal: Ref, level: DisclosureLevel) -> Room | None:
    return of_deal(deal).filter(level=level).last()


def _own(deal: Ref) -> list[Room]:
    """All rooms of the deal.

    Raises:
        NotAuthentic: one was changed, put back or deleted from outside.
    """
    if any(line.deal == deal for line in verification.deleted(Room)):
        raise NotAuthentic(what=Room._meta.db_table)
    return verification.require(of_deal(deal))


def minors_in(room: Room) -> int:
    """How many minors it has rows about: who approves it agrees to that."""
    if room.level == DisclosureLevel.L1:
        return 0  # counts, and nobody's row
    people = subjects.of_deal(Ref(room.deal), Held.ACTIVE)
    if room.level == DisclosureLevel.L3:
        people = people.filter(ref__in=room.subjects)
    return subjects.minors(people).count()


@shared
def open_to(person: Ref, deal: Ref, at: datetime) -> list[Room]:
    """The rooms ``person`` may enter now, the deepest first."""
    found = of_deal(deal).filter(state=State.OPEN, opened_at__lte=at, closes_at__gt=at)
    mine = verification.authentic(room for room in found if person in room.persons)
    if mine:
        reached = _levels_reached(deal)
        mine = [room for room in mine if room.level in reached]
    return sorted(mine, key=lambda room: room.level, reverse=True)


def _levels_reached(deal: Ref) -> frozenset[str]:
    """Levels whose milestone is open or done: a room shuts with it where it is turned down."""
    stages = {code for code, standing in _standings(deal).items() if standing in REACHED}
    return frozenset(level for level, stage in STAGE.items() if stage in stages)


def _standings(deal: Ref) -> dict[str, str]:
    rows = verification.authentic(MilestoneState.objects.filter(deal=deal))
    return {row.code: row.state for row in rows}


def require_reached(deal: Ref, level: DisclosureLevel) -> None:
    """
    Raises:
        StageNotOpen: the milestone of the level is neither open nor done.
    """
    stage = STAGE[level]
    standing = _standings(deal).get(stage)
    if standing not in REACHED:
        raise refusal(deals.deal(deal).number, stage, standing)


def facts(question: Question) -> Mapping[Fact, object]:
    """The deepest level open to the actor, and how long the room of the level asked for is open."""
    rooms = open_to(question.actor, question.deal, question.at)
    if not rooms:
        return {}
    wanted = question.level or DisclosureLevel.L1
    until = [room.closes_at for room in rooms if room.level == wanted]
    return {
        Fact.ROOM_LEVEL: DisclosureLevel(rooms[0].level),
        Fact.ROOM_UNTIL: max((at for at in until if at), default=None),
    }


def edges(question: Question) -> Iterator[datetime]:
    """When a room of the deal opens or closes."""
    rows = of_deal(question.deal).values_list("opened_at", "closes_at")
    return (at for row in rows for at in row if at)


def reviewers(deal: Ref, at: datetime) -> Holding:
    """Condition ``room.reviewers``: the clean room is prepared, with reviewers named."""
    own = [one for one in _own(deal) if one.level == DisclosureLevel.L3]
    room = own[-1] if own else None
    if room is None or not room.persons or room.state == State.SHUT:
        return Holding(ControlState.FAIL, reason="room.no_reviewers")
    return Holding(ControlState.PASS, position=room.position)


def last_teaser(deal: Ref) -> Teaser | None:
    """The summary that was scanned last, clean or not; to be shown, never to rest on."""
    return Teaser.objects.filter(deal=deal).order_by("-position").first()


def listing_clean(deal: Ref, at: datetime) -> Holding:
    """Condition ``listing.clean``: the scanner finds nobody in the public summary."""
    scanned = verification.all_of_deal(Teaser, deal)
    teaser = max(scanned, key=lambda one: one.position, default=None)
    if teaser is None or teaser.hits:
        return Holding(ControlState.FAIL, reason="teaser.not_clean")
    return Holding(ControlState.PASS, position=teaser.position)


def all_shut(deal: Ref, at: datetime) -> Holding:
    """Condition ``room.all_shut``: no room of the deal is open any more."""
    if any(
        room.state == State.OPEN and room.closes_at and room.closes_at > at for room in _own(deal)
    ):
        return Holding(ControlState.FAIL, reason="room.still_open")
    return Holding(ControlState.PASS)


def emptied(deal: Ref, at: datetime) -> Holding:
    """Condition ``room.emptied``: nothing that a room of the deal showed is there any more."""
    if any(room.emptied_at is None for room in _own(deal)):
        return Holding(ControlState.FAIL, reason="room.still_full")
    return Holding(ControlState.PASS)
