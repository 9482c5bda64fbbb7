"""On the page of a side: rooms, questions and deadlines that are its own; a deal that stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import services
from shoumi.base.deals.rules import SuspendReason, TerminateReason
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.side_pages import BOTH, another_buyer, opened, text_of
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_a_room_is_on_the_page_of_who_is_named_in_it(house):
    assert "现在没有你能进的数据室" in text_of(house, people.BUYER)
    house.at = clock.now()
    house.agree()
    room = opened(house)
    buyer = text_of(house, people.BUYER)
    assert f'href="/rooms/{room}"' in buyer
    assert "开放到" in buyer  # and stands in the calendar
    another_buyer(house)
    assert str(room) not in text_of(house, people.HOLDER)


def test_a_room_is_not_named_to_who_has_no_agreement_any_more(house):
    house.at = clock.now()
    agreement = house.agree()
    room = opened(house)
    assert str(room) in text_of(house, people.BUYER)
    house.breach(agreement, clock.now())
    text = text_of(house, people.BUYER)
    assert str(room) not in text
    assert "开放到" not in text


def test_questions_stand_with_their_state_and_without_their_words(house):
    house.at = clock.now()
    house.agree()
    room = opened(house)
    asked = signed_in(house.buyer).act(f"/rooms/{room}/questions", text="续签率按什么口径计算")
    assert asked.status_code == 200
    for name in BOTH:
        text = text_of(house, name)
        assert f'href="/rooms/{room}/questions"' in text
        assert "等答复" in text
        assert "口径" not in text
    another_buyer(house)
    assert "等答复" not in text_of(house, people.HOLDER)


def test_deadlines_are_those_of_the_side_alone(house):
    for number, key in enumerate(("tax_report", "rofr_reply", "samr_filing", "tax_return")):
        Deadline.objects.create(
            ref=Ref.new("deadline"),
            deal=house.deal,
            about=house.deal,
            key=key,
            periods="tax.tax_report_equity_transfer",
            counted_from_on=clock.now().date(),
            due_on=clock.now().date() + timedelta(days=9 + number),
            until=clock.now() + timedelta(days=10 + number),
        )
    seller, buyer = (text_of(house, name) for name in BOTH)
    assert "报告股权转让" in buyer
    assert "报告股权转让" not in seller
    assert "优先购买权" in seller[seller.index("期限</h2>") :]
    assert "优先购买权" not in buyer[buyer.index("期限</h2>") :]
    for text in (seller, buyer):
        assert "申请变更登记" not in text
        assert "个人所得税" not in text
    listed = signed_in(house.buyer).get("/deals").content.decode()
    assert "clock" in listed[listed.index("<tbody") :]


def test_a_suspended_deal_says_so_and_not_why(house):
    services.suspend(
        deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=clock.now()
    )
    for name in BOTH:
        text = text_of(house, name)
        assert "已中止" in text
        assert "机构暂停了这笔转让" in text
        assert "事件" not in text
        assert "没有在办或等着开始的阶段" in text
    assert "已中止" in signed_in(house.buyer).get("/deals").content.decode()
    assert "suspended this deal" in text_of(house, people.BUYER, lang="en")


def test_a_terminated_deal_says_so_and_what_the_buyer_returns(house):
    services.terminate(
        deal=house.deal,
        reason=TerminateReason.UNLAWFUL,
        actor=house[people.CONSULTANT],
        at=clock.now(),
    )
    seller, buyer = (text_of(house, name) for name in BOTH)
    for text in (seller, buyer):
        assert "这笔转让已经终止" in text
        assert "违法" not in text
    assert "交回或销毁" in buyer
    assert "接收方交回或销毁" in buyer[buyer.index("期限</h2>") :]
    assert "交回或销毁" not in seller
