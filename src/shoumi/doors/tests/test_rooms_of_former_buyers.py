"""Rooms that were got ready for one buyer open for no other."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.deals import services
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import PartyRole
from shoumi.base.rooms import card as rooms_card
from shoumi.base.rooms.errors import NotInState
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.base.tests import authenticated
from shoumi.core.milestones import Standing
from shoumi.core.terms import DealStage
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.room_steps import COUNTS, approve, open_room, prepare
from shoumi.doors.tests.second_day import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def ready(house):
    house.at = clock.now()
    house.recipient = Handing(house).recipient
    room = prepare(house, COUNTS)
    approve(house, room, people.SELLER)
    return room


def replace(house):
    new = services.NewParty(PartyRole.TE, "荷塘虚构商贸有限公司", person=house[people.HOLDER])
    services.replace_buyer(
        deal=house.deal, former=house.recipient, buyer=new, actor=house.dpo, at=clock.now()
    )


def test_a_room_that_was_approved_for_the_former_buyer_opens_for_no_other(house, ready):
    replace(house)
    assert Room.objects.get(ref=ready).state == State.SHUT
    rows = MilestoneState.objects.filter(deal=house.deal, code=DealStage.DD_L1)
    authenticated.change(rows, state=Standing.OPEN, opened_at=clock.now())
    with pytest.raises(NotInState):
        open_room(house, ready, [house[people.HOLDER]])


def test_one_that_a_crash_left_is_shut_at_the_next_start(house, ready, monkeypatch):
    monkeypatch.setattr("shoumi.base.registry.cards", list)
    replace(house)
    monkeypatch.undo()
    assert Room.objects.get(ref=ready).state == State.PREPARED
    assert rooms_card.card.resume is not None
    assert [rooms_card.card.resume(clock.now()) for _ in range(2)] == [1, 0]
    assert Room.objects.get(ref=ready).state == State.SHUT
