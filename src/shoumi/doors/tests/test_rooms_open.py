"""Rooms: how one opens, and how it shuts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import StageNotOpen, Suspended, Terminated
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import SuspendReason, TerminateReason
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import TaskWithoutEnd, close_task
from shoumi.base.ledger import reader, writer
from shoumi.base.rooms import content, queries
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.errors import (
    NoSuchRoom,
    NotInState,
    NotNamed,
    OpenTooLong,
)
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.base.tests import authenticated
from shoumi.core.milestones import Standing
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.room_steps import (
    COUNTS,
    L1,
    L2,
    L3,
    ROWS,
    approve,
    open_room,
    prepare,
    refused,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


# Opening

CODES = {
    Standing.WAITING: "deal.stage_not_open",
    Standing.DONE: "deal.stage_over",
    Standing.WAIVED: "deal.stage_over",
    Standing.REFUSED: "deal.stage_turned_down",
}


@pytest.mark.parametrize("inside", [COUNTS, ROWS])
@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.OPEN])
def test_a_room_does_not_open_before_its_milestone_or_after(house, inside, standing):
    room = prepare(house, inside)
    approve(house, room, people.DPO, people.LEGAL)
    house.reach(L1, L2, L3)
    own = DealStage(f"dd_{inside.level.lower()}")
    is_over = standing in (Standing.DONE, Standing.WAIVED)
    authenticated.change(
        MilestoneState.objects.filter(deal=house.deal, code=own),
        state=standing,
        done_at=house.at if is_over else None,
    )
    error = refused(house, StageNotOpen, lambda: open_room(house, room), room)
    assert (error.code, error.facts["stage"], error.facts["who"]) == (CODES[standing], own, "DPO")


@pytest.mark.both
def test_nobody_enters_in_the_place_of_whom_the_approvers_saw_named(house, clean_room):
    approve(house, clean_room, people.DPO, people.LEGAL)
    for persons in ([house[people.HOLDER]], [house.buyer, house[people.HOLDER]], []):
        refused(house, NotNamed, lambda to=persons: open_room(house, clean_room, to), clean_room)
    assert open_room(house, clean_room, [house.buyer]).persons == [house.buyer]


@pytest.mark.both
def test_a_clean_room_without_reviewers_named_does_not_open(house):
    house.reach(L3)
    room = house.prepared(content.people(house.keep_many(1)), persons=[])
    approve(house, room, people.DPO, people.LEGAL)
    refused(house, NotNamed, lambda: open_room(house, room), room)


@pytest.mark.parametrize(
    ("inside", "longest"),
    [(COUNTS, timedelta(days=60)), (ROWS, timedelta(days=60)), (None, timedelta(hours=72))],
    ids=["L1", "L2", "L3"],
)
def test_a_room_is_open_as_long_as_its_level_allows(house, inside, longest):
    inside = inside or content.people(house.keep_many(1))
    house.reach(inside.level)
    room = house.prepared(inside)
    approve(house, room, people.DPO, people.LEGAL)
    over = {"seconds": longest.total_seconds(), "microseconds": 1}
    refused(house, OpenTooLong, lambda: open_room(house, room, **over), room)
    opened = open_room(house, room, seconds=longest.total_seconds())
    assert opened.closes_at == house.at + longest


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_room_does_not_close_before_it_opens(house, seconds):
    house.reach(L1)
    room = prepare(house, COUNTS)
    approve(house, room, people.DPO)
    with pytest.raises(TaskWithoutEnd):
        open_room(house, room, seconds=seconds)
    assert Task.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(
            Room.objects.filter(ref=room), state=State.OPEN, opened_at=house.at, closes_at=house.at
        )


@pytest.mark.both
def test_no_room_opens_in_a_deal_that_is_stopped_or_over(house):
    house.reach(L1)
    room = prepare(house, COUNTS)
    approve(house, room, people.DPO)
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    with pytest.raises(Suspended):
        open_room(house, room)
    deals.terminate(
        deal=house.deal, reason=next(iter(TerminateReason)), actor=house[people.HEAD], at=house.at
    )
    with pytest.raises(Terminated):
        open_room(house, room)
    assert Room.objects.get(ref=room).state == State.PREPARED


@pytest.mark.both
@pytest.mark.parametrize("tag", ["room.opened", "task.opened"])
def test_a_room_that_cannot_be_recorded_does_not_open(house, tag, monkeypatch):
    house.reach(L1)
    room = prepare(house, COUNTS)
    approve(house, room, people.DPO)
    before, plain = reader.size(), writer.record

    def broken(event, **more):
        if event.tag == tag:
            raise DatabaseError
        return plain(event, **more)

    monkeypatch.setattr(writer, "record", broken)
    with pytest.raises(DatabaseError):
        open_room(house, room)
    found = Room.objects.get(ref=room)
    assert (found.state, found.task, Task.objects.count()) == (State.PREPARED, "", 0)
    assert reader.size() == before


@pytest.mark.both
def test_a_room_nobody_knows_is_missing(house):
    room, actor = Ref("room-none"), house.dpo
    for act in (
        lambda: rooms.approve(room=room, actor=actor, at=house.at),
        lambda: open_room(house, room),
        lambda: rooms.enter(room=room, actor=actor, at=house.at),
        lambda: rooms.view_items(room=room, actor=actor, at=house.at),
        lambda: rooms.export(room=room, actor=actor, at=house.at),
        lambda: rooms.shut(room=room, actor=actor, at=house.at),
    ):
        with pytest.raises(NoSuchRoom):
            act()


# Shutting


@pytest.mark.parametrize(
    ("name", "may"),
    [
        (people.DPO, True),
        (people.CONSULTANT, True),
        (people.SELLER, True),
        (people.SUPERVISOR, True),
        (people.BUYER, False),
        (people.HOLDER, False),
        (people.SERVICE, False),
    ],
)
def test_who_shuts_a_room(house, name, may):
    room = house.room(COUNTS)

    def shut():
        rooms.shut(room=room, actor=house[name], at=house.at)

    if may:
        shut()
        assert Room.objects.get(ref=room).state == State.SHUT
        with pytest.raises(NotInState):
            shut()
    else:
        for act in (
            shut,
            lambda: rooms.shut_all(deal=house.deal, actor=house[name], at=house.at),
        ):
            with pytest.raises(NotPermitted):
                act()


@pytest.mark.both
def test_a_room_whose_task_was_ended_by_hand_still_shuts(house):
    room = house.room(COUNTS)
    close_task(task=Ref(Room.objects.get(ref=room).task), actor=house.dpo, at=house.at)
    rooms.shut(room=room, actor=house.dpo, at=house.at)
    assert queries.all_shut(house.deal, house.at).holds


@pytest.mark.both
def test_all_rooms_of_a_deal_shut_at_once_and_those_of_no_other(house):
    found = [house.room(COUNTS), house.room(ROWS)]
    waiting = prepare(house, COUNTS)
    home = house.deal
    house.deal = house.new_deal()
    other = house.room(COUNTS)
    assert not queries.all_shut(home, house.at).holds
    assert rooms.shut_all(deal=home, actor=SYSTEM, at=house.at) == 2
    states = dict(Room.objects.values_list("ref", "state"))
    assert [states[ref] for ref in found] == [State.SHUT, State.SHUT]
    assert (states[waiting], states[other]) == (State.PREPARED, State.OPEN)
    assert queries.all_shut(home, house.at).holds
    assert Task.objects.filter(deal=home, closed_at=None).count() == 0
    assert rooms.shut_all(deal=home, actor=house.dpo, at=house.at) == 0


@pytest.mark.both
def test_all_rooms_shut_or_none(house, monkeypatch):
    found = [house.room(COUNTS), house.room(ROWS)]
    plain, seen = writer.record, []

    def broken(event, **more):
        if event.tag == "room.shut":
            seen.append(event)
            if len(seen) == 2:
                raise DatabaseError
        return plain(event, **more)

    monkeypatch.setattr(writer, "record", broken)
    with pytest.raises(DatabaseError):
        rooms.shut_all(deal=house.deal, actor=house.dpo, at=house.at)
    assert set(Room.objects.filter(ref__in=found).values_list("state", flat=True)) == {State.OPEN}
    assert told("room.shut") == []


@pytest.mark.both
def test_a_room_past_its_end_is_not_open_any_more(house):
    house.room(COUNTS, hours=1)
    assert not queries.all_shut(house.deal, house.at).holds
    house.go(hours=1)
    assert queries.all_shut(house.deal, house.at).holds
    assert queries.open_to(house.buyer, house.deal, house.at) == []


@pytest.mark.both
def test_reviewers_are_named_as_long_as_the_clean_room_may_still_open(house):
    assert not queries.reviewers(house.deal, house.at).holds
    inside = content.people(house.keep_many(1))
    house.prepared(inside, persons=[])
    assert not queries.reviewers(house.deal, house.at).holds
    room = house.room(inside)
    assert queries.reviewers(house.deal, house.at).holds
    rooms.shut(room=room, actor=house.dpo, at=house.at)
    assert not queries.reviewers(house.deal, house.at).holds


@pytest.mark.both
def test_a_refusal_is_not_asked_for_where_it_could_be_rolled_back(house):
    room = prepare(house, COUNTS, actor=house.dpo)
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        approve(house, room, people.DPO)


@pytest.mark.both
def test_the_ledger_of_the_rooms_names_no_subject_and_nobody(house):
    inside = content.people(house.keep_many(2))
    house.room(inside)
    bodies = b"".join(entry.body for entry in reader.entries(deal=house.deal))
    assert not any(ref.encode() in bodies for ref in inside.subjects)
    assert "虚构".encode() not in bodies
    assert date(2026, 8, 24).isoformat().encode() in bodies
