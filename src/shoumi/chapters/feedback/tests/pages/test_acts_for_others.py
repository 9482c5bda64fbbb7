"""Who asks for another: relatives of somebody who died, a child's guardian, a minor."""

from __future__ import annotations

import json
import re

import pytest

from shoumi.base.subjects.models import Kind as PersonKind
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Proof
from shoumi.chapters.feedback.rules.enclosures import fits
from shoumi.chapters.feedback.rules.recipients import erases, may_erase
from shoumi.chapters.feedback.tests.pages.test_data_package import Asking, inside
from shoumi.chapters.feedback.tests.pages.test_enclosures import PAPER, brought
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, does, sees
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, values

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
CHILD = {"birth_on": "2016-01-01"}
YOUTH = {"birth_on": "2009-08-01"}


class Another(Asking):
    """A request about a customer who is not the one that telephones."""

    def __init__(self, house, who, kind):
        self.house, self.service = house, house[people.SERVICE]
        (self.one,) = house.keep(who)
        call = {**CALL, "kind": kind}
        shown = does(self.service, "/requests", "request-receive", 200, **call)
        self.code = shown.partition("/ask/receipt#")[2][:43]
        self.page = f"/requests/{Request.objects.get().ref}"
        does(self.service, self.page, "request-take")

    def shows_paper(self):
        given = {"file": "AUTHORITY", "content": brought(PAPER, "a.pdf")}
        does(self.service, self.page, "request-enclose", **given)

    def prove(self, proof, status=303):
        given = {"proof": proof, "subject": self.one}
        return does(self.service, self.page, "request-prove", status, **given)

    def packed_by(self, who):
        """The passphrase."""
        shown = does(who, self.page, "request-pack", 200)
        return re.search(r"[a-z2-7]{4}(-[a-z2-7]{4}){4}", shown)[0]


def test_a_relative_with_papers_gets_a_copy_and_has_it_deleted(house):
    asked = Another(house, person(3, birth_on="1950-01-02"), "RELATIVES")
    assert "近亲属为了自身的合法" in sees(asked.service, asked.page)
    assert "委托书" in asked.prove("RELATIVE", 422)
    asked.shows_paper()
    assert "近亲属只能为已故的人" in asked.prove("IN_PERSON", 422)
    asked.prove("RELATIVE")
    told = json.loads(inside(asked.fetch(asked.packed_by(asked.service)))["DSR-0001.json"])
    assert told["fields"]["mobile"]["value"] == values(3)["mobile"]
    shown = sees(house.dpo, asked.page)
    for act in ("request-pack", "request-correct", "request-erase"):
        assert act in shown
    does(house.dpo, asked.page, "request-erase", is_sure="on")
    assert "按请求列入销毁" in sees(house.dpo, asked.page)


def test_a_childs_copy_goes_to_its_guardian_and_takes_two(house):
    asked = Another(house, person(3, kind=PersonKind.CHILD, **CHILD), "COPY")
    asked.prove("GUARDIAN")
    assert "要两个人" in does(asked.service, asked.page, "request-pack", 422)
    told = json.loads(inside(asked.fetch(asked.packed_by(house.legal)))["DSR-0001.json"])
    assert told["fields"]["guardian_name"]["value"] == "虚构监护3"


def test_nobody_else_gets_a_childs_copy(house):
    asked = Another(house, person(3, kind=PersonKind.CHILD, **CHILD), "COPY")
    asked.prove("IN_PERSON")
    assert "只给监护人" in does(house.legal, asked.page, "request-pack", 422)


def test_a_minor_of_seventeen_asks_without_a_guardian_and_it_takes_two_all_the_same(house):
    asked = Another(house, person(3, **YOUTH), "ACCESS")
    asked.prove("IN_PERSON")
    assert "要两个人" in does(asked.service, asked.page, "request-pack", 422)
    inside(asked.fetch(asked.packed_by(house.dpo)))


def test_who_decides_and_proved_it_does_not_make_it_either(house):
    asked = Another(house, person(3, **YOUTH), "ACCESS")
    given = {"proof": "IN_PERSON", "subject": asked.one}
    does(house.legal, asked.page, "request-prove", **given)
    assert "要两个人" in does(house.legal, asked.page, "request-pack", 422)
    asked.packed_by(house.dpo)


def test_a_minors_field_is_corrected_by_two(house):
    asked = Another(house, person(3, **YOUTH), "CORRECT")
    asked.prove("GUARDIAN")
    given = {"field": "mobile", "value": "15400770009"}
    does(asked.service, asked.page, "request-correct", **given)
    does(house.legal, asked.page, "request-corrected", **given)
    assert "两人所填一致" in sees(house.legal, asked.page)


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.RELATIVES])
def test_relatives_ask_for_who_died_alone(kind):
    assert fits(Kind.RELATIVES, Proof.RELATIVE)
    assert not fits(kind, Proof.RELATIVE)
    assert not fits(Kind.RELATIVES, Proof.AGENT)


def test_what_relatives_ask_is_granted_without_deletion_too():
    assert may_erase(Kind.RELATIVES)
    assert not erases(Kind.RELATIVES)
    assert {one for one in Kind if may_erase(one) and one is not Kind.RELATIVES} == {
        one for one in Kind if erases(one)
    }
