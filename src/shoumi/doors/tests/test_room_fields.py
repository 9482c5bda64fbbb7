"""A room shows a frozen list of fields, and its assessment covers it or the room is shut."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.messages.refusals import lapses_of
from shoumi.base.rooms import content, field_lists
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.errors import FieldsNotAssessed
from shoumi.base.rooms.models import Room
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.compliance.rules import Scope
from shoumi.chapters.compliance.tests.whole_assessments import MEDIUM, words
from shoumi.core.gate import GateClosed
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.tests.house import person
from shoumi.doors.tests.room_steps import ROWS

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
L3 = DisclosureLevel.L3


def assess(house, *fields):
    found = compliance.assess(
        deal=house.deal,
        scope=Scope.DUE_DILIGENCE,
        risks=[MEDIUM],
        facts=queries.facts_of(house.deal),
        fields=fields,
        words=words(house.dpo),
        actor=house.dpo,
        at=house.at,
    )
    compliance.approve(
        assessment=Ref(found.ref), paper=lambda: b"%PDF-", actor=house.legal, at=house.at
    )


def test_the_list_is_frozen_with_the_room_and_bound_to_it(house):
    room = Room.objects.get(ref=house.prepared(ROWS))
    assert room.fields == sorted(field_lists.FIELDS)
    assert "fields" in Room.coverage.columns


def test_a_room_whose_assessment_leaves_a_field_out_does_not_open(house):
    assess(house, "district", "birth_on", "service_type")
    house.agree()
    with pytest.raises(FieldsNotAssessed) as refused:
        house.room(ROWS)
    assert refused.value.facts == {"fields": ("yearly_amount",), "demands": ("7.3",)}
    assert [one.demand for one in lapses_of(refused.value)] == ["7.3"]
    assert Room.objects.get().opened_at is None
    assess(house)
    house.open(Ref(Room.objects.get().ref))


def test_an_open_room_shuts_with_a_narrower_assessment_and_opens_with_the_next(house):
    assess(house)
    house.agree()
    room = house.room(ROWS)
    rooms.enter(room=room, actor=house.buyer, at=house.at)
    house.at += timedelta(minutes=1)
    assess(house, "district")
    held = queries.check(house.at)
    assert (held.reason, held.deals) == ("pipia.fields_left_out", {house.deal})
    with pytest.raises((GateClosed, DoorShut)) as shut:
        rooms.enter(room=room, actor=house.buyer, at=house.at)
    assert "7.3" in {one.demand for one in lapses_of(shut.value)}
    house.at += timedelta(minutes=1)
    assess(house)
    rooms.enter(room=room, actor=house.buyer, at=house.at)


def test_reviewers_see_the_fields_of_the_list_alone(house):
    people = house.keep(person(1, contact_title="虚构经理"))
    assess(house)
    house.agree()
    room = house.room(content.people(people))
    [(_, values)] = rooms.view_items(room=room, actor=house.buyer, at=house.at)
    assert values.keys() <= field_lists.OF_LEVEL[L3] == set(Room.objects.get().fields)


def test_what_is_not_registered_is_not_assessed(house):
    with pytest.raises(compliance.FieldsUnregistered) as refused:
        assess(house, "bank_account")
    assert refused.value.facts == {"fields": ("bank_account",)}


def test_an_assessment_of_before_covers_what_rooms_showed_then(house):
    assess(house)
    [found] = compliance.Assessment.objects.all()
    found.fields = None
    assert queries.fields_of(found) == {*field_lists.FIELDS, *field_lists.ITEM_FIELDS}
