"""Who opens a shut room, or wants to take out what is inside: every reason, or a blank answer."""

from __future__ import annotations

import re

import pytest

from shoumi.base.ledger import reader
from shoumi.base.rooms import content
from shoumi.base.rooms.models import Room
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
_INSIDE, _OUT = "为什么进不去", "为什么不能带走"


@pytest.fixture
def shut(house) -> str:
    """Prepared, open to nobody yet, and no agreement was signed."""
    house.keep_many(12)
    return house.prepared(content.people([]))


@pytest.fixture
def room(house) -> str:
    house.agree()
    house.assess()
    return house.room(ROWS)


def test_a_shut_room_can_be_asked_why_and_gives_every_reason(house, shut):
    visitor = signed_in(house[people.CONSULTANT])
    assert _INSIDE in visitor.get(f"/rooms/{shut}").content.decode()
    before = reader.size()
    answer = visitor.post(f"/rooms/{shut}/inside")
    assert answer.status_code == 403
    page = answer.content.decode()
    for reason in ("保密协议", "数据室"):
        assert reason in page.partition('id="refusal-what"')[2].partition("</section>")[0], reason
    assert reader.size() == before + 1
    assert not told("gate.decided")[-1].facts["allowed"]


def test_who_is_inside_asks_to_take_it_out_and_the_try_is_evidence(house, room):
    visitor = signed_in(house.buyer)
    assert _OUT in visitor.get(f"/rooms/{room}").content.decode()
    before = reader.size()
    answer = visitor.post(f"/rooms/{room}/out")
    assert answer.status_code == 403
    assert "导出" in answer.content.decode().partition('id="refusal-what"')[2]
    facts = told("gate.decided")[-1].facts
    assert (facts["allowed"], facts["act"]) == (False, "export")
    assert reader.size() == before + 1
    assert visitor.get(f"/rooms/{room}/out").status_code == 303
    assert reader.size() == before + 1, "who only follows an address tried nothing"


def test_a_stranger_gets_the_answer_of_a_room_that_never_was(house, room, shut, stranger):
    visitor = signed_in(stranger)
    before = reader.size()
    blank = _read(visitor.post("/rooms/room-0000000000000000/inside"))
    for one in (room, shut):
        for verb in ("inside", "out"):
            assert _read(visitor.post(f"/rooms/{one}/{verb}")) == blank
    assert reader.size() == before
    assert Room.objects.count() == 2


def _read(answer) -> tuple[int, str]:
    """What the page says; forms carry back the very address that was asked for."""
    said = re.sub(r"<[^>]*>", " ", answer.content.decode().partition("<main")[2])
    return answer.status_code, said
