from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.approvals.errors import RequesterMayNot, TooLate
from shoumi.base.egress import queries, services
from shoumi.base.egress.errors import (
    AlreadyAllowed,
    AskSpent,
    AuthorityUnfit,
    HostIsHere,
    HostNotAllowed,
    InsideUnfit,
    NoSuchAsk,
    NoSuchHost,
    TwoPeopleNeeded,
)
from shoumi.base.egress.events import Change, Tag
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.egress.tests.https_server import NAME, allowed, authority
from shoumi.base.ledger import reader
from shoumi.base.registry import PathKind
from shoumi.core.egress.urls import HostUnfit, UrlUnfit
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)
URL = f"https://{NAME}/in"


def ask(actor, change=Change.ALLOW, name=NAME, at=AT, **more):
    return Ref(services.ask(change=change, name=name, actor=actor, at=at, **more).ref)


def test_a_host_is_on_the_list_once_another_person_said_so(house, security):
    wish = ask(security)
    with pytest.raises(HostNotAllowed):
        queries.allowed(URL)
    made = services.approve(ask=wish, actor=house.dpo, at=AT)
    assert queries.allowed(URL)[1] == made
    line = reader.entry(made.position).line()
    assert (line.tag, line.actor, line.about) == (Tag.ALLOWED, house.dpo, made.ref)
    assert line.facts["requester"] == security
    assert line.facts["host"] == sha256(NAME.encode()).hexdigest()


def test_nobody_approves_a_request_of_ones_own(house, security):
    wish = ask(security)
    with pytest.raises(TwoPeopleNeeded):
        services.approve(ask=wish, actor=security, at=AT)
    assert not Host.objects.exists()


@pytest.mark.both
def test_the_database_too_wants_two_people(house, security, listed):
    wish = ask(security, name="other.example")
    for rows in (Host.objects.all(), HostAsk.objects.filter(ref=wish)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(approved_by_id=security)


@pytest.mark.both
def test_a_host_stands_on_the_list_once(house, security, listed):
    copy = Host.objects.get()
    copy.pk = Ref.new("host")
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_only_the_security_officer_asks_and_only_who_may_approves(house, security):
    with pytest.raises(NotPermitted):
        ask(house.dpo)
    wish = ask(security)
    with pytest.raises(NotPermitted):
        services.approve(ask=wish, actor=house.staff(Role.OPS, name="吴示例"), at=AT)


def test_a_request_is_good_once_and_for_a_day(house, security):
    wish, late = ask(security), ask(security, name="late.example")
    services.approve(ask=wish, actor=house.dpo, at=AT)
    with pytest.raises(AskSpent):
        services.approve(ask=wish, actor=house.head, at=AT)
    with pytest.raises(NoSuchAsk):
        services.approve(ask=Ref("hostask-none"), actor=house.head, at=AT)
    assert queries.waiting(AT).filter(ref=late).exists()
    assert not queries.waiting(AT + timedelta(hours=24)).exists()
    with pytest.raises(TooLate):
        services.approve(ask=late, actor=house.dpo, at=AT + timedelta(hours=24))


def test_who_lost_the_role_meanwhile_has_asked_for_nothing(house, security):
    from shoumi.base.accounts import services as accounts
    from shoumi.base.accounts.models import Grant

    wish = ask(security)
    grant = Grant.objects.get(person=security, role=Role.SEC)
    accounts.revoke(grant=Ref(grant.ref), actor=house.head, at=AT)
    with pytest.raises(RequesterMayNot):
        services.approve(ask=wish, actor=house.dpo, at=AT)


def test_taking_off_the_list_takes_two_as_well_and_counts_at_once(house, security, listed):
    with pytest.raises(AlreadyAllowed):
        ask(security)
    services.approve(ask=ask(security, Change.WITHDRAW), actor=house.head, at=AT)
    with pytest.raises(HostNotAllowed):
        queries.allowed(URL)
    with pytest.raises(NoSuchHost):
        ask(security, Change.WITHDRAW)
    allowed(NAME, asker=security, approver=house.dpo, at=AT)
    assert Host.objects.count() == 2


def test_two_requests_for_one_host_make_one(house, security):
    first, second = ask(security), ask(security)
    services.approve(ask=first, actor=house.dpo, at=AT)
    with pytest.raises(AlreadyAllowed):
        services.approve(ask=second, actor=house.dpo, at=AT)


@pytest.mark.parametrize(
    "name",
    ["hооks.example", "hooks.example.", "8.8.8.8", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
)
def test_an_odd_host_is_not_even_asked_for(house, security, name):
    with pytest.raises(HostUnfit):
        ask(security, name=name)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_is_never_on_the_list(house, security, name):
    with pytest.raises(HostIsHere):
        ask(security, name=name)


def test_an_address_of_the_office_may_be_listed_and_still_no_https_call_goes_there(house, security):
    made = allowed("fd12:3456::0007", asker=security, approver=house.dpo, at=AT)
    assert made.name == "fd12:3456::7"
    allowed("10.20.0.7", asker=security, approver=house.dpo, at=AT)
    assert queries.is_allowed("10.20.0.7")
    for url in ("https://10.20.0.7/in", "https://[fd12:3456::7]/in"):
        with pytest.raises(UrlUnfit):
            queries.allowed(url)


@pytest.mark.parametrize("inside", ["127.0.0.1", "8.8.8.8", "10.0.0.0/8", "169.254.169.254", "x"])
def test_only_exact_addresses_of_an_office_can_be_allowed(house, security, inside):
    with pytest.raises(InsideUnfit):
        ask(security, inside=inside)


def test_addresses_and_authority_are_kept_in_their_plain_form(house, security):
    pem, key = authority()
    made = allowed(
        NAME,
        asker=security,
        approver=house.dpo,
        at=AT,
        inside="10.0.0.9, fd12:0:0::1\n10.0.0.9",
        authority=f"Subject: test\n{pem}",
    )
    assert made.inside.split() == ["10.0.0.9", "fd12::1"]
    assert made.authority == pem
    with pytest.raises(AuthorityUnfit):
        ask(security, name="other.example", authority="-----BEGIN PRIVATE KEY-----")
    with pytest.raises(AuthorityUnfit):
        ask(security, name="other.example", authority="no certificate")


@pytest.mark.usefixtures("listed")
def test_connections_are_told_once_each_and_trusted_as_the_list_says():
    addresses = (
        f"https://{NAME}/a",
        f"https://{NAME}/b",
        f"https://{NAME}:8000/",
        "https://other.example/",
    )
    told = queries.paths(PathKind.CALL_OUT, addresses)
    assert [(one.host, one.port) for one in told] == [
        (NAME, 443),
        (NAME, 8000),
        ("other.example", 443),
    ]
    assert [one.authority for one in told] == [authority()[0], authority()[0], ""]
