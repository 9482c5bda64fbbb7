"""Rooms and hand-over: the pages do what the services do, and show nobody."""

from __future__ import annotations

import re

import pytest

from shoumi.base.ledger import reader
from shoumi.base.rooms import content
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State as RoomState
from shoumi.base.subjects.models import Kind
from shoumi.base.subjects.services import NewSubject
from shoumi.core.terms import LegalBasis
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import values
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_NAMED = {"name": "虚构净室人", "company_name": "虚构饭店"}
_SECRET = [*_NAMED.values(), *(text for number in range(3) for text in values(number).values())]


def leaks(answer) -> list[str]:
    return [secret for secret in _SECRET if secret in answer.content.decode()]


@pytest.fixture
def clean_room(house):
    """A clean room with one named contact, open to the buyer."""
    named = NewSubject(Kind.CONTACT, LegalBasis.CONTRACT, _NAMED, is_key_contract=True)
    (ref,) = house.keep(named)
    house.agree()
    house.assess()
    return house.room(content.people([ref]))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", ["/rooms", "/handover"])
def test_the_lists_open_empty_and_say_what_to_do(house, address, lang):
    answer = signed_in(house.dpo, lang=lang).get(address)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_room_tells_who_may_enter_and_shows_nobody(house, clean_room, lang):
    answer = signed_in(house.dpo, lang=lang).get(f"/rooms/{clean_room}")
    assert answer.status_code == 200
    assert people.BUYER in answer.content.decode()
    assert not leaks(answer)
    assert clean_room in signed_in(house.dpo).get("/rooms").content.decode()


def test_the_buyer_sees_the_clock_and_what_is_inside_only_by_going_in(house, clean_room):
    visitor = signed_in(house.buyer)
    outside = visitor.get(f"/rooms/{clean_room}")
    assert "clock-left" in outside.content.decode()
    assert not leaks(outside)
    before = reader.size()
    within = visitor.post(f"/rooms/{clean_room}/inside", secure=True)
    assert within.status_code == 200
    assert _NAMED["name"] in within.content.decode()
    assert reader.size() == before + 1
    assert not leaks(visitor.get(f"/rooms/{clean_room}/inside", follow=True))


def test_who_is_not_named_is_refused_with_every_reason_and_it_is_evidence(house, clean_room):
    visitor = signed_in(house.dpo)
    before = reader.size()
    answer = visitor.post(f"/rooms/{clean_room}/inside", secure=True)
    assert answer.status_code == 403
    assert "你不在这项任务的名单里" in answer.content.decode()
    assert not leaks(answer)
    assert reader.size() == before + 1


def test_a_room_is_approved_by_another_and_shut_for_good(house):
    house.keep_many(12)
    room = house.prepared(content.people([]))
    dpo = signed_in(house.dpo)
    assert dpo.act(f"/rooms/{room}/do/room-approve").status_code == 200
    assert Room.objects.get(ref=room).approvals == [house.dpo]
    refused = signed_in(house[people.CONSULTANT]).act(f"/rooms/{room}/do/room-open", hours="1")
    assert refused.status_code == 422
    assert Room.objects.get(ref=room).state == RoomState.PREPARED


def test_a_room_is_shut_only_by_who_is_sure(house, clean_room):
    visitor = signed_in(house.dpo)
    assert visitor.act(f"/rooms/{clean_room}/do/room-shut").status_code == 422
    assert visitor.act(f"/rooms/{clean_room}/do/room-shut", is_sure="on").status_code == 200
    found = Room.objects.get(ref=clean_room)
    assert found.state == RoomState.SHUT
    assert found.emptied_at is not None


def test_a_rooms_page_tells_every_visit_and_every_try(house, clean_room):
    owner = signed_in(house.dpo)
    before = told_of(owner, clean_room)
    assert (
        signed_in(house.buyer).post(f"/rooms/{clean_room}/inside", secure=True).status_code == 200
    )
    seen = told_of(owner, clean_room)
    assert seen - before == {reader.size() - 1}
    assert owner.post(f"/rooms/{clean_room}/inside", secure=True).status_code == 403
    tried = told_of(owner, clean_room)
    assert tried - seen == {reader.size() - 1}


def told_of(visitor, room) -> set[int]:
    """The entries that the room's page names."""
    page = visitor.get(f"/rooms/{room}").content.decode()
    _, _, looks = page.partition('id="looks-name"')
    return {int(one) for one in re.findall(r"/evidence/(\d+)", looks.partition("</section>")[0])}


def test_every_room_of_a_deal_is_shut(house, clean_room):
    owner = signed_in(house.dpo)
    where = f"/deals/{house.deal}/do"
    assert owner.act(f"{where}/rooms-shut").status_code == 422
    assert owner.act(f"{where}/rooms-shut", is_sure="on").status_code == 200
    found = Room.objects.get(ref=clean_room)
    assert (found.state, found.emptied_at is not None) == (RoomState.SHUT, True)


def test_a_stranger_finds_no_room(house, clean_room, stranger):
    visitor = signed_in(stranger)
    for address in (f"/rooms/{clean_room}", f"/rooms/{clean_room}/do/room-approve"):
        assert visitor.get(address).status_code in (403, 404)
    assert visitor.get(f"/rooms/{clean_room}").status_code == 404
    assert visitor.get("/rooms/room-nothing").status_code == 404
    assert clean_room not in visitor.get("/rooms").content.decode()


def test_sealing_needs_a_proof_of_a_moment_ago(house):
    stale = signed_in(house.dpo, is_fresh=False)
    answer = stale.get(f"/deals/{house.deal}/do/handover-seal")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/step-up")


def test_nothing_is_sealed_without_a_task_and_a_campaign(house):
    house.keep_many(1)
    page = signed_in(house.dpo).get(f"/deals/{house.deal}/do/handover-seal")
    assert page.status_code == 200
    assert "还没有问过" in page.content.decode()
