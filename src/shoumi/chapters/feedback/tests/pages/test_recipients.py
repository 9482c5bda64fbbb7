"""Deletion by page: seen before, ordered, and answered by a recipient without an account."""

from __future__ import annotations

import re

import pytest

from shoumi.base import registry
from shoumi.base.deals.models import Party
from shoumi.base.registry import Card
from shoumi.base.registry.recipients import Recipient
from shoumi.chapters.feedback.models import RecipientNotice, Request
from shoumi.chapters.feedback.tests.pages.test_portal import visitor
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, does, sees, text
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


class Deleting:
    """A customer asks by telephone and proves who that is; a side of the deal got her row."""

    def __init__(self, house):
        self.house = house
        [self.one] = house.keep(person(3))
        self.service, self.officer = house[people.SERVICE], house[people.DPO]
        self.to = Party.objects.get(deal=house.deal, person=house[people.SELLER])
        shown = does(self.service, "/requests", "request-receive", 200, **CALL)
        self.code = re.search(r"/ask/receipt#([\w-]{43})", shown).group(1)
        self.page = f"/requests/{Request.objects.get().ref}"
        does(self.service, self.page, "request-take")
        does(self.service, self.page, "request-prove", proof="IN_PERSON", subject=self.one)

    def notice(self):
        return RecipientNotice.objects.get()

    def link(self):
        shown = does(self.service, self.page, "request-link", 200, recipient=self.notice().ref)
        return re.search(r"/ask/recipient#([\w-]{43})", shown).group(1)


@pytest.fixture
def deleting(house, monkeypatch):
    made = Deleting(house)
    handle = ("交接包 a.age 第 7 行", "package a.age, row 7")
    to = Recipient(Ref(made.to.ref), made.to.name, handle, "", "rights.objection_delete")
    card = Card("elsewhere", "别处", "Elsewhere", recipients=lambda subject: [to])
    every = list(registry.cards())
    monkeypatch.setattr(registry, "cards", lambda: iter([*every, card]))
    return made


def test_what_is_held_kept_and_told_is_seen_before_anything_is_ordered(deleting):
    shown = sees(deleting.officer, f"{deleting.page}/do/request-erase")
    assert deleting.to.name in shown
    assert "销毁记录" in shown
    assert not RecipientNotice.objects.exists()
    does(deleting.officer, deleting.page, "request-erase")
    assert deleting.to.name in sees(deleting.service, deleting.page)


def test_a_recipient_answers_by_its_link_once_and_the_person_reads_it(deleting):
    does(deleting.officer, deleting.page, "request-erase")
    token = deleting.link()
    entrance = visitor().get("/ask/recipient", secure=True)
    assert 'name="token"' in text(entrance)
    form = text(visitor().post("/ask/recipient", {"token": token}, secure=True))
    assert "第 7 行" in form
    given = {"token": token, "answer": "DONE"}
    assert "已办" in text(visitor().post("/ask/recipient", given, secure=True))
    text(visitor().post("/ask/recipient", given, secure=True), 404)
    receipt = text(visitor().post("/ask/receipt", {"code": deleting.code}, secure=True))
    assert deleting.to.name in receipt
    assert "已办" in receipt


def test_a_party_of_the_deal_confirms_on_its_own_page_and_no_other_sees_it(deleting):
    does(deleting.officer, deleting.page, "request-erase")
    seller, deal = deleting.house[people.SELLER], deleting.house.deal
    address = f"/papers/{deal}"
    assert "notice-confirm" in sees(seller, f"/deals/{deal}")
    assert "第 7 行" not in sees(deleting.house[people.BUYER], f"/deals/{deal}")
    given = {"recipient": deleting.notice().ref, "answer": "DONE"}
    does(deleting.house[people.BUYER], address, "notice-confirm", 422, **given)
    assert not deleting.notice().answer
    does(seller, address, "notice-confirm", **given)
    assert deleting.notice().answer == "DONE"


def test_it_is_not_closed_while_a_recipient_is_waited_for(deleting):
    does(deleting.officer, deleting.page, "request-erase")
    does(deleting.service, deleting.page, "request-reply", text="正在删除", way="PHONE")
    shown = does(deleting.service, deleting.page, "request-close", 422, outcome="PARTLY")
    assert "没有确认" in shown
    given = {"recipient": deleting.notice().ref, "text": "公司已注销"}
    does(deleting.officer, deleting.page, "request-let-go", **given)
    does(deleting.service, deleting.page, "request-close", outcome="PARTLY")
