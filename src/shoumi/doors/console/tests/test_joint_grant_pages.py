"""Whoever approves roles sees the requests of one go together and approves several at once."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.accounts import queries
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Ask, Person
from shoumi.base.accounts.rules import Kind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
INVITE, APPROVE = "/people/do/person-invite-list", "/people/do/person-approve-roles"
LIST = "陈甲一,,客服、市场\n吴乙二,,法务"


@pytest.fixture
def asks(house):
    """Of one go by the protection officer, and one more of a minute later."""
    signed_in(house.dpo).act(INVITE, text=LIST, kind="staff", is_seen="yes")
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        later = accounts.request_grant(
            person=person("陈甲一"), role=Role.HR, actor=house.dpo, at=clock.now()
        )
        yield [*Ask.objects.filter(used_at=None).exclude(ref=later.ref), later]


def person(name) -> Ref:
    return Ref(Person.objects.get(name=name).ref)


def text_of(answer):
    return html.unescape(answer.content.decode().partition("<main")[2])


def test_those_of_one_go_stand_together_and_are_ticked(house, asks):
    visitor = signed_in(house[people.HEAD])
    page = text_of(visitor.get("/people"))
    address = re.search(rf'href="({APPROVE}\?of=[\w-]+)"', page)[1]
    assert "一起批准 3 个" in page
    form = text_of(visitor.get(address))
    ticked = re.findall(r'name="asks" value="([\w-]+)"[^>]*checked', form)
    assert {*ticked} == {one.ref for one in asks[:3]}
    assert "陈甲一 · 客服" in form
    assert not re.search(r'name="asks"[^>]*checked', text_of(visitor.get(APPROVE)))


def test_one_press_approves_those_that_are_chosen(house, asks):
    visitor = signed_in(house[people.HEAD])
    answer = visitor.act(APPROVE, asks=[one.ref for one in asks[:2]])
    assert answer.redirect_chain[0][0].startswith("/people?done=person-approve-roles")
    assert "岗位已授予" in answer.content.decode()
    assert queries.all_roles(person("陈甲一"), clock.now()) == {Role.CS, Role.MKT}
    assert queries.all_roles(person("吴乙二"), clock.now()) == frozenset()
    assert [one.actor for one in told("grant.made")[-2:]] == [house[people.HEAD]] * 2


@pytest.mark.parametrize(("lang", "word"), [("zh", "没有批准的"), ("en", "Not granted")])
def test_one_that_is_refused_is_named_and_stops_no_other(house, asks, lang, word):
    visitor = signed_in(house[people.HEAD], lang=lang)
    visitor.get(APPROVE)
    first = next(one for one in asks if one.role == Role.CS)
    other = accounts.enrol(name="周丙三", kind=Kind.STAFF, actor=house.dpo, at=clock.now())
    for role in (Role.SEC, Role.OPS):
        accounts.request_grant(person=Ref(other.ref), role=role, actor=house.dpo, at=clock.now())
    apart = [one.ref for one in Ask.objects.filter(person=other.ref).order_by("ref")]
    answer = visitor.act(APPROVE, asks=[first.ref, *apart])
    assert answer.status_code == 200
    assert word in text_of(answer)
    assert len(queries.all_roles(Ref(other.ref), clock.now())) == 1
    assert queries.all_roles(person("陈甲一"), clock.now()) == {Role.CS}
    assert told("grant.refused")[-1].facts == {"why": "accounts.roles_apart"}


def test_ones_own_requests_are_not_there_to_choose(house, asks):
    visitor = signed_in(house.dpo)
    assert APPROVE not in visitor.get("/people").content.decode()
    assert "没有等你批准的岗位" in text_of(visitor.get(APPROVE))
    assert visitor.act(APPROVE, asks=[asks[0].ref]).status_code == 422
    assert queries.all_roles(person("陈甲一"), clock.now()) == frozenset()


def test_it_takes_the_role_and_a_proof_of_now(house, stranger, asks):
    assert signed_in(stranger).get(APPROVE).status_code == 403
    assert signed_in(house.buyer).get(APPROVE).status_code == 404
    stale = signed_in(house[people.HEAD], is_fresh=False).post(APPROVE, {"asks": [asks[0].ref]})
    assert stale.headers["Location"].startswith("/step-up")
    assert not Ask.objects.exclude(used_at=None).filter(ref=asks[0].ref).exists()
