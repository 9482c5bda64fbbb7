"""What was said of the company on the page of settings stands in a policy that is begun."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.home_settings import services as settings
from shoumi.chapters.policies import texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.texts import HandlerFact
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

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


def begun(house, start):
    given = {"tier": "SMALL", "start": start}
    answer = signed_in(house.dpo).post("/policies/do/policy-draft", given, secure=True)
    assert answer.status_code == 303
    return texts.of(PolicyVersion.objects.order_by("-number").first())


def test_a_starter_begins_with_what_the_company_is(house):
    settings.tell_company(given=COMPANY, actor=house[people.HEAD], at=clock.now())
    handler = begun(house, "starter").handler
    assert handler[HandlerFact.NAME] == COMPANY["name"]
    assert handler[HandlerFact.OFFICER_CONTACT] == COMPANY["officer_contact"]
    assert HandlerFact.NAME_EN not in handler


def test_what_the_text_in_force_says_of_the_company_stays(house):
    before = begun(house, "in_force").handler
    settings.tell_company(given=COMPANY, actor=house[people.HEAD], at=clock.now())
    after = begun(house, "in_force").handler
    assert {fact: after[fact] for fact in before} == dict(before)
