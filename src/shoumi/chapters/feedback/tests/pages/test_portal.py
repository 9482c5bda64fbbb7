"""A customer asks in the portal, and reads clock and answer by the receipt."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from shoumi.base import clock, registry
from shoumi.base.messages.text import shown as shown_as
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Outcome, Proof, Way
from shoumi.chapters.feedback.services import answers, progress
from shoumi.chapters.feedback.services.chat_errors import OthersData
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ASKED = {"kind": "ACCESS", "text": "请告诉我你们有我的哪些信息", "notice_code": "", "name": "",
         "contact": ""}  # fmt: skip


def visitor(lang="zh"):
    return Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=lang, enforce_csrf_checks=True)


def sends(path, lang="zh", status=200, **given):
    answer = visitor(lang).post(path, given, secure=True)
    assert answer.status_code == status, answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    return answer.content.decode()


def asks(lang="zh", **other):
    shown = sends("/ask", lang, **{**ASKED, **other})
    return shown, re.search(r"<pre[^>]*>([\w-]{43})</pre>", shown)[1]


def reads(code, lang="zh"):
    return sends("/ask/receipt", lang, code=code)


def test_a_customer_asks_without_an_account_and_gets_a_receipt_with_the_clock(house):
    front = visitor().get("/ask", secure=True).content.decode()
    assert "十五个工作日" in front
    assert "fifteen working days" in visitor("en").get("/ask", secure=True).content.decode()
    shown, code = asks()
    found = Request.objects.get()
    due = shown_as(queries.timed(found).due.on, "zh")
    assert f"DSR-{found.number:04d}" in shown
    assert due in shown
    again = reads(code)
    assert "待答复" in again
    assert "没有人负责" not in again
    assert due in again
    assert code not in str(Request.objects.values().get())
    assert due in reads(f"https://house.example/ask/receipt#{code}"), "the whole link will do"
    assert "to be answered" in reads(code, "en")


def test_a_code_that_is_nobodys_opens_nothing(house):
    shown = sends("/ask/receipt", status=404, code="nobody-has-this-code")
    assert "没有找到这张回执" in shown
    assert "DSR-0001" not in shown


def test_what_is_missing_is_asked_for_and_nothing_is_taken_in(house):
    sends("/ask", status=422, **{**ASKED, "text": ""})
    refused = sends("/ask", status=422, **{**ASKED, "notice_code": "AAAA BBBB"})
    assert "没有这个回执码" in refused
    assert not Request.objects.exists()


def test_the_code_of_a_notice_says_which_customer_it_is(house, monkeypatch):
    known = (Ref("sub-one"), Ref("deal-one"))
    monkeypatch.setattr(registry, "known_by_code", {"CODE1": known}.get)
    asks(notice_code="CO DE1")
    found = Request.objects.get()
    assert (found.subject, found.deal, found.proof) == (*known, Proof.NOTICE_CODE)


def answered(house, way, kind="ACCESS"):
    _, code = asks(kind=kind)
    request, at = Ref(Request.objects.get().ref), clock.now()
    who = house[people.SERVICE]
    progress.assign(request=request, to=who, actor=house.dpo, at=at)
    progress.note(request=request, text="像是老客户", actor=who, at=at)
    progress.prove(request=request, proof=Proof.IN_PERSON, actor=who, at=at)
    answers.reply(request=request, text="我们有您的姓名和电话", way=way, actor=who, at=at)
    answers.close(request=request, outcome=Outcome.GRANTED, actor=who, at=at)
    return reads(code)


def test_an_answer_that_was_given_here_is_read_here(house):
    shown = answered(house, Way.PORTAL)
    assert "我们有您的姓名和电话" in shown
    assert "已满足" in shown


def test_an_answer_that_went_another_way_and_a_note_are_not_shown(house):
    shown = answered(house, Way.PHONE)
    assert "我们有您的姓名和电话" not in shown
    assert "另行送达" in shown
    assert "像是老客户" not in shown


def test_many_requests_from_one_address_have_to_wait(house):
    codes = [visitor().post("/ask", ASKED, secure=True).status_code for _ in range(8)]
    assert codes[:5] == [200] * 5
    assert codes[-1] != 200
    assert Request.objects.count() == codes.count(200)


@pytest.mark.parametrize("data", ["wu@kehu.example", "990000199001010017"])
def test_what_is_read_by_the_receipt_names_nobody_whom_the_person_did_not_name(house, data):
    _, code = asks(kind="QUESTION", text="我是 gu@kehu.example，短信是你们发的吗")
    request, at = Ref(Request.objects.get().ref), clock.now()
    given = {"request": request, "way": Way.PORTAL, "actor": house.dpo, "at": at}
    progress.assign(request=request, to=house.dpo, actor=house.dpo, at=at)
    with pytest.raises(OthersData):
        progress.ask(text=f"{data} 也是您吗", **given)
    with pytest.raises(OthersData):
        answers.reply(text=f"也发给了 {data}", **given)
    answers.reply(text="GU@kehu.example 收到的是我们发的", **given)
    assert "是我们发的" in reads(code)


def test_whoever_takes_ever_new_addresses_of_one_64_waits_and_the_next_subscriber_does_not(house):
    def asked(address):
        return visitor().post("/ask", ASKED, secure=True, REMOTE_ADDR=address).status_code

    tried = [asked(f"2001:db8:0:7::{number:x}") for number in range(1, 13)]
    assert tried[0] == 200
    assert tried[-1] == 422
    assert asked("2001:db8:0:8::1") == 200
