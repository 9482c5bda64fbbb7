"""Who answers in a room passes the doors of whom the answer comes from."""

from __future__ import annotations

import pytest

from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.rooms import inquiries
from shoumi.base.rooms.models import Inquiry
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.test_room_papers import ask, room

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
__all__ = ["room"]


@pytest.mark.parametrize("demand", ["14.1", "19.3"])
def test_who_answers_of_the_house_passes_the_door_of_the_staff_and_the_seller_does_not(
    house, room, demand
):
    first, second = ask(house, room), ask(house, room)
    said = statements.newest(demand, None, house.at)
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=house.at)

    def answer(row, who):
        return inquiries.answer(inquiry=Ref(row.ref), text="含税。", actor=house[who], at=house.at)

    with pytest.raises(DoorShut) as shut:
        answer(first, people.CONSULTANT)
    assert demand in shut.value.facts["demands"]
    (refused,) = told("door.refused")
    assert refused.actor == house[people.CONSULTANT]
    assert not Inquiry.objects.exclude(answer="").exists()
    assert answer(second, people.SELLER).answer
