"""Several rooms of a deal are approved, opened and shut by one press, each by itself."""

from __future__ import annotations

import html
import re

import pytest

from shoumi.base import clock
from shoumi.base.ledger import reader
from shoumi.base.rooms import joint_rooms
from shoumi.base.rooms.errors import NoSuchRoom, TooManyRooms
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import MOST_TOGETHER
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.room_steps import COUNTS, L1, L2, ROWS
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def act(house, name):
    return f"/deals/{house.deal}/do/room-{name}-several"


def text_of(answer):
    return html.unescape(answer.content.decode().partition("<main")[2])


def state_of(room):
    return Room.objects.get(ref=room).state


@pytest.fixture
def three(house):
    """Ready for the buyer, one of them for somebody else as well."""
    house.at = clock.now()
    house.agree()
    house.assess()
    house.reach(L1, L2)
    both = [house.buyer, house[people.SELLER]]
    return [house.prepared(COUNTS), house.prepared(ROWS, both), house.prepared(ROWS)]


def pressed(visitor, href, **given):
    """As a person does: look at the list, then press its button, which sends what it holds."""
    shown = visitor.act(href, **given)
    sent = re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', text_of(shown))
    again = {name: [v for n, v in sent if n == name] for name, _ in sent}
    again.pop("csrfmiddlewaretoken", None)
    return visitor.act(href, **again)


def test_the_list_is_shown_first_and_nothing_is_done_by_looking(house, three):
    visitor = signed_in(house.dpo)
    size = reader.size()
    shown = text_of(visitor.act(act(house, "approve"), rooms=three))
    assert "3 间可以办" in shown
    assert all(one in shown for one in three)
    assert reader.size() == size
    assert not any(Room.objects.get(ref=one).approvals for one in three)


def test_several_are_approved_opened_and_shut_and_each_is_an_entry_of_its_own(house, three):
    pressed(signed_in(house.dpo), act(house, "approve"), rooms=three)
    assert [one.actor for one in told("room.approved")] == [house.dpo] * 3
    consultant = signed_in(house[people.CONSULTANT])
    both = [house.buyer, house[people.SELLER]]
    answer = pressed(consultant, act(house, "open"), rooms=three, persons=both[:1], hours=5)
    assert "数据室开着" in answer.content.decode()
    assert {state_of(one) for one in three} == {"OPEN"}
    assert len({one.about for one in told("room.opened")}) == 3
    pressed(signed_in(house.dpo), act(house, "shut"), rooms=three[:2])
    assert [state_of(one) for one in three] == ["SHUT", "SHUT", "OPEN"]
    assert Room.objects.get(ref=three[0]).emptied_at


def test_into_each_go_those_of_the_chosen_whom_its_approvers_saw_named(house, three):
    pressed(signed_in(house.dpo), act(house, "approve"), rooms=three)
    both = [house.buyer, house[people.SELLER]]
    consultant = signed_in(house[people.CONSULTANT])
    pressed(consultant, act(house, "open"), rooms=three, persons=both)
    found = [set(Room.objects.get(ref=one).persons) for one in three]
    assert found == [{house.buyer}, set(both), {house.buyer}]


@pytest.mark.parametrize(("lang", "word"), [("zh", "没有办的"), ("en", "Refused")])
def test_one_that_is_refused_is_named_in_the_list_and_stops_no_other(house, three, lang, word):
    dpo = signed_in(house.dpo)
    pressed(dpo, act(house, "approve"), rooms=three[:2])
    consultant = signed_in(house[people.CONSULTANT], lang=lang)
    href, given = act(house, "open"), {"rooms": three, "persons": [house.buyer]}
    size = reader.size()
    shown = text_of(consultant.act(href, **given))
    assert three[2] in shown.partition('id="good-rooms"')[0]
    assert reader.size() == size
    answer = consultant.act(href, **given, is_seen="yes")
    assert answer.status_code == 200
    assert word in text_of(answer)
    assert [state_of(one) for one in three] == ["OPEN", "OPEN", "PREPARED"]
    assert told("room.refused")[-1].facts == {"why": "room.not_approved"}


def test_who_asked_for_a_room_approves_none_of_several_either(house, three):
    Room.objects.filter(ref=three[1]).update(requester=house.dpo)
    shown = text_of(signed_in(house.dpo).act(act(house, "approve"), rooms=three))
    assert "2 间可以办，1 间现在办不了" in shown
    answered = joint_rooms.approve_each(
        deal=house.deal, rooms=three[1:2], actor=house.dpo, at=clock.now()
    )
    assert [one.refused.code for one in answered] == ["room.approved_by_requester"]
    assert Room.objects.get(ref=three[1]).approvals == []


def test_of_rooms_of_another_deal_and_of_too_many_nothing_is_done(house, three):
    other = house.new_deal()
    with pytest.raises(NoSuchRoom):
        joint_rooms.shut_each(deal=other, rooms=three, actor=house.dpo, at=clock.now())
    many = [Ref(f"room-{n:016}") for n in range(MOST_TOGETHER + 1)]
    with pytest.raises(TooManyRooms):
        joint_rooms.shut_each(deal=house.deal, rooms=many, actor=house.dpo, at=clock.now())


def test_it_takes_the_role_and_a_proof_of_now(house, stranger, three):
    assert signed_in(stranger).get(act(house, "approve")).status_code in {403, 404}
    assert signed_in(house.buyer).get(act(house, "open")).status_code == 404
    assert signed_in(house.buyer).get(act(house, "approve")).status_code == 403
    assert signed_in(house[people.SELLER]).get(act(house, "approve")).status_code == 200
    stale = signed_in(house.dpo, is_fresh=False).post(act(house, "shut"), {"rooms": three})
    assert stale.headers["Location"].startswith("/step-up")
