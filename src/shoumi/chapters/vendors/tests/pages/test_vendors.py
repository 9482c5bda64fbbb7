"""A vendor by page, from its registration to its token, and its own page without an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shoumi.base import clock
from shoumi.base.home_settings import services as settings
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.models import Impact, ProcessingAgreement, Review, Vendor
from shoumi.chapters.vendors.rules import questions
from shoumi.chapters.vendors.rules.agreement import MANDATORY
from shoumi.chapters.vendors.rules.impact import Passage
from shoumi.chapters.vendors.services import tokens
from shoumi.core.calendar import CHINA
from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, RiskGrade
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
COMPANY = {
    "name": "样板转让服务有限公司",
    "name_en": "",
    "code": "91990000MA0000001B",
    "address": "样板市示范路 1 号",
    "contact": "privacy@house.example",
    "officer": "林示范",
    "officer_contact": "officer@house.example",
}
GIVEN = {
    "name": "飞鸽虚构短信服务有限公司",
    "code": "91990000MA0000002E",
    "mail": "privacy@vendor.example",
    "service": "TEXT_MESSAGES",
    "place": "样板省样板市",
    "ways": ["text_messages"],
    "purposes": ["notice"],
    "fields": ["mobile"],
}
RISK = {
    "what_1": "误发给他人",
    "impact_1": "中",
    "likely_1": "中",
    "measure_1": "逐条核对",
    "after_1": "中",
    "likely_after_1": "低",
}
TERMS = {
    "purpose": "寄发告知短信",
    "method": "通过接口逐条发送",
    "protection": "传输与存储加密",
    "until": "2027-12-31",
    "help_days": "3",
    "notice_hours": "2",
    "clauses": sorted(MANDATORY),
}


def text(answer):
    return answer.content.decode()


def does(person, address, slug, **given):
    answer = signed_in(person).post(f"{address}/do/{slug}", given, secure=True)
    assert answer.status_code in (200, 303), text(answer)
    return answer


def outsider():
    return Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="zh")


def posts(path, **given):
    return outsider().post(path, given, secure=True)


def answers(token, **more):
    """Everything, each with evidence."""
    given = {"token": token, **more}
    for one in questions.current().questions:
        given[f"value_{one.code}"] = "yes"
        given[f"words_{one.code}"] = "有"
        given[f"until_{one.code}"] = "2028-01-01"
        given[f"paper_{one.code}"] = SimpleUploadedFile("a.pdf", b"%PDF-1.7\n% made up\n")
    return given


@pytest.fixture
def buyer(house):
    return house[people.PURCHASING]


def test_a_risk_whose_grades_nobody_chose_counts_as_the_worst(house):
    page = f"/vendors/{Vendor.objects.get(number=1).ref}"
    passages = {one.value: f"写明：{one.value}" for one in Passage}
    second = {"what_2": "机房被水淹", "measure_2": "异地备份"}
    does(house.dpo, page, "vendor-assess", **passages, **RISK, **second)
    assert Impact.objects.order_by("-id")[0].residual == RiskGrade.SEVERE


def test_a_vendor_goes_by_page_from_nothing_to_its_token(house, buyer):
    settings.tell_company(given=COMPANY, actor=house[people.HEAD], at=clock.now())
    shown = text(signed_in(buyer).get("/vendors", secure=True))
    assert "合作中 1 家，其中 1 家条件齐全" in shown
    assert "/vendors/do/vendor-register" in shown
    does(buyer, "/vendors", "vendor-register", **GIVEN)
    vendor = Vendor.objects.get(number=2)
    page = f"/vendors/{vendor.ref}"
    assert "还缺 3 样" in text(signed_in(buyer).get(page, secure=True))

    passages = {one.value: f"写明：{one.value}" for one in Passage}
    does(house.dpo, page, "vendor-assess", **passages, **RISK)
    approving = text(signed_in(house.legal).get(f"{page}/do/vendor-approve", secure=True))
    assert "误发给他人" in approving
    does(house.legal, page, "vendor-approve")

    link = text(does(buyer, page, "vendor-ask"))
    token = re.search(r"/vendor#([\w-]+)", link)[1]
    assert "供应商问卷" in text(outsider().get("/vendor", secure=True))
    assert "这个链接不能用" in text(posts("/vendor", token="nobody-knows-this-one"))
    form = text(posts("/vendor", token=token))
    assert GIVEN["name"] in form
    assert all(one.text[0] in form for one in questions.current().questions)
    short = text(posts("/vendor/answers", token=token, value_licence="yes", hand_in="1"))
    assert "题没有答" in short
    kept = text(posts("/vendor/answers", **answers(token), keep="1"))
    assert "已保存" in kept
    assert "已经交了" in text(posts("/vendor/answers", **answers(token), hand_in="1"))
    assert "这个链接不能用" in text(posts("/vendor", token=token))

    judging = text(signed_in(house.dpo).get(f"{page}/do/vendor-judge", secure=True))
    assert "证明有效至 2028-01-01" in judging
    asked = Review.objects.get(vendor=vendor.ref)
    whole = text(signed_in(house.dpo).get(f"{page}/questionnaires/{asked.ref}", secure=True))
    assert "还没有审；今天值 100 分" in whole
    evidence = next(iter(asked.evidence.values()))["paper"]
    opened = signed_in(house.dpo).get(f"{page}/papers/{evidence}", secure=True)
    assert opened.content.startswith(b"%PDF-1.7")
    other = Vendor.objects.get(number=1).ref
    stray = signed_in(house.dpo).get(f"/vendors/{other}/papers/{evidence}", secure=True)
    assert stray.status_code == 404, "of another vendor"
    does(house.dpo, page, "vendor-judge")
    assert Review.objects.get(vendor=vendor.ref).points == 100

    persons = [house[people.HEAD], house.buyer]
    does(house.legal, page, "vendor-draft", persons=persons, **TERMS)
    agreement = ProcessingAgreement.objects.get(vendor=vendor.ref)
    own = f"/processing/{agreement.ref}"
    assert "还差签署" in text(signed_in(house.legal).get(own, secure=True))
    for person in persons:
        does(person, own, "processing-sign", is_sure="on")
    paper = signed_in(house.buyer).get(f"{own}/paper", secure=True)
    assert paper.content.startswith(b"%PDF-")
    assert signed_in(house[people.SELLER]).get(own, secure=True).status_code == 404

    assert "还没有发令牌" in text(signed_in(house.dpo).get(page, secure=True))
    does(house.dpo, page, "vendor-token", way="text_messages")
    assert "令牌有效" in text(signed_in(house.dpo).get(page, secure=True))
    wanted = Entrustment(Way.TEXT_MESSAGES, Purpose.NOTICE, frozenset({"mobile"}))
    tokens.require(wanted, clock.now())

    earlier = (clock.now() - timedelta(hours=1)).astimezone(CHINA)
    does(house.dpo, page, "vendor-incident", known_at=f"{earlier:%Y-%m-%dT%H:%M}")
    assert queries.papers(Ref(vendor.ref)).token(Way.TEXT_MESSAGES) is None
    assert "有事件没有处理完" in text(signed_in(house.dpo).get(page, secure=True))
