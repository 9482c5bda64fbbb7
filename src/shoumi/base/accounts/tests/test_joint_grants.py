"""Several requests for roles are answered by one yes; each stands for itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.accounts import joint_grants, queries, rules, services
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.ledger import reader
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(minutes=1)


@pytest.fixture
def house():
    return House()


def asked(house, person, role, *, actor=None, at=AT):
    made = services.request_grant(person=person, role=role, actor=actor or house.dpo, at=at)
    return Ref(made.ref)


def grant(house, *asks, actor=None, at=LATER):
    return joint_grants.grant_each(asks=asks, actor=actor or house.head, at=at)


def codes(made):
    return [one.refused.code if one.refused else None for one in made]


def tags(since):
    return [one.line().tag for one in reader.entries() if one.position >= since]


@pytest.mark.both
def test_each_is_an_entry_of_its_own_and_one_refused_stops_no_other(house):
    first, second = house.enrol("陈示例"), house.enrol("吴示范")
    asks = [
        asked(house, first, Role.SEC),
        asked(house, first, Role.OPS),
        asked(house, second, Role.CS),
    ]
    begin = reader.size()
    made = grant(house, *asks)
    assert codes(made) == [None, "accounts.roles_apart", None]
    assert tags(begin) == ["grant.made", "grant.refused", "grant.made"]
    assert queries.all_roles(first, LATER) == {Role.SEC}
    assert queries.all_roles(second, LATER) == {Role.CS}
    # As alone: what was refused was not used up.
    assert [one.ref for one in joint_grants.waiting_for(house.head, LATER)] == [asks[1]]


@pytest.mark.both
def test_nobody_approves_what_they_asked_for_or_would_hold(house):
    person = house.enrol("陈示例")
    own = asked(house, person, Role.CS, actor=house.head)
    mine = asked(house, house.head, Role.PRO)
    other = asked(house, person, Role.MKT)
    assert [one.ref for one in joint_grants.waiting_for(house.head, LATER)] == [other]
    made = grant(house, own, mine, other)
    assert codes(made) == ["accounts.two_people_needed", "accounts.two_people_needed", None]
    assert queries.all_roles(person, LATER) == {Role.MKT}


def test_spent_old_unknown_and_twice_chosen_are_told_by_themselves(house):
    person = house.enrol("陈示例")
    old = asked(house, person, Role.HR)
    now = AT + rules.REQUEST_VALID
    used, fresh = asked(house, person, Role.CS, at=now), asked(house, person, Role.MKT, at=now)
    grant(house, used, at=now)
    made = grant(house, old, used, Ref("ask-0000000000000000"), fresh, fresh, at=now)
    assert codes(made) == [
        "accounts.ask_spent",
        "accounts.ask_spent",
        "accounts.no_such_ask",
        None,
    ]


@pytest.mark.both
def test_who_loses_the_role_on_the_way_grants_no_more(house, monkeypatch):
    person, other = house.enrol("陈示例"), house.enrol("吴示范")
    house.give(other, Role.HEAD)
    asks = [asked(house, person, Role.CS), asked(house, person, Role.MKT)]
    answered = joint_grants._answered

    def answered_and_lost(*told):
        made = answered(*told)
        if held := queries.Grant.objects.filter(person=other, role=Role.HEAD, until=None).first():
            at = LATER + timedelta(minutes=1)
            services.revoke(grant=Ref(held.ref), actor=house.head, at=at)
        return made

    monkeypatch.setattr(joint_grants, "_answered", answered_and_lost)
    made = grant(house, *asks, actor=other)
    assert codes(made) == [None, "accounts.not_permitted"]
    assert queries.all_roles(person, LATER) == {Role.CS}


def test_who_may_grant_nothing_and_too_many_are_refused_whole(house):
    clerk, person = house.staff(Role.HR, name="钱样例"), house.enrol("陈示例")
    ask = asked(house, person, Role.CS)
    begin = reader.size()
    with pytest.raises(NotPermitted):
        grant(house, ask, actor=clerk)
    many = [Ref(f"ask-{n:016}") for n in range(rules.MOST_TOGETHER + 1)]
    with pytest.raises(joint_grants.TooManyAsks):
        grant(house, ask, *many)
    assert reader.size() == begin


def test_looking_at_what_waits_is_one_statement(house):
    for n in range(5):
        asked(house, house.enrol(f"陈{n}"), Role.CS)
    with CaptureQueriesContext(connection) as found:
        named = [
            one.person.name + one.requested_by.name
            for one in joint_grants.waiting_for(house.head, LATER)
        ]
    assert (len(named), len(found)) == (5, 1)
