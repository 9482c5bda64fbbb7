"""A purpose that a new version brings, at the gate and by page: nobody is read for it untold."""

from __future__ import annotations

import pytest
from django.test import Client

from shoumi.base import registry
from shoumi.base.gate import decisions, query_filter
from shoumi.base.subjects.models import Subject
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import State
from shoumi.chapters.policies.told_models import CustomerAnswer
from shoumi.core.gate import Act
from shoumi.core.gate.policy import Code
from shoumi.core.terms import Purpose
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
MOBILE = {
    "field": "mobile",
    "grade": "L3",
    "purposes": ["service", "notice", "handover", "request", "inventory", "tax"],
    "basis": "CONSENT",
    "retention_days": "1095",
    "is_necessary": "on",
}


def do(who, version, slug, **given):
    answer = signed_in(who).post(f"/policies/{version.ref}/do/{slug}", {"is_sure": "on", **given})
    assert answer.status_code == 303, answer.content.decode()


def newest():
    return PolicyVersion.objects.order_by("-number")[0]


@pytest.fixture
def people(house):
    """Two who were taken in before tax became a purpose of their numbers, which rests on consent
    since."""
    found = house.keep_many(2)
    do(house.dpo, PolicyVersion.objects.get(state=State.PUBLISHED), "policy-change", **MOBILE)
    do(house.dpo, newest(), "policy-approve", role="DPO")
    do(house.legal, newest(), "policy-approve", role="LEG")
    do(house.dpo, newest(), "policy-publish")
    house.go(hours=23)  # pages ask the clock, which stands on the second day
    return found


def shut(house, purpose, person):
    """Whether the gate refuses for that reason, by one question, by one field each and by list."""
    task = house.task(purpose=purpose, fields=["mobile"], acts=(Act.REVEAL, Act.LIST))
    asked = house.asked(task, person, fields=["mobile"])
    alone = Code.PURPOSE_NOT_TOLD in {one.code for one in decisions.ask(asked).reasons}
    each = decisions.ask_fields(asked, ["mobile"])["mobile"]
    assert (Code.PURPOSE_NOT_TOLD in {one.code for one in each.reasons}) is alone
    many = decisions.ask_each(asked, [person])[person]
    assert (Code.PURPOSE_NOT_TOLD in {one.code for one in many.reasons}) is alone
    if alone:
        assert not query_filter.allowed(asked, Subject.objects.filter(ref=person)).exists()
    return alone


def test_for_a_purpose_that_came_later_nobody_is_read_who_was_there_before(house, people):
    assert [shut(house, Purpose.TAX, one) for one in people] == [True, True]
    assert [shut(house, Purpose.SERVICE, one) for one in people] == [False, False]


def test_a_customer_says_yes_by_the_code_of_the_own_notice(house, people, monkeypatch):
    first, other = people
    portal = Client()
    assert "/rules/answer" in portal.get("/rules").content.decode()
    assert "回执码" in portal.get("/rules/answer").content.decode()
    sent = {"code": "nobody's", "answer": "yes"}
    unknown = portal.post("/rules/answer", sent)
    assert unknown.status_code == 422
    assert "没有这个回执码" in unknown.content.decode()
    whose = {"first": (first, house.deal), "other": (other, house.deal)}
    monkeypatch.setattr(registry, "known_by_code", whose.get)

    def said(code, answer):
        return portal.post("/rules/answer", {"code": code, "answer": answer}).content.decode()

    refused = said("first", "no")
    assert "不会再问" in refused
    assert "first" not in refused
    assert "已记下：您不同意" in said("other", "no")
    assert "已记下：您同意" in said("first", "yes")
    known = {one.subject: one.agrees for one in CustomerAnswer.objects.all()}
    assert known == {first: True, other: False}
    assert [shut(house, Purpose.TAX, one) for one in people] == [False, True]


@pytest.mark.parametrize(("lang", "words"), [("zh", "逐一告知"), ("en", "told of it one by one")])
def test_who_was_told_stands_on_a_page_for_those_who_answer_for_it(house, lang, words):
    assert words in signed_in(house.dpo, lang=lang).get("/policy-tellings").content.decode()
    assert "/policy-tellings" in signed_in(house.dpo).get("/policies").content.decode()
