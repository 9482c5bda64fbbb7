"""Rooms: who gets one ready, and who says yes to it."""

from __future__ import annotations

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import Suspended
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.documents.models import Document
from shoumi.base.rooms import content
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.errors import (
    ApprovedByRequester,
    NoSuchLevel,
    NotAnonymous,
    NotApproved,
    NotInState,
    SomeoneElses,
    TooManyPeople,
)
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.base.subjects.models import Kind
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, told
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


# Getting ready


@pytest.mark.both
def test_what_was_read_before_a_lapse_makes_no_room_after_it(house):
    """A long reading may end when its doors are shut."""
    said = statements.newest("4.1", None, house.at)
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=house.at)
    before = Document.objects.count()
    with pytest.raises(DoorShut) as caught:
        prepare(house, ROWS)
    assert caught.value.facts["demands"] == ("4.1",)
    assert told("door.refused")
    assert (Room.objects.count(), Document.objects.count()) == (0, before)


@pytest.mark.both
def test_no_room_is_made_in_a_deal_that_is_stopped(house):
    reason = SuspendReason.INCIDENT
    deals.suspend(deal=house.deal, reason=reason, actor=house.dpo, at=house.at)
    refused(house, Suspended, lambda: prepare(house, ROWS))
    deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    assert prepare(house, ROWS)


@pytest.mark.both
@pytest.mark.parametrize("inside", [COUNTS, ROWS])
def test_what_is_prepared_stands_in_the_ledger_with_what_it_keeps(house, inside):
    room = prepare(house, inside)
    (line,) = told("room.prepared")
    assert (line.about, line.actor) == (room, house[people.CONSULTANT])
    kept = {L1: (10, 1), L2: (5, 2)}[inside.level]
    assert (line.facts["k"], line.facts["distinct"]) == kept
    assert line.facts["rows"] == inside.rows
    assert line.facts["content"] == Document.objects.get(kind="room_content").sha256


@pytest.mark.parametrize(
    "inside",
    [
        Inside(L1, {"age": [("30-39", 9)]}, 1),
        Inside(L2, ROWS.content[:4], 4),
        Inside(L2, [own | {"name": "虚构甲0"} for own in ROWS.content], 6),
        Inside(L3, ROWS.content, 6),
    ],
)
def test_what_says_too_much_is_not_kept_and_the_try_is_evidence(house, inside):
    refused(house, NotAnonymous, lambda: prepare(house, inside))


@pytest.mark.parametrize("level", [L1, L2])
def test_people_are_named_in_a_clean_room_only(house, level):
    """A room of another level has no limit of people, one approval and sixty days."""
    subjects = tuple(house.keep_many(1))
    inside = {L1: COUNTS, L2: ROWS}[level]
    named = Inside(level, inside.content, inside.rows, subjects=subjects)
    refused(house, NotAnonymous, lambda: prepare(house, named))


@pytest.mark.parametrize("level", [DisclosureLevel.L0, DisclosureLevel.L4])
def test_the_teaser_and_the_closing_data_are_no_rooms(house, level):
    with pytest.raises(NoSuchLevel):
        prepare(house, Inside(level, [], 0))


@pytest.mark.both
def test_a_clean_room_shows_two_hundred_people_and_no_more(house):
    found = house.keep_many(201)
    refused(house, TooManyPeople, lambda: prepare(house, content.people(found)))
    assert prepare(house, content.people(found[:200]))


@pytest.mark.both
def test_a_clean_room_shows_twenty_children_and_no_more(house):
    found = house.keep(*(person(number, kind=Kind.CHILD) for number in range(21)))
    refused(house, TooManyPeople, lambda: prepare(house, content.people(found)))
    assert prepare(house, content.people(found[:20]))


@pytest.mark.both
def test_a_clean_room_shows_people_of_its_deal_only(house):
    (stranger,) = house.keep(person(1), deal=house.new_deal())
    (own,) = house.keep(person(2))
    with pytest.raises(SomeoneElses) as caught:
        prepare(house, content.people([own, stranger, Ref("sub-nobody")]))
    assert caught.value.facts == {"count": 2}


@pytest.mark.parametrize(
    ("name", "may"),
    [
        (people.CONSULTANT, True),
        (people.DPO, True),
        (people.LEGAL, False),
        (people.SELLER, False),
        (people.BUYER, False),
        (people.SUPERVISOR, False),
        (people.HOLDER, False),
    ],
)
def test_who_gets_rooms_ready_and_opens_them(house, name, may):
    house.reach(L1)
    room = prepare(house, COUNTS)
    approve(house, room, people.LEGAL)

    def open_as():
        return open_room(house, room, actor=house[name])

    if may:
        assert prepare(house, COUNTS, actor=house[name])
        assert open_as().state == State.OPEN
    else:
        for act in (lambda: prepare(house, COUNTS, actor=house[name]), open_as):
            with pytest.raises(NotPermitted):
                act()


# Saying yes


@pytest.mark.parametrize(
    ("name", "may"),
    [
        (people.DPO, True),
        (people.LEGAL, True),
        (people.SELLER, True),
        (people.BUYER, False),
        (people.HEAD, False),
        (people.SUPERVISOR, False),
        (people.HOLDER, False),
    ],
)
def test_who_approves(house, name, may):
    room = prepare(house, COUNTS)
    if may:
        approve(house, room, name)
        assert told("room.approved")[0].facts == {"level": "L1", "count": 1}
    else:
        with pytest.raises(NotPermitted):
            approve(house, room, name)


@pytest.mark.both
def test_the_requester_does_not_approve_and_the_try_is_evidence(house):
    room = prepare(house, COUNTS, actor=house.dpo)
    refused(house, ApprovedByRequester, lambda: approve(house, room, people.DPO), room)
    assert Room.objects.get(ref=room).approvals == []


@pytest.mark.both
def test_a_seller_of_another_deal_does_not_approve(house):
    other = house.new_deal()
    people.give(house.cast.people, people.HOLDER, Role.TR, other, house.at)
    with pytest.raises(NotPermitted):
        approve(house, prepare(house, COUNTS), people.HOLDER)


@pytest.mark.both
def test_one_person_who_approves_twice_is_one(house, clean_room):
    approve(house, clean_room, people.DPO, people.DPO)
    error = refused(house, NotApproved, lambda: open_room(house, clean_room), clean_room)
    assert error.facts["count"] == 1


@pytest.mark.both
def test_a_clean_room_takes_two_who_did_not_ask_for_it(house, clean_room):
    refused(house, NotApproved, lambda: open_room(house, clean_room), clean_room)
    approve(house, clean_room, people.DPO, people.SELLER)
    assert open_room(house, clean_room).state == State.OPEN


@pytest.mark.both
def test_an_approval_does_not_outlive_the_role_it_was_given_in(house, clean_room):
    approve(house, clean_room, people.DPO, people.LEGAL)
    grant = Grant.objects.get(person=house.legal, role=Role.LEG)
    accounts.revoke(grant=Ref(grant.ref), actor=house[people.HEAD], at=house.at)
    refused(house, NotApproved, lambda: open_room(house, clean_room), clean_room)


@pytest.mark.both
def test_an_open_room_is_not_approved_or_opened_again(house):
    room = house.room(COUNTS)
    for act in (lambda: approve(house, room, people.SELLER), lambda: open_room(house, room)):
        with pytest.raises(NotInState):
            act()
    assert len(told("room.opened")) == 1
