"""Whom a vendor waits for: each finds what is his or hers to do, and nothing that is another's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.registry import Asker
from shoumi.base.tests.memories import forget
from shoumi.chapters.vendors import inbox_items, search
from shoumi.chapters.vendors.models import ProcessingAgreement, Review
from shoumi.chapters.vendors.rules import Service
from shoumi.chapters.vendors.services import impacts, incidents, register
from shoumi.chapters.vendors.tests.vendor_house import WRITTEN
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def waits(desk, person, *roles):
    forget()
    asker = Asker(person, frozenset(roles), frozenset({""}), desk.at)
    return [one.what[0] for one in inbox_items.items(asker)]


def test_an_assessment_waits_for_whoever_did_not_write_it(desk):
    vendor = Ref(desk.registered().ref)
    impacts.write(vendor=vendor, written=WRITTEN, actor=desk.officer, at=desk.at)
    assert waits(desk, desk.legal, Role.LEG) == ["批准委托处理的影响评估"]
    assert waits(desk, desk.officer, Role.DPO) == []
    assert waits(desk, desk.other, Role.CS) == []


def test_answers_wait_for_who_judges_and_an_agreement_for_those_who_sign(desk):
    vendor = Ref(desk.registered().ref)
    desk.answered(vendor)
    assert waits(desk, desk.security, Role.SEC) == ["审核供应商的问卷"]
    desk.drafted(vendor)
    assert waits(desk, desk.outside) == ["签署委托处理协议"]
    assert waits(desk, desk.head, Role.HEAD) == ["签署委托处理协议"]


def test_a_sub_processor_waits_for_consent_and_an_incident_to_be_settled(desk):
    vendor = desk.whole()
    desk.go(days=1)
    subs = [{"name": "虚构机房", "does": "存储", "place": "样板市"}]
    register.list_subs(vendor=vendor, subs=subs, actor=desk.buyer, at=desk.at)
    incidents.record(vendor=vendor, known_at=desk.at, actor=desk.security, at=desk.at)
    both = ["决定是否同意转委托", "处理供应商的事件"]
    assert waits(desk, desk.officer, Role.DPO) == both
    assert waits(desk, desk.legal, Role.LEG) == both[:1]
    assert waits(desk, desk.security, Role.SEC) == both[1:]


def test_a_review_is_to_be_sent_once_a_sub_processor_is_new(desk):
    vendor = desk.whole()
    desk.go(days=1)
    subs = [{"name": "虚构机房", "does": "存储", "place": "样板市"}]
    register.list_subs(vendor=vendor, subs=subs, actor=desk.buyer, at=desk.at)
    assert waits(desk, desk.buyer, Role.PRO) == ["供应商的下级受托人变了，发问卷重新复查"]
    desk.answered(vendor)
    assert waits(desk, desk.buyer, Role.PRO) == []
    assert waits(desk, desk.security, Role.SEC) == ["审核供应商的问卷"]


def test_a_review_is_told_a_month_before_its_day_and_again_once_it_is_over(desk):
    desk.whole(is_high_risk=True)
    due = Review.objects.get().next_due
    desk.at += timedelta(days=100)
    assert waits(desk, desk.buyer, Role.PRO) == []
    desk.at += timedelta(days=(due - desk.at.date()).days - 29)
    assert waits(desk, desk.buyer, Role.PRO) == ["发问卷，复查供应商"]
    desk.at += timedelta(days=31)
    assert waits(desk, desk.buyer, Role.PRO) == ["供应商的复查逾期了，数据到不了它那里"]
    assert waits(desk, desk.security, Role.SEC) == []


def test_all_that_has_a_reference_is_found(desk):
    vendor = desk.whole(service=Service.MAIL)
    paper = ProcessingAgreement.objects.get().ref
    review = Review.objects.get().ref
    assert [one.route for one in search.hits(vendor)] == ["vendor"]
    assert [one.route for one in search.hits(paper)] == ["processing"]
    assert [one.route for one in search.hits(review)] == ["vendor-review"]
    assert list(search.hits("vendor-none")) == []
