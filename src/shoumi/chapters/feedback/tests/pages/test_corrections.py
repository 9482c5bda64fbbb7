"""A field is corrected where two people enter the same from the request."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.gate.tasks import registered_fields
from shoumi.base.ledger import reader
from shoumi.base.vault import secrets
from shoumi.chapters.feedback.models import Correction, Request
from shoumi.chapters.feedback.services import own_readings
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, does, sees
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
MAIL = "xin@people.example"


class Mending:
    """A customer asks by telephone to have the address put right, and proved who that is."""

    def __init__(self, house):
        self.house = house
        [self.one] = house.keep(person(3, birth_on="1980-01-02"))
        self.service, self.officer = house[people.SERVICE], house[people.DPO]
        does(self.service, "/requests", "request-receive", 200, **{**CALL, "kind": "CORRECT"})
        self.page = f"/requests/{Request.objects.get().ref}"
        does(self.service, self.page, "request-take")
        does(self.service, self.page, "request-prove", proof="IN_PERSON", subject=self.one)

    def enter(self, who, slug, value=MAIL, status=303):
        return does(who, self.page, slug, status, field="email", value=value)

    def read(self):
        own = Request.objects.get()
        deal = Ref(self.house.deal)
        fields = tuple(registered_fields(Purpose.REQUEST))
        subject = Ref(own.subject)
        return own_readings.opened(subject, deal, fields, self.officer, clock.now())


@pytest.fixture
def mending(house):
    return Mending(house)


def test_what_two_people_enter_alike_is_so_from_then_on_and_nothing_else_is(mending):
    before = mending.read()
    mending.enter(mending.service, "request-correct")
    held = Correction.objects.get()
    assert secrets.existing([Ref(held.ref)])
    mending.enter(mending.officer, "request-corrected", f" {MAIL} ")
    assert mending.read() == {**before, "email": MAIL}
    assert not secrets.existing([Ref(held.ref)])
    tags = [one.line().tag for one in reader.latest(20)]
    assert "feedback.corrected" in tags
    assert "subject.updated" in tags


def test_one_person_does_not_correct_alone_nor_do_two_who_differ(mending):
    before = mending.read()
    mending.enter(mending.officer, "request-correct")
    mending.enter(mending.officer, "request-corrected", status=422)
    mending.enter(mending.service, "request-correct")
    mending.enter(mending.officer, "request-corrected", "andere@people.example", 422)
    mending.enter(mending.service, "request-corrected", status=403)
    assert mending.read() == before


def test_what_was_entered_is_on_no_page_and_in_no_entry(mending):
    mending.enter(mending.service, "request-correct")
    assert MAIL not in sees(mending.officer, mending.page)
    assert MAIL not in sees(mending.officer, f"{mending.page}/do/request-corrected")
    assert all(MAIL.encode() not in one.body for one in reader.latest(20))
