"""Receivers: who makes them, their secrets, when they are paused and go on."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.jobs import server_time
from shoumi.base.ledger import reader
from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.outbox.models import Message
from shoumi.base.vault import secrets
from shoumi.base.vault.errors import NoKey
from shoumi.base.webhooks import endpoints, feed, notifications, rules
from shoumi.base.webhooks.errors import (
    NoSuchDelivery,
    NoSuchEndpoint,
    NotPaused,
    Paused,
    RotatedAlready,
    TagsUnfit,
    TooMany,
)
from shoumi.base.webhooks.events import Cause, Tag
from shoumi.base.webhooks.models import Endpoint, Signing
from shoumi.base.webhooks.tests.event_push import URL, WANTED, due_again, enrol, push, told
from shoumi.core import webhooks
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.core.webhooks import NotOurs, verify

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def test_while_a_secret_is_replaced_both_are_good_and_afterwards_one(house, made, server, security):
    enrol(house)
    fresh = endpoints.rotate(endpoint=Ref(made.endpoint.ref), actor=security, at=AT)
    push(server)
    got, now = server.got[0], datetime.now(UTC)
    for secret in (made.secret, fresh.secret):
        verify(got.body, got.headers, secrets=[secret], now=now)
    with pytest.raises(RotatedAlready):
        endpoints.rotate(endpoint=Ref(made.endpoint.ref), actor=security, at=AT)
    Signing.objects.filter(until__isnull=False).update(until=server_time.now())
    enrol(house)
    push(server)
    got = server.got[1]
    verify(got.body, got.headers, secrets=[fresh.secret], now=now)
    with pytest.raises(NotOurs):
        verify(got.body, got.headers, secrets=[made.secret], now=now)
    old = Ref(Signing.objects.get(until__isnull=False).ref)
    endpoints.rotate(endpoint=Ref(made.endpoint.ref), actor=security, at=AT)
    with pytest.raises(NoKey):
        secrets.read(old)


def test_the_secret_lies_sealed_and_nowhere_in_the_clear(house, made, home):
    import base64

    raw = base64.b64decode(made.secret.removeprefix(webhooks.PREFIX))
    assert len(raw) == webhooks.SECRET_BYTES
    from shoumi.base.vault.models import KeptSecret

    kept = KeptSecret.objects.exclude(name__startswith="rowkey-").get()
    assert raw not in bytes(kept.wrapped)
    assert made.secret not in repr(made)
    assert all(raw.hex() not in str(one.body) for one in reader.entries())


def test_a_receiver_that_takes_nothing_for_a_day_is_paused_and_the_desk_is_told(
    house, made, server, security, monkeypatch
):
    enrol(house)
    server.answer = 503
    push(server)
    assert not Endpoint.objects.get().paused
    Endpoint.objects.update(failing_since=server_time.now() - rules.PAUSE_AFTER)
    due_again()
    push(server)
    endpoint = Endpoint.objects.get()
    assert endpoint.paused == Cause.FAILING
    assert [line.facts for line in told(Tag.PAUSED)] == [{"cause": "failing"}]
    message = Message.objects.get()
    assert message.to == notifications.DESK
    assert endpoint.ref in message.body
    assert notifications.address(notifications.DESK, message.channel, AT) is None
    monkeypatch.setenv("SHOUMI_OPS_MAIL", "ops@platform.example")
    assert notifications.address(notifications.DESK, message.channel, AT) == "ops@platform.example"
    # It stands still, and goes on from there.
    enrol(house)
    due_again()
    assert push(server) == 0
    server.answer = 200
    endpoints.resume(endpoint=Ref(endpoint.ref), actor=security, at=AT)
    assert push(server) == 2
    assert Endpoint.objects.get().failing_since is None


def test_one_success_begins_the_day_anew(house, made, server):
    enrol(house)
    server.answer = 500
    push(server)
    Endpoint.objects.update(failing_since=server_time.now() - rules.PAUSE_AFTER)
    server.answer = 200
    due_again()
    push(server)
    assert Endpoint.objects.get().failing_since is None


def test_a_receiver_that_says_it_is_gone_is_paused_at_once(house, made, server):
    enrol(house)
    server.answer = 410
    push(server)
    assert Endpoint.objects.get().paused == Cause.GONE
    assert Message.objects.count() == 1


def test_a_test_is_an_entry_and_arrives_whatever_is_wanted(house, made, server, security):
    endpoints.ping(endpoint=Ref(made.endpoint.ref), actor=security, at=AT)
    push(server)
    assert json.loads(server.got[0].body)["type"] == "webhook.pinged"
    both = endpoints.make(name="b", url=URL, tags=["webhook.pinged"], actor=security, at=AT)
    endpoints.ping(endpoint=Ref(both.endpoint.ref), actor=security, at=AT)
    push(server)
    assert len(server.got) == 2  # told once, though asked for twice


def test_pausing_by_hand_stops_it_at_once(house, made, server, security):
    ref = Ref(made.endpoint.ref)
    enrol(house)
    feed.feed(real_at=server_time.now())
    endpoints.pause(endpoint=ref, actor=security, at=AT)
    assert push(server) == 0
    for refused in (endpoints.pause, endpoints.ping):
        with pytest.raises(Paused):
            refused(endpoint=ref, actor=security, at=AT)
    endpoints.resume(endpoint=ref, actor=security, at=AT)
    with pytest.raises(NotPaused):
        endpoints.resume(endpoint=ref, actor=security, at=AT)
    assert push(server) == 1


def test_only_security_and_operations_may(house, made, security):
    ref = Ref(made.endpoint.ref)
    delivery = Ref(endpoints.ping(endpoint=ref, actor=security, at=AT).ref)
    common = {"actor": house.dpo, "at": AT}
    for act, more in (
        (endpoints.make, {"name": "x", "url": URL, "tags": WANTED}),
        (endpoints.rotate, {"endpoint": ref}),
        (endpoints.ping, {"endpoint": ref}),
        (endpoints.pause, {"endpoint": ref}),
        (endpoints.resume, {"endpoint": ref}),
        (endpoints.redeliver, {"delivery": delivery}),
    ):
        with pytest.raises(NotPermitted):
            act(**more, **common)
    endpoints.pause(endpoint=ref, actor=house.staff(Role.OPS, name="吴示例"), at=AT)


def test_what_is_not_of_the_closed_lists_is_not_made(house, listed, security, monkeypatch):
    def make(**more):
        given = {"name": "x", "url": URL, "tags": WANTED, "actor": security, "at": AT}
        return endpoints.make(**{**given, **more})

    for tags in ([], ["person.*"], ["person.enrolled", "made.up"]):
        with pytest.raises(TagsUnfit):
            make(tags=tags)
    with pytest.raises(HostNotAllowed):
        make(url="https://other.example/in")
    with pytest.raises(CarriesIdentifier):
        make(url=f"{URL}?to=anna@customers.example")
    monkeypatch.setattr(rules, "MAX_ENDPOINTS", 1)
    make()
    with pytest.raises(TooMany):
        make()
    assert Endpoint.objects.count() == 1


def test_what_is_not_there_is_said_to_be_so(house, security):
    with pytest.raises(NoSuchEndpoint):
        endpoints.ping(endpoint=Ref("endpoint-none"), actor=security, at=AT)
    with pytest.raises(NoSuchDelivery):
        endpoints.redeliver(delivery=Ref("event-none"), actor=security, at=AT)
