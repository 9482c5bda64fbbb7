"""Who may not go in reads neither the room's page, nor its index, nor its questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.attestations import queries, services
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.attestations.tests.statements import given
from shoumi.base.deals import queries as queries_of_deals
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import Suspended
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.rooms import inquiries, page_views, room_documents
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.errors import NobodyAdmitted
from shoumi.base.rooms.models import Inquiry, Paper, Room, View
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.room_steps import COUNTS, ROWS
from shoumi.doors.tests.viewer_papers import opened, put
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

ASKED, ANSWERED, TITLE = "服务费含不含税", "含税，见第六条", "家政服务框架合同"
SHUT, ENDED, OVER = "数据室暂时关闭", "数据室的访问已结束", "数据室已关闭"
INTERNAL = ("12.1", "9.2", "2.1", "2.2", "防火墙", "声明", "安全事件", "补正")


@pytest.fixture
def agreement(house) -> Ref:
    return house.agree()


@pytest.fixture
def room(house, agreement) -> Room:
    """Open to the buyer, with one question answered and one that waits."""
    house.assess()
    made = opened(house, ROWS, TITLE, hours=30 * 24)
    first = ask(house, made, f"{ASKED}？")
    seller = house[people.SELLER]
    inquiries.answer(inquiry=Ref(first.ref), text=f"{ANSWERED}。", actor=seller, at=clock.now())
    ask(house, made, "公章由谁保管？")
    return made


def ask(house, room: Room, text: str) -> Inquiry:
    return inquiries.ask(
        room=Ref(room.ref), text=text, paper=None, page=None, actor=house.buyer, at=clock.now()
    )


def addresses(room: Room) -> list[str]:
    return [f"/rooms/{room.ref}{part}" for part in ("", "/papers", "/questions", "/papers/3.1/1")]


def take_back(house, duty: str, name: str = people.SECURITY) -> None:
    said = queries.newest(duty, None, clock.now())
    services.revoke(attestation=Ref(said.ref), actor=house[name], at=clock.now())


def said(answer) -> str:
    return answer.content.decode().partition("<main")[2]


def is_shut(visitor, room: Room, title: str) -> None:
    """Every part of the room says so and no more, whichever way it is asked for."""
    form = {"text": "合同何时到期？"}
    answers = [visitor.get(one) for one in addresses(room)]
    answers += [
        visitor.post(f"/rooms/{room.ref}/questions", form, secure=True),
        visitor.post(f"/rooms/{room.ref}/questions/weigh", form, secure=True),
        visitor.post(f"/rooms/{room.ref}/inside", secure=True),
        visitor.post(f"/rooms/{room.ref}/out", secure=True),
    ]
    for answer in answers:
        assert answer.status_code == 403
        text = answer.content.decode()
        assert title in said(answer)
        assert people.CONSULTANT in said(answer)
        assert not [word for word in INTERNAL if word in said(answer)]
        assert not [word for word in (ASKED, ANSWERED, TITLE, "开着") if word in text]
    assert not Inquiry.objects.filter(number__gt=2).exists()


def is_open(visitor, room: Room) -> None:
    for one in addresses(room):
        assert visitor.get(one).status_code == 200, one
    text = visitor.get(addresses(room)[2]).content.decode()
    assert ASKED in text
    assert ANSWERED in text


def test_a_lapse_shuts_the_questions_too_and_once_mended_they_are_there(house, room):
    visitor = signed_in(house.buyer)
    is_open(visitor, room)
    take_back(house, "12.1")
    is_shut(visitor, room, SHUT)
    assert SHUT in visitor.get("/rooms").content.decode()
    services.attest(duty="12.1", said=given("12.1"), actor=house[people.SECURITY], at=clock.now())
    is_open(visitor, room)


def test_in_a_suspended_deal_they_are_shut_until_it_is_resumed(house, room):
    visitor = signed_in(house.buyer)
    deals.suspend(deal=house.deal, reason=SuspendReason.LEGAL_HOLD, actor=house.dpo, at=clock.now())
    is_shut(visitor, room, SHUT)
    deals.resume(deal=house.deal, actor=house.dpo, at=clock.now())
    is_open(visitor, room)


def test_after_a_breach_nothing_is_told_but_that_access_ended(house, room, agreement):
    visitor = signed_in(house.buyer)
    house.breach(agreement, clock.now())
    is_shut(visitor, room, ENDED)
    number = queries_of_deals.deal(house.deal).number
    assert number not in said(visitor.get(addresses(room)[0]))
    assert str(room.ref) not in visitor.get("/rooms").content.decode()


def test_when_the_agreement_runs_out_access_ends_by_the_clock_alone(house):
    house.agree()
    house.assess()
    until = house.at + timedelta(days=2)
    house.end_agreements(until)
    made = opened(house, ROWS, TITLE, hours=30 * 24)
    with time_machine.travel(house.at + timedelta(days=1)):
        assert signed_in(house.buyer).get(addresses(made)[2]).status_code == 200
    with time_machine.travel(house.at + timedelta(days=4)):
        is_shut(signed_in(house.buyer), made, ENDED)


def test_past_its_time_or_shut_for_good_it_says_that(house, room):
    with time_machine.travel(clock.now() + timedelta(days=31)):
        is_shut(signed_in(house.buyer), room, OVER)


def test_shut_by_somebody_it_says_that_to_both_sides(house, room):
    rooms.shut(room=Ref(room.ref), actor=house.dpo, at=clock.now())
    is_shut(signed_in(house.buyer), room, OVER)
    answer = signed_in(house[people.SELLER]).get(addresses(room)[2])
    assert OVER in said(answer)
    assert ASKED not in answer.content.decode()


def test_the_seller_answers_no_shut_room_and_reads_that_it_is_shut(house, room):
    visitor = signed_in(house[people.SELLER])
    waiting = Inquiry.objects.get(answer="")
    address = f"/questions/{waiting.ref}/do/room-answer"
    take_back(house, "12.1")
    assert "公章" not in visitor.get(address).content.decode()
    answer = visitor.post(address, {"text": "由法定代表人保管。"}, secure=True)
    assert answer.status_code == 403
    assert SHUT in said(answer)
    assert not [word for word in INTERNAL if word in said(answer)]
    assert visitor.get(addresses(room)[2]).status_code == 403
    assert told("room.refused")[-1].facts == {"why": NobodyAdmitted.code}
    services.attest(duty="12.1", said=given("12.1"), actor=house[people.SECURITY], at=clock.now())
    assert "公章" in visitor.get(address).content.decode()
    assert visitor.act(address, text="由法定代表人保管。").status_code == 200
    assert not Inquiry.objects.filter(answer="").exists()


def test_the_house_reads_which_demand_holds_its_answer_back_and_goes_on_seeing_the_room(
    house, room
):
    visitor = signed_in(house[people.CONSULTANT])
    waiting = Inquiry.objects.get(answer="")
    take_back(house, "12.1")
    answer = visitor.post(
        f"/questions/{waiting.ref}/do/room-answer", {"text": "由法定代表人保管。"}, secure=True
    )
    assert answer.status_code == 422
    assert "12.1" in answer.content.decode()
    for one in addresses(room)[:3]:
        assert visitor.get(one).status_code == 200
    waiting.refresh_from_db()
    assert waiting.answer == ""


def test_an_answer_waits_where_the_agreement_of_all_who_are_named_is_over(house, room, agreement):
    house.breach(agreement, clock.now())
    waiting = Inquiry.objects.get(answer="")
    with pytest.raises(NobodyAdmitted) as refused:
        inquiries.answer(
            inquiry=Ref(waiting.ref), text="有。", actor=house[people.SELLER], at=clock.now()
        )
    assert "2.1" in refused.value.demands


def test_titles_of_a_shut_room_are_not_in_the_index_of_one_that_is_open(house, agreement):
    house.assess()
    opened(house, ROWS, TITLE)
    house.reach(DisclosureLevel.L1)
    counts = house.prepared(COUNTS)
    put(house, counts, pages=[], title="客户名册")
    house.open(counts)
    visitor = signed_in(house.buyer)
    index = f"/rooms/{counts}/papers"
    assert TITLE in visitor.get(index).content.decode()
    take_back(house, "12.1")
    text = visitor.get(index).content.decode()
    assert "客户名册" in text
    assert TITLE not in text


# A room that is prepared


@pytest.fixture
def prepared(house) -> Paper:
    house.reach(ROWS.level)
    return put(house, house.prepared(ROWS))


def check(house, paper: Paper, name: str = people.CONSULTANT) -> View:
    return page_views.check(
        paper=Paper.objects.select_related("room").get(pk=paper.pk),
        page=1,
        actor=house[name],
        at=clock.now(),
    )


def test_pages_of_a_prepared_room_pass_the_doors_of_reading(house, prepared):
    view = check(house, prepared)
    take_back(house, "19.3", people.DPO)
    for act in (
        lambda: check(house, prepared),
        lambda: page_views.fetched(
            view=Ref(view.ref), actor=house[people.CONSULTANT], at=clock.now()
        ),
        lambda: put(house, Ref(prepared.room.ref), at=clock.now()),
        lambda: room_documents.content(
            room=Ref(prepared.room.ref), actor=house[people.CONSULTANT], at=clock.now()
        ),
    ):
        with pytest.raises(DoorShut) as refused:
            act()
        assert "19.3" in refused.value.demands
        assert told("door.refused")[-1].about == house.deal
    visitor = signed_in(house[people.CONSULTANT])
    page = visitor.get(f"/rooms/{prepared.room.ref}/papers/{prepared.number}/1")
    assert page.status_code == 403
    assert "19.3" in page.content.decode()
    assert visitor.get(f"/views/{view.ref}").status_code == 403
    assert View.objects.count() == 1
    assert Paper.objects.count() == 1
    people.state(house.cast, "19.3", clock.now())
    assert check(house, prepared)
    assert put(house, Ref(prepared.room.ref), at=clock.now())


def test_nothing_of_a_prepared_room_is_seen_in_a_suspended_deal(house, prepared):
    deals.suspend(deal=house.deal, reason=SuspendReason.LEGAL_HOLD, actor=house.dpo, at=clock.now())
    for act in (
        lambda: check(house, prepared),
        lambda: put(house, Ref(prepared.room.ref), at=clock.now()),
    ):
        with pytest.raises(Suspended):
            act()
        assert told("room.refused")[-1].facts == {"why": Suspended.code}
    deals.resume(deal=house.deal, actor=house.dpo, at=clock.now())
    assert check(house, prepared)


def test_a_side_of_the_deal_checks_past_the_doors_of_the_staff(house, prepared):
    take_back(house, "19.3", people.DPO)
    assert check(house, prepared, people.SELLER)
