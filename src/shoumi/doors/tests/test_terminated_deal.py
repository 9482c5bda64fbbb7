"""A deal that is terminated: rooms, people who were in them, what recipients hold, and its data."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import Terminated
from shoumi.base.deals.rules import TerminateReason
from shoumi.base.gate.tasks import open_task
from shoumi.base.inbox import notices
from shoumi.base.inbox.tests import boxes
from shoumi.base.pages import acts
from shoumi.base.rooms import card as rooms_card
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.base.subjects.models import State as SubjectState
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction import endings, rules
from shoumi.chapters.destruction.models import Order, RecipientProof
from shoumi.chapters.destruction.tests import recipient_papers
from shoumi.core.gate import Act
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.second_day import house
from shoumi.doors.tests.side_pages import opened, text_of
from shoumi.doors.tests.visitors import signed_in, worked

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

OWN, WHOLE = rules.DeadlineKey.RECIPIENT_COPIES, DeadlineKey.DESTRUCTION_CERTIFICATES
# What is left to do in a deal that ended.
LEFT = {
    "campaign-bounced",
    "campaign-close",
    "campaign-record",
    "deal-file",
    "destroy-propose",
    "dossier-export",
    "hold-deal",
    "open-task",
    "recipient-owes",
    "recipient-proved",
    "room-shut-several",
    "rooms-shut",
}


@pytest.fixture
def under_way(house):
    """Eight people, a buyer, and a room the buyer is in."""
    house.at = clock.now()
    made = Handing(house)
    house.agree()
    made.room = opened(house)
    return made


def terminate(house):
    address = f"/deals/{house.deal}/do/deal-terminate"
    given = {"reason": "party_withdrew", "is_sure": "on"}
    assert signed_in(house[people.CONSULTANT]).act(address, **given).status_code == 200


def inbox(person, lang="zh"):
    return signed_in(person, lang=lang).get("/inbox").content.decode()


def test_every_room_shuts_at_once(house, under_way):
    prepared = house.prepared(ROWS)
    terminate(house)
    assert Room.objects.get(ref=under_way.room).state == State.SHUT
    answer = signed_in(house.buyer).get(f"/rooms/{under_way.room}")
    assert answer.status_code == 403
    assert "转让已终止，数据室已关闭" in answer.content.decode()
    assert "处理好后即可照常进入" not in answer.content.decode()
    yes = signed_in(house.dpo).act(f"/rooms/{prepared}/do/room-approve")
    assert yes.status_code == 422
    assert "转让已终止" in yes.content.decode()


@pytest.mark.both
def test_rooms_that_a_crash_left_open_are_shut_at_the_next_start(house, under_way, monkeypatch):
    monkeypatch.setattr("shoumi.base.registry.cards", list)
    deals.terminate(deal=house.deal, reason=TerminateReason.UNLAWFUL, actor=house.dpo, at=house.at)
    monkeypatch.undo()
    assert Room.objects.get(ref=under_way.room).state == State.OPEN
    assert rooms_card.card.resume(house.at) == 1
    assert Room.objects.get(ref=under_way.room).state == State.SHUT
    assert (endings.resume(house.at), endings.resume(house.at)) == (1, 0)
    assert RecipientProof.objects.get().party == under_way.recipient


def test_everybody_who_was_in_them_and_both_sides_are_told(house, under_way):
    adviser = house[people.HOLDER]  # stands for no side
    Room.objects.filter(ref=under_way.room).update(persons=[house.buyer, adviser])
    terminate(house)
    assert "交回或销毁从数据室取得的资料，并签署证明" in inbox(house.buyer)
    assert "转让已终止：交回或销毁从数据室取得的资料" in inbox(adviser)
    for side in (house[people.SELLER], house.buyer):
        assert "转让已终止：数据室已关闭" in inbox(side)
        assert "The deal was terminated and its rooms are shut" in inbox(side, "en")
    assert "转让已终止" not in inbox(house[people.MARKETING])


def test_who_wants_mails_gets_one_at_once_that_names_nobody(house, under_way):
    boxes.confirmed(house.buyer, house.at)
    terminate(house)
    notices.tell(at=clock.now())
    mails = [one for one in boxes.told(house.buyer) if "等你处理" in one.subject_line]
    assert len(mails) == 2
    for one in mails:
        assert "要两个人" not in one.body
        assert people.BUYER not in one.body
    assert notices.tell(at=clock.now()) == 0


def test_each_recipient_has_a_clock_with_an_owner_and_its_proof_ends_it(house, under_way):
    terminate(house)
    (own,) = Deadline.objects.filter(key=OWN)
    assert (own.about, own.deal) == (under_way.recipient, house.deal)
    assert own.periods == "contract.return_or_destroy"
    whole = Deadline.objects.get(key=WHOLE, about=house.deal)
    assert whole.until == own.until
    for name in (people.DPO, people.CONSULTANT):
        assert "催收接收方的销毁证明" in inbox(house[name])
    page = signed_in(house.dpo).get(f"/deals/{house.deal}").content.decode()
    part = page[page.index("接收方交回或销毁</h2>") :]
    assert "海棠虚构科技" in part
    assert "个人信息保护负责人" in part
    assert "等证明" in part
    given = {"party": under_way.recipient, "is_sure": "on", **recipient_papers.said()}
    signs = f"/papers/{house.deal}/do/recipient-signs"
    assert signed_in(house.buyer).get(f"{signs}?party={under_way.recipient}").status_code == 200
    assert signed_in(house.buyer).act(signs, **given).status_code == 200
    assert not Deadline.objects.filter(key__in=[OWN, WHOLE], met_at=None).exists()
    for who in (house.dpo, house.buyer, house[people.SELLER]):
        assert "转让终止" not in inbox(who)
    assert "覆写删除，" in text_of(house, people.SELLER)
    assert "overwritten, " in text_of(house, people.BUYER, lang="en")


def test_the_seller_sees_that_it_ended_and_what_comes_back_and_no_name(house, under_way):
    terminate(house)
    board = signed_in(house[people.SELLER]).get("/deals").content.decode()
    assert "已终止" in board
    text = text_of(house, people.SELLER)
    assert "这笔转让已经终止" in text
    assert "接收方交回或销毁" in text
    assert "等证明" in text
    assert "海棠虚构科技" not in text
    assert "海棠虚构科技" in text_of(house, people.BUYER)
    papers = signed_in(house[people.SELLER]).get("/papers").content.decode()
    assert "现在要交" not in papers
    assert "不用交了" in papers


def test_what_is_held_of_its_people_stands_in_an_order_that_two_witness(house, under_way):
    terminate(house)
    order = Order.objects.get()
    assert (order.basis, order.count) == (rules.Basis.DEAL_TERMINATED, len(under_way.people))
    assert f"见证销毁单 {order}" in inbox(house[people.OPERATIONS])
    where = f"/destruction/{order.ref}/do"
    for name in (people.OPERATIONS, people.SECURITY):
        assert signed_in(house[name]).act(f"{where}/destroy-witness").status_code == 200
    assert f"执行销毁单 {order}" in inbox(house.dpo)
    signed_in(house.dpo).act(f"{where}/destroy-run", is_sure="on")
    worked()
    left = Subject.objects.filter(deal=house.deal).exclude(state=SubjectState.DESTROYED)
    assert not left.exists()
    assert f"为销毁单 {order} 出具证明" in inbox(house.dpo)


def test_who_is_under_a_hold_is_left_out_of_the_order(house, under_way):
    signed_in(house.legal).act(f"/deals/{house.deal}/do/hold-deal", cause="DISPUTE")
    terminate(house)
    assert not Order.objects.exists()


def test_nothing_else_can_be_done_in_it_and_every_refusal_says_so(house, under_way):
    terminate(house)
    visitors = [signed_in(one) for one in house.cast.people.values()]
    tried = set()
    for act in acts.every():
        if act.place != acts.OF_DEAL or act.slug in LEFT:
            continue
        for visitor in visitors:
            answer = visitor.act(act.href(deal=house.deal))
            if answer.status_code in (403, 404):
                continue
            text = answer.content.decode()
            main = text[text.index("<main") : text.index("</main>")]
            assert (answer.status_code, "转让已终止（一方退出）" in main) == (422, True), act.slug
            tried.add(act.slug)
    assert {"notice-begin", "assessment-begin", "room-prepare", "agreement-draft"} <= tried
    assert tried >= {act.slug for act in acts.every() if act.place == acts.OF_DEAL} - LEFT


def test_the_page_of_it_offers_what_is_left_and_nothing_else(house, under_way):
    terminate(house)
    for name in (people.DPO, people.CONSULTANT, people.LEGAL, people.HEAD, people.SERVICE):
        page = signed_in(house[name]).get(f"/deals/{house.deal}").content.decode()
        assert set(re.findall(rf"/deals/{house.deal}/do/([a-z-]+)", page)) <= LEFT
        assert "条件齐了" not in page
        assert "只剩收尾" in page


def test_a_program_is_refused_by_the_services_too(house, under_way):
    terminate(house)
    with pytest.raises(Terminated):
        open_task(
            purpose=Purpose.INVENTORY,
            deal=house.deal,
            actors=[house.dpo],
            acts=[Act.REVEAL],
            fields=["name"],
            expires_at=clock.now() + timedelta(hours=1),
            actor=house[people.HEAD],
            at=clock.now(),
        )
    for begin in (house.assess, house.agree, lambda: house.prepared(ROWS)):
        with pytest.raises(Terminated):
            begin()
    request = Ref(under_way.people[0])
    assert house.task(purpose=Purpose.REQUEST, subject=request, days=1)


def test_a_deal_without_rooms_asks_nobody_for_copies(house):
    house.at = clock.now()
    terminate(house)
    assert not RecipientProof.objects.exists()
    assert not Order.objects.exists()
