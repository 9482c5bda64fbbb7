"""A request by page: the operator's form, each step, the record, the list, the channels."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.attestations import controls
from shoumi.chapters.feedback.models import Channel, Request
from shoumi.chapters.feedback.rules import State
from shoumi.core.terms import ControlState
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
SAID = "我要求删除我的全部信息"
CALL = {
    "kind": "DELETE",
    "way": "PHONE",
    "text": SAID,
    "name": "吴虚丙",
    "contact": "154 0000 0003",
    "lang": "zh",
}
HANDED = {"way": "PHONE"}


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def sees(person, path, lang="zh"):
    return text(signed_in(person, lang=lang).get(path, secure=True))


def does(person, path, slug, status=303, **given):
    answer = signed_in(person).post(f"{path}/do/{slug}", given, secure=True)
    return text(answer, status)


@pytest.fixture
def service(house):
    return house[people.SERVICE]


@pytest.fixture
def called(service):
    """A request that was taken in by telephone, and its page."""
    does(service, "/requests", "request-receive", 200, **CALL)
    return f"/requests/{Request.objects.get().ref}"


def test_an_empty_list_says_what_to_do_next(service, house):
    shown = sees(service, "/requests")
    assert "没有请求" in shown
    assert "/requests/do/request-receive" in shown
    assert "/contacts" in shown
    assert "List your channels first" in sees(service, "/requests", "en")
    assert "还没有公布联系渠道" in sees(house.dpo, "/contacts")


def test_a_call_goes_by_page_from_receipt_to_its_end(house, service):
    receipt = does(service, "/requests", "request-receive", 200, **CALL)
    assert "只显示这一次" in receipt
    assert re.search(r"/ask/receipt#[\w-]{43}", receipt)
    page = f"/requests/{Request.objects.get().ref}"
    assert "没有人负责" in sees(service, page)
    does(service, page, "request-take")
    assert "request-prove" in sees(service, page)
    does(service, page, "request-prove", proof="IN_PERSON")
    assert "身份无法" not in sees(service, page)
    does(service, page, "request-note", text="对方很着急")
    does(service, page, "request-reply", text="已经删除", **HANDED)
    assert "已答复，等办结" in sees(service, page)
    does(service, page, "request-close", outcome="GRANTED")
    assert "已办结：已满足" in sees(service, page)
    assert Request.objects.get().state == State.CLOSED


def test_no_page_shows_a_text_before_the_record_is_opened(house, service, called):
    for path in ("/requests", called):
        assert SAID not in sees(service, path)
    opened = does(service, called, "request-open", 200)
    for words in (SAID, "吴虚丙", "154 0000 0003", "已经记下"):
        assert words in opened
    assert "打开了请求的记录（1 段）" in sees(service, called)
    other = house[people.FINANCE]
    assert signed_in(other).get(called, secure=True).status_code in (403, 404)


def test_a_recorded_call_is_refused_where_the_person_was_not_told(service):
    refused = does(service, "/requests", "request-receive", 422, is_recorded="on", **CALL)
    assert "没有在开头告诉对方" in refused
    assert not Request.objects.exists()
    does(service, "/requests", "request-receive", 200, is_recorded="on", is_told="on", **CALL)
    assert Request.objects.get().is_recorded


def test_it_rests_is_extended_and_refused_by_page(house, service, called):
    does(house.dpo, called, "request-assign", to=service)
    does(service, called, "request-ask", text="请提供手机号", **HANDED)
    assert "等对方补充" in sees(service, called)
    does(service, called, "request-add", text="154 0000 0003", **HANDED)
    does(house.legal, called, "request-extend", delay="COMPLEX", text="要核对账簿", **HANDED)
    assert "延长" in sees(service, called)
    given = {"ground": "NOT_PROVEN", "text": "说不出登记的信息", "appeal": "可以投诉", **HANDED}
    does(house.legal, called, "request-refuse", **given)
    closed = does(service, called, "request-close", 422, outcome="GRANTED")
    assert "对不上" in closed
    does(service, called, "request-close", outcome="REFUSED")
    assert "已拒绝" in sees(service, called)


def test_the_list_is_narrowed_and_found_by_number(house, service, called):
    more = {**CALL, "way": "LETTER", "kind": "COPY", "lang": "en"}
    does(service, "/requests", "request-receive", 200, **more)
    does(service, called, "request-take")
    one, other = "DSR-0001", "DSR-0002"
    for query, wanted in (
        ("?phase=unassigned", other),
        ("?phase=running", one),
        ("?way=LETTER", other),
        ("?kind=COPY", other),
        ("?kind=DELETE", one),
        ("?in=en", other),
        ("?in=zh", one),
        ("?whose=mine", one),
        ("?whose=nobody", other),
    ):
        shown = sees(service, f"/requests{query}")
        assert wanted in shown, query
        assert ({one, other} - {wanted}).pop() not in shown, query
    found = signed_in(service).post("/find", {"q": "DSR-0001"}, secure=True)
    assert (found.status_code, found["Location"]) == (303, called)


def test_what_is_overdue_says_so(service, called):
    does(service, called, "request-take")
    with time_machine.travel(clock.now() + timedelta(days=32)):
        assert "还没有答复" in sees(service, called)
        assert "1 件逾期" in sees(service, "/requests")


def test_response_times_are_told_by_month_and_by_kind(service, called):
    assert "/requests/numbers" in sees(service, "/requests")
    shown = sees(service, "/requests/numbers")
    assert "每月中位用时" in shown
    does(service, called, "request-take")
    does(service, called, "request-prove", proof="IN_PERSON")
    with time_machine.travel(clock.now() + timedelta(days=4)):
        does(service, called, "request-reply", text="已经删除", **HANDED)
        shown = sees(service, "/requests/numbers", "en")
    for words in ("Month of receipt", "deletion", "4.0", "100%"):
        assert words in shown


def test_channels_are_listed_and_tried_by_page(house, service):
    for way in ("PHONE", "MAIL", "PORTAL"):
        does(house.dpo, "/contacts", "contact-add", way=way, contact="400-000-0000")
    assert "还缺" in sees(service, "/contacts")
    for one in Channel.objects.all():
        does(service, f"/contacts/{one.ref}", "contact-try", back="ANSWERED")
    assert "每种渠道都试过，都通" in sees(service, "/contacts")
    found = controls.checked("10.1", clock.now())
    assert found.state is ControlState.PASS
    first = Channel.objects.first()
    does(house.dpo, f"/contacts/{first.ref}", "contact-end", is_sure="on")
    assert "没有公布电话" in sees(service, "/contacts")


def test_the_demands_page_shows_where_it_is_mended(house, service, called):
    assert "有请求没有人负责" in sees(house.dpo, "/duties/10.2")


def test_an_objection_rests_by_page_until_the_officer_lifts_it(house, service):
    one = house.keep(person(3))[0]
    does(service, "/requests", "request-receive", 200, **{**CALL, "kind": "OBJECT"})
    page = f"/requests/{Request.objects.get().ref}"
    does(service, page, "request-take")
    assert "request-restrict" in sees(service, page)
    does(service, page, "request-restrict", subject=one)
    assert "信息限制使用" in sees(service, page)
    does(service, page, "request-prove", proof="IN_PERSON", subject=one)
    assert "request-restrict" not in sees(service, page)
    does(service, page, "request-reply", text="已停止使用", **HANDED)
    does(service, page, "request-close", outcome="GRANTED")
    assert "request-lift" not in sees(service, page)
    assert "request-lift" in sees(house.dpo, page)
    does(house.dpo, page, "request-lift", ending="AGREED")
    assert "the person agrees to the use again" in sees(service, page, "en")


def test_the_page_of_a_customer_tells_what_was_asked_and_that_the_data_rest(house, service):
    [subject] = house.keep(person(3))
    page = f"/customers/{subject}"
    assert "本人的请求" not in sees(service, page)
    does(service, "/requests", "request-receive", 200, **{**CALL, "kind": "OBJECT"})
    asked = f"/requests/{Request.objects.get().ref}"
    does(house.dpo, asked, "request-assign", to=str(service))
    does(service, asked, "request-prove", proof="IN_PERSON", subject=str(subject))
    shown = sees(service, page)
    assert "本人的请求" in shown
    assert f'href="{asked}"' in shown
    assert "除了答复本人" in shown
    assert "nobody reads, exports" in sees(service, page, "en")
    does(service, asked, "request-reply", text="已经停用", **HANDED)
    does(service, asked, "request-close", outcome="TAKEN_BACK")
    shown = sees(service, page)
    assert "已办结" in shown
    assert "除了答复本人" not in shown
