"""Who asks says two registered values; they are right together, or nothing more is said."""

from __future__ import annotations

import pytest

from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger import reader
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import proofs
from shoumi.chapters.feedback.services import identity_matches
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, does, sees
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, values

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


class Caller:
    """Customers 3 and 4 are held; somebody telephones and asks for access."""

    def __init__(self, house, others=(), deal=""):
        self.service = house[people.SERVICE]
        self.one, self.two = house.keep(person(3), person(4))
        for one, of in others:
            house.keep(one, deal=of or house.deal)
        call = {**CALL, "kind": "ACCESS", "deal": deal}
        does(self.service, "/requests", "request-receive", 200, **call)
        self.page = f"/requests/{Request.objects.get().ref}"
        does(self.service, self.page, "request-take")

    def says(self, first, second, status=303, fields=("mobile", "name")):
        given = {"first_field": fields[0], "first": first}
        given |= {"second_field": fields[1], "second": second}
        return does(self.service, self.page, "request-match", status, **given)

    def entries(self, tag):
        return list(reader.entries(about=Ref(self.page.rpartition("/")[2]), tag=tag))


@pytest.fixture
def caller(house):
    return Caller(house)


def test_two_values_of_one_customer_prove_who_asks_however_they_are_written(caller):
    own = values(3)
    assert "request-match" in sees(caller.service, caller.page)
    mobile = own["mobile"]
    caller.says(f"+86 {mobile[:3]} {mobile[3:7]} {mobile[7:]}", f" {own['name']} ")
    found = Request.objects.get()
    assert (found.subject, found.proof) == (caller.one, "TWO_VALUES")
    [told] = caller.entries(Tag.PROVEN)
    assert told.line().facts[proofs.COMPARED] == fields_digest(["mobile", "name"]).hex()
    assert not caller.entries(Tag.UNMATCHED)
    assert "request-match" not in sees(caller.service, caller.page)


def test_nothing_says_which_is_wrong_or_whether_anybody_is_held(caller):
    one, two = values(3), values(4)
    said = [
        caller.says(one["mobile"], two["name"], 422),
        caller.says(one["mobile"], "无名氏", 422),
        caller.says("15400779999", one["name"], 422),
        caller.says("15400779999", "无名氏", 422),
    ]
    for shown in said:
        assert "没有核对上" in shown
        for value in (one["mobile"], one["name"], two["name"], "15400779999", "无名氏"):
            assert value not in shown, "what was typed does not come back"
    assert len(caller.entries(Tag.UNMATCHED)) == len(said)
    told = " ".join(str(entry.body) for entry in caller.entries(Tag.UNMATCHED))
    assert one["mobile"] not in told
    assert Request.objects.get().proof == ""


def test_after_five_times_nothing_is_compared_though_it_were_right(caller):
    own = values(3)
    for _ in range(identity_matches.MOST_TRIES):
        caller.says("15400779999", own["name"], 422)
    assert "五次" in caller.says(own["mobile"], own["name"], 422)
    assert Request.objects.get().proof == ""


def test_it_takes_two_fields_of_which_one_is_searched_by(caller):
    own = values(3)
    assert "两项不同" in caller.says(own["mobile"], own["mobile"], 422, ("mobile", "mobile"))
    assert "两项不同" in caller.says(own["name"], own["address"], 422, ("name", "address"))
    assert not caller.entries(Tag.UNMATCHED)


def test_two_who_share_both_values_are_nobody(house):
    caller = Caller(house, others=[(person(3), None)])
    own = values(3)
    assert "没有核对上" in caller.says(own["mobile"], own["name"], 422)


def test_a_customer_of_another_deal_is_nobody_where_the_request_is_of_one(house):
    caller = Caller(house, others=[(person(7), house.new_deal())], deal=str(house.deal))
    own, foreign = values(3), values(7)
    assert "没有核对上" in caller.says(foreign["mobile"], foreign["name"], 422)
    caller.says(own["mobile"], own["name"])
