from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts import asks, queries, services
from shoumi.base.accounts.models import Ask, DoubleDuty, Grant, Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.ledger import reader
from shoumi.base.ledger.errors import TimeBehind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DEAL, OTHER = Ref("deal-1"), Ref("deal-2")


@pytest.fixture
def house():
    return House()


def tags():
    return [recorded.line().tag for recorded in reader.entries()]


def test_a_fresh_home_has_a_head_and_a_protection_officer(house):
    assert queries.roles(house.head, AT) == {Role.HEAD}
    assert queries.roles(house.dpo, AT) == {Role.DPO}
    assert tags() == ["house.founded"]


def test_a_home_is_founded_once(house):
    with pytest.raises(services.AlreadyFounded):
        services.found(head="钱虚乙", dpo="孙虚丙", at=AT)


def test_nobody_without_a_role_enrols_anyone(house):
    stranger = house.enrol()
    with pytest.raises(queries.NotPermitted):
        services.enrol(name="王样本", kind=Kind.STAFF, actor=stranger, at=AT)


def test_a_role_is_asked_for_by_one_and_granted_by_another(house):
    person = house.enrol()
    made = house.give(person, Role.CON)
    assert queries.roles(person, AT) == {Role.CON}
    assert (made.requested_by_id, made.approved_by_id) == (house.dpo, house.head)
    assert tags()[1:] == ["person.enrolled", "grant.requested", "grant.made"]
    assert made.position == 3


@pytest.mark.parametrize("approver", ["dpo", "self", "stranger"])
def test_who_may_not_approve(house, approver):
    person = house.staff(Role.CON)
    ask = services.request_grant(person=house.head, role=Role.PWG, actor=house.dpo, at=AT)
    who = {"dpo": house.dpo, "self": house.head, "stranger": person}[approver]
    with pytest.raises((asks.TwoPeopleNeeded, queries.NotPermitted)):
        services.grant(ask=Ref(ask.ref), actor=who, at=AT)
    assert queries.roles(house.head, AT) == {Role.HEAD}


def test_a_request_is_used_once(house):
    person = house.enrol()
    ask = services.request_grant(person=person, role=Role.CON, actor=house.dpo, at=AT)
    made = services.grant(ask=Ref(ask.ref), actor=house.head, at=AT)
    services.revoke(grant=Ref(made.ref), actor=house.head, at=AT + HOUR)
    with pytest.raises(asks.AskSpent):
        services.grant(ask=Ref(ask.ref), actor=house.head, at=AT + 2 * HOUR)


@pytest.mark.parametrize(("after", "granted"), [(0, True), (23, True), (24, False), (-1, False)])
def test_a_request_is_good_for_a_day(house, after, granted):
    person = house.enrol()
    ask = services.request_grant(person=person, role=Role.CON, actor=house.dpo, at=AT)
    at = AT + after * HOUR
    if granted:
        services.grant(ask=Ref(ask.ref), actor=house.head, at=at)
    else:
        with pytest.raises((asks.AskSpent, TimeBehind)):
            services.grant(ask=Ref(ask.ref), actor=house.head, at=at)


def test_a_request_dies_with_the_role_of_who_made_it(house):
    leaver = house.staff(Role.HR)
    ask = services.request_grant(person=house.enrol("王样本"), role=Role.CS, actor=leaver, at=AT)
    services.retire(person=leaver, actor=house.head, at=AT + HOUR)
    with pytest.raises(queries.NotPermitted):
        services.grant(ask=Ref(ask.ref), actor=house.head, at=AT + HOUR)


@pytest.mark.both
@pytest.mark.parametrize("which", ["requester", "holder"])
def test_the_database_itself_refuses_a_grant_by_one_person(house, which):
    person = house.enrol()
    approver = house.dpo if which == "requester" else person
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            ref="grant-1",
            person_id=person,
            role=Role.CON,
            since=AT,
            requested_by_id=house.dpo,
            approved_by_id=approver,
            position=9,
        )


@pytest.mark.both
def test_the_database_itself_refuses_a_second_founding(house):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            ref="grant-1",
            person_id=house.dpo,
            role=Role.HEAD,
            since=AT,
            requested_by_id=house.dpo,
            approved_by_id=house.dpo,
            is_founding=True,
            position=9,
        )


@pytest.mark.parametrize(
    ("kind", "role", "fits"),
    [
        (Kind.STAFF, Role.CON, True),
        (Kind.STAFF, Role.TE, False),
        (Kind.PARTY, Role.TE, True),
        (Kind.PARTY, Role.DPO, False),
        (Kind.EXTERNAL, Role.SUP, True),
        (Kind.EXTERNAL, Role.LEG, True),
        (Kind.EXTERNAL, Role.HEAD, False),
    ],
)
def test_which_role_fits_whom(house, kind, role, fits):
    person = house.enrol(kind=kind)
    if fits:
        house.give(person, role, deal=DEAL)
        assert role in queries.roles(person, AT, DEAL)
    else:
        with pytest.raises(services.RoleNotForKind):
            house.give(person, role, deal=DEAL)


def test_a_side_of_a_deal_needs_a_deal(house):
    with pytest.raises(services.RoleNeedsDeal):
        house.give(house.enrol(kind=Kind.PARTY), Role.TE)


def test_a_role_for_one_deal_counts_in_that_deal_only(house):
    person = house.enrol()
    house.give(person, Role.CON, deal=DEAL)
    assert queries.roles(person, AT, DEAL) == {Role.CON}
    assert queries.roles(person, AT, OTHER) == frozenset()
    assert queries.roles(person, AT) == frozenset()
    assert queries.who(Role.CON, AT, DEAL) == [person]
    assert queries.who(Role.CON, AT) == []


def test_a_role_ends_at_its_time_and_not_before(house):
    person = house.enrol()
    house.give(person, Role.CON, until=AT + HOUR)
    assert queries.roles(person, AT + HOUR - timedelta(seconds=1)) == {Role.CON}
    assert queries.roles(person, AT + HOUR) == frozenset()
    assert queries.roles(person, AT - timedelta(seconds=1)) == frozenset()


def test_a_role_that_would_be_over_is_not_given(house):
    with pytest.raises(services.EndsBeforeItBegins):
        house.give(house.enrol(), Role.CON, until=AT)


def test_a_role_is_not_held_twice(house):
    person = house.staff(Role.CON)
    with pytest.raises(services.AlreadyHolds):
        house.give(person, Role.CON)


def test_a_revoked_role_is_gone_at_once_and_may_be_given_again(house):
    person = house.enrol()
    made = house.give(person, Role.CON)
    services.revoke(grant=Ref(made.ref), actor=house.head, at=AT + HOUR)
    assert queries.roles(person, AT + HOUR) == frozenset()
    with pytest.raises(services.GrantOver):
        services.revoke(grant=Ref(made.ref), actor=house.head, at=AT + HOUR)
    house.give(person, Role.CON, at=AT + 2 * HOUR)
    assert queries.roles(person, AT + 2 * HOUR) == {Role.CON}


@pytest.mark.parametrize(
    ("role", "may"), [(Role.SUP, True), (Role.SEC, True), (Role.CS, False), (Role.MKT, False)]
)
def test_who_may_end_a_role(house, role, may):
    made = house.give(house.enrol(), Role.CON)
    actor = house.staff(role, name="沈测试")
    if may:
        services.revoke(grant=Ref(made.ref), actor=actor, at=AT)
    else:
        with pytest.raises(queries.NotPermitted):
            services.revoke(grant=Ref(made.ref), actor=actor, at=AT)


def test_anyone_may_lay_down_a_role(house):
    person = house.enrol()
    made = house.give(person, Role.CS)
    services.revoke(grant=Ref(made.ref), actor=person, at=AT)
    assert queries.roles(person, AT) == frozenset()


def test_the_house_keeps_a_head(house):
    grant = Grant.objects.get(role=Role.HEAD)
    with pytest.raises(services.LastHead):
        services.revoke(grant=Ref(grant.ref), actor=house.dpo, at=AT)
    with pytest.raises(services.LastHead):
        services.retire(person=house.head, actor=house.dpo, at=AT)
    house.staff(Role.HEAD, name="钱虚乙")
    services.retire(person=house.head, actor=house.dpo, at=AT + HOUR)
    assert queries.roles(house.head, AT + HOUR) == frozenset()


def test_who_leaves_keeps_no_role_and_gets_none(house):
    person = house.staff(Role.CON, Role.CS)
    services.retire(person=person, actor=house.head, at=AT + HOUR)
    assert queries.roles(person, AT + HOUR) == frozenset()
    with pytest.raises(services.NotActive):
        house.give(person, Role.CON, at=AT + 2 * HOUR)
    with pytest.raises(services.NotActive):
        services.retire(person=person, actor=house.head, at=AT + 2 * HOUR)


def test_what_is_not_there_is_missing(house):
    nobody = Ref("person-nobody")
    with pytest.raises(queries.NoSuchPerson):
        house.give(nobody, Role.CON)
    with pytest.raises(asks.NoSuchAsk):
        services.grant(ask=nobody, actor=house.head, at=AT)
    with pytest.raises(services.NoSuchGrant):
        services.revoke(grant=nobody, actor=house.head, at=AT)


def test_a_legal_adviser_who_supervises_is_warned_of_and_the_warning_stays(house):
    person = house.staff(Role.LEG, name="周模拟")
    assert queries.double_duties(person) == []
    made = house.give(person, Role.SUP)
    assert [(w.chapter, w.position) for w in queries.double_duties(person)] == [
        (2, made.position),
        (7, made.position),
    ]
    assert queries.is_conflicted(person, AT)
    services.revoke(grant=Ref(made.ref), actor=house.head, at=AT + HOUR)
    assert not queries.is_conflicted(person, AT + HOUR)
    assert DoubleDuty.objects.filter(person=person).count() == 2


@pytest.mark.parametrize(
    ("chapter", "may"), [(1, True), (2, False), (7, False), (8, True), (18, True)]
)
def test_what_a_conflicted_supervisor_may_sign(house, chapter, may):
    person = house.staff(Role.SUP, Role.LEG, name="周模拟")
    assert queries.may_sign_supervision(person, chapter, AT) is may


def test_the_external_member_may_sign_everything_and_others_nothing(house):
    external = house.staff(Role.SUP, name="外部监督员", kind=Kind.EXTERNAL)
    assert all(queries.may_sign_supervision(external, chapter, AT) for chapter in range(1, 21))
    assert not queries.may_sign_supervision(house.dpo, 1, AT)


def test_a_conflict_in_one_deal_is_a_conflict(house):
    person = house.staff(Role.SUP, name="周模拟")
    house.give(person, Role.LEG, deal=DEAL)
    assert not queries.may_sign_supervision(person, 2, AT)


@pytest.mark.parametrize(
    ("kind", "outside"), [(Kind.STAFF, False), (Kind.PARTY, True), (Kind.EXTERNAL, True)]
)
def test_who_is_outside(house, kind, outside):
    assert queries.is_outside(house.enrol(kind=kind)) is outside


def test_no_name_stands_in_the_ledger(house):
    house.staff(Role.CON, name="陈示例")
    everything = b"".join(recorded.body for recorded in reader.entries())
    for name in Person.objects.values_list("name", flat=True):
        assert name.encode() not in everything
    assert Ask.objects.count() == 1


@pytest.mark.parametrize(
    ("after", "change", "is_held"),
    [
        (timedelta(0), {}, True),
        (-timedelta(microseconds=1), {}, False),
        (HOUR - timedelta(microseconds=1), {}, True),
        (HOUR, {}, False),
        (timedelta(0), {"is_active": False}, False),
        (timedelta(minutes=1), {"stops_at": AT + timedelta(minutes=1)}, False),
        (timedelta(seconds=59), {"stops_at": AT + timedelta(minutes=1)}, True),
    ],
)
def test_what_the_doors_read_of_somebody_is_what_the_house_goes_by(house, after, change, is_held):
    person = house.enrol()
    house.give(person, Role.CON, until=AT + HOUR)
    house.give(person, Role.LEG, deal=DEAL, until=AT + HOUR)
    Person.objects.filter(ref=person).update(**change)
    held = queries.held(person, AT + after)
    assert held == ({(Role.CON, ""), (Role.LEG, DEAL)} if is_held else frozenset())
    assert {role for role, _ in held} == queries.roles(person, AT + after, DEAL)
