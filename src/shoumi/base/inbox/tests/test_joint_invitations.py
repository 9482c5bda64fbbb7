"""Several people are invited in one go; each line is done whole or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.accounts import queries, services
from shoumi.base.accounts.models import Ask, Person
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.inbox import joint_invitations
from shoumi.base.inbox.models import Mailbox
from shoumi.base.inbox.tests.boxes import NOW, sent
from shoumi.base.ledger import reader
from shoumi.base.signin import enrolment
from shoumi.base.signin.models import Link
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)
THREE = """陈示例,chen@house.example,客服
吴示范,wu@house.example,安全、运维
李样例,zheng@house.example,法务、市场
"""


@pytest.fixture
def house():
    return House()


def invite(house, text=THREE, actor=None, **more):
    told = {"kind": Kind.STAFF, "at": AT, "real_at": NOW, **more}
    return joint_invitations.invite(text=text, actor=actor or house.dpo, **told)


def tags(since=0):
    return [one.line().tag for one in reader.entries() if one.position >= since]


@pytest.mark.both
def test_a_bad_line_costs_that_line_and_nothing_of_it_is_done(house):
    begin = reader.size()
    first, bad, last = invite(house)
    assert first.link
    assert last.link
    assert (bad.link, bad.person) == ("", "")
    assert [one.error.code for one in bad.line.problems] == ["people.roles_together"]
    assert not Person.objects.filter(name="吴示范").exists()
    assert tags(begin) == [
        *("person.enrolled", "mailbox.given", "messages.queued", "grant.requested"),
        "signin.invited",
        *("person.enrolled", "mailbox.given", "messages.queued", "grant.requested"),
        *("grant.requested", "signin.invited"),
    ]


@pytest.mark.both
def test_what_a_service_refuses_takes_the_whole_line_back(house, monkeypatch):
    asked = services.request_grant

    def request(*, role, **more):
        if role is Role.MKT:
            raise services.AlreadyHolds(role=role)
        return asked(role=role, **more)

    monkeypatch.setattr(services, "request_grant", request)
    begin = reader.size()
    first, _, last = invite(house)
    assert first.link
    assert last.refused.code == "accounts.already_holds"
    assert last.link == ""
    assert not Person.objects.filter(name="李样例").exists()
    assert Mailbox.objects.get().address == "chen@house.example"
    assert (len(tags(begin)), len(sent())) == (5, 1)
    assert Link.objects.count() == 1


def test_the_roles_wait_for_another_person_as_ever(house):
    invite(house, "陈示例,,客服")
    person = Ref(Person.objects.get(name="陈示例").ref)
    assert queries.all_roles(person, AT) == frozenset()
    ask = Ask.objects.get()
    with pytest.raises(services.asks.TwoPeopleNeeded):
        services.grant(ask=Ref(ask.ref), actor=house.dpo, at=AT)
    services.grant(ask=Ref(ask.ref), actor=house.head, at=AT)
    assert queries.all_roles(person, AT) == {Role.CS}


def test_each_link_opens_the_door_of_its_own_person_once(house):
    first, _, last = invite(house)
    for one in (first, last):
        assert enrolment.enter(link=one.link, at=AT, real_at=NOW)
        assert one.link not in repr(one)
    with pytest.raises(enrolment.TokenSpent):
        enrolment.enter(link=first.link, at=AT, real_at=NOW)


@pytest.mark.both
def test_the_same_list_once_more_enrols_nobody_twice(house):
    invite(house, f"{THREE}钱样例,,客服")
    count, begin = Person.objects.count(), reader.size()
    again = invite(house, f"{THREE}钱样例,,客服".replace("chen@", "CHEN@"))
    assert [[one.error.code for one in line.line.problems] for line in again] == [
        ["people.already_here"],
        ["people.roles_together"],
        ["people.already_here"],
        ["people.already_here"],
    ]
    assert (Person.objects.count(), reader.size()) == (count, begin)


def test_of_one_name_only_an_address_tells_two_apart(house):
    house.enrol("陈示例")
    (bare,) = invite(house, "陈示例,,客服")
    assert [one.part.value for one in bare.line.problems] == ["name"]
    (told,) = invite(house, "陈示例,chen@house.example,客服")
    assert told.link


def test_who_may_not_invite_gets_nothing_of_it(house):
    clerk = house.staff(Role.CS, name="钱样例")
    for act in (
        lambda: invite(house, actor=clerk),
        lambda: joint_invitations.judged(
            text=THREE, kind=Kind.STAFF, deal=None, actor=clerk, at=AT
        ),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert not Person.objects.filter(name="陈示例").exists()


@pytest.mark.both
def test_a_role_that_is_lost_on_the_way_stops_the_lines_that_follow(house, monkeypatch):
    clerk = house.staff(Role.HR, name="钱样例")
    taken = joint_invitations.invite_one

    def taken_and_lost(*told):
        made = taken(*told)
        if grant := queries.Grant.objects.filter(person=clerk, until=None).first():
            later = AT + timedelta(minutes=1)
            services.revoke(grant=Ref(grant.ref), actor=house.head, at=later)
        return made

    monkeypatch.setattr(joint_invitations, "invite_one", taken_and_lost)
    first, second = invite(house, "陈示例\n李样例", actor=clerk)
    assert first.link
    assert second.refused.code == "accounts.not_permitted"
    assert not Person.objects.filter(name="李样例").exists()


def test_the_ledger_and_the_mails_name_nobody(house):
    begin = reader.size()
    invite(house)
    said = "".join(
        str(one.line().facts) + str(one.line().about)
        for one in reader.entries()
        if one.position >= begin
    )
    said += "".join(one.subject_line + one.body for one in sent())
    assert not [word for word in ("陈示例", "李样例", "house.example", "/enter/") if word in said]


def test_looking_at_the_list_does_nothing_and_asks_no_more_for_many_lines(house):
    def asked(count):
        lines = "\n".join(f"陈{n},c{n}@house.example,CS" for n in range(count))
        with CaptureQueriesContext(connection) as found:
            joint_invitations.judged(text=lines, kind=Kind.STAFF, deal=None, actor=house.dpo, at=AT)
        return len(found)

    begin = reader.size()
    assert asked(1) == asked(50) <= 5
    assert (reader.size(), Person.objects.count()) == (begin, 2)


def test_fifty_lines_cost_fifty_times_what_one_does(house):
    def asked(begin, count):
        lines = "\n".join(f"陈{n},c{n}@house.example,CS" for n in range(begin, begin + count))
        with CaptureQueriesContext(connection) as found:
            invite(house, lines)
        return len(found)

    one = asked(0, 1)
    assert asked(1, 20) <= 20 * one
