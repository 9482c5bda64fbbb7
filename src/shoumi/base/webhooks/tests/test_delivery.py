"""End to end: an act in the house, over real TLS, to a receiver that checks what it gets."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.db import transaction

from shoumi.base import clock
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.egress.models import Host
from shoumi.base.jobs import server_time
from shoumi.base.ledger import reader, writer
from shoumi.base.webhooks import delivery, endpoints, feed, queries, rules
from shoumi.base.webhooks.errors import (
    NotSettled,
)
from shoumi.base.webhooks.events import Tag
from shoumi.base.webhooks.models import Delivery, Endpoint
from shoumi.base.webhooks.rules import State
from shoumi.base.webhooks.tests.event_push import URL, WANTED, due_again, enrol, push, told
from shoumi.core import webhooks
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role
from shoumi.core.webhooks import verify

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def test_an_act_reaches_the_receiver_signed_and_names_nobody(house, made, server):
    person = enrol(house, name="钱样例")
    assert push(server) == 1
    [got] = server.got
    name = verify(got.body, got.headers, secrets=[made.secret], now=datetime.now(UTC))
    [line] = [
        one for one in reader.entries(tag="person.enrolled") if one.line().about == person.ref
    ]
    assert json.loads(got.body) == {
        "data": {"deal": None, "id": name, "position": line.position},
        "timestamp": "2026-08-24T01:00:00.000000Z",
        "type": "person.enrolled",
    }
    assert (got.method, got.path, got.headers["content-type"]) == (
        "POST",
        "/in",
        "application/json",
    )
    whole = got.body.decode() + json.dumps(got.headers)
    assert "钱样例" not in whole
    assert person.ref not in whole
    delivery = Delivery.objects.get()
    assert (delivery.ref, delivery.state, delivery.answer) == (name, State.DELIVERED, 200)


def test_only_what_was_asked_for_is_told_and_only_from_then_on(house, made, server):
    enrol(house)
    house.give(Ref(enrol(house).ref), Role.OPS)
    push(server)
    assert [json.loads(got.body)["type"] for got in server.got] == ["person.enrolled"] * 2
    assert push(server) == 0


def test_a_deal_is_told_by_its_reference(house, listed, security, server):
    endpoints.make(name="x", url=URL, tags=["webhook.pinged"], actor=security, at=AT)
    with transaction.atomic():
        writer.record(Event(Tag.PINGED, SYSTEM, SYSTEM, AT, {}, (), Ref("deal-1")))
    push(server)
    assert json.loads(server.got[0].body)["data"]["deal"] == "deal-1"


def test_what_was_rolled_back_is_told_to_nobody(house, made, server):
    with transaction.atomic():
        enrol(house)
        transaction.set_rollback(True)
    assert push(server) == 0
    enrol(house)
    assert push(server) == 1


def test_nothing_is_lost_when_the_walk_is_broken_off(house, made, server, monkeypatch):
    monkeypatch.setattr(rules, "MAX_SCANNED", 1)
    for _ in range(3):
        enrol(house)

    def breaks(*_, **__):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Delivery.objects, "bulk_create", breaks)
        with pytest.raises(RuntimeError):
            feed.feed(real_at=server_time.now())
    assert Endpoint.objects.get().cursor == made.endpoint.cursor
    assert [push(server) for _ in range(4)] == [1, 1, 1, 0]
    assert len({json.loads(got.body)["data"]["position"] for got in server.got}) == 3


@pytest.mark.both
def test_two_walks_at_once_write_down_each_entry_once(house, made, monkeypatch):
    enrol(house)
    stale = Endpoint.objects.get()
    assert feed.feed(real_at=AT) == 1
    assert feed._follow(stale, reader.size(), AT) == 0
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("status", [500, 404, 302, 199])
def test_what_is_not_taken_is_tried_again_under_the_same_id(house, made, server, status):
    enrol(house)
    server.answer = (status, b"no") if status != 302 else (302, b"", {"Location": URL})
    if status == 199:
        server.answer = 300
    push(server)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == (State.WAITING, 1)
    assert push(server) == 0  # not yet
    due_again()
    server.answer = 204
    push(server)
    first, second = server.got
    assert first.headers[webhooks.ID] == second.headers[webhooks.ID] == delivery.ref
    assert first.body == second.body
    assert Delivery.objects.get().state == State.DELIVERED


def test_a_try_is_counted_before_it_is_made_and_nobody_makes_it_twice(house, made, server):
    enrol(house)
    feed.feed(real_at=server_time.now())
    during = []

    def call(request):
        during.append(Delivery.objects.get().tries)
        # Another worker at this very moment finds nothing to do.
        assert delivery.send_due(at=AT, call=call) == 0
        raise KeyboardInterrupt  # the worker dies after the receiver got it

    with pytest.raises(KeyboardInterrupt):
        delivery.send_due(at=AT, call=call)
    assert during == [1]
    due_again()
    assert push(server) == 1
    assert Delivery.objects.get().tries == 2


def test_after_ten_tries_it_is_given_up_and_sent_again_by_hand(house, made, server, security):
    enrol(house)
    server.answer = 500
    push(server)
    for _ in range(rules.MAX_TRIES - 1):
        due_again()
        push(server)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.answer) == (State.DEAD, 10, 500)
    due_again()
    assert push(server) == 0
    server.answer = 200
    endpoints.redeliver(delivery=Ref(delivery.ref), actor=security, at=AT)
    with pytest.raises(NotSettled):
        endpoints.redeliver(delivery=Ref(delivery.ref), actor=security, at=AT)
    assert push(server) == 1
    assert Delivery.objects.get().state == State.DELIVERED
    assert told(Tag.REDELIVERED)[0].facts["delivery"] == delivery.ref
    assert len({got.headers[webhooks.ID] for got in server.got}) == 1


def test_a_host_taken_off_the_list_gets_nothing_more(house, made, server, security):
    enrol(house)
    Host.objects.update(until=AT)
    push(server)
    assert server.got == []
    assert Delivery.objects.get().failure == "egress.host_not_allowed"
    endpoints.pause(endpoint=Ref(made.endpoint.ref), actor=security, at=AT)
    with pytest.raises(HostNotAllowed):
        endpoints.resume(endpoint=Ref(made.endpoint.ref), actor=security, at=AT)


def test_a_host_that_points_inside_gets_nothing(house, made, server):
    from shoumi.core.egress import addresses

    enrol(house)
    push(server, judge=addresses.judge)
    assert server.got == server.names == []
    assert Delivery.objects.get().failure == "egress.not_public"


def test_a_demo_home_tells_nobody(house, made, server, monkeypatch):
    monkeypatch.setattr(clock, "is_demo", lambda: True)
    enrol(house)
    push(server)
    assert server.got == []
    assert Delivery.objects.get().state == State.SUNK
    assert Endpoint.objects.get().failing_since is None


def test_a_receiver_that_fails_keeps_no_other_waiting(house, made, listed, security, server):
    other = endpoints.make(name="b", url=f"{URL}/b", tags=WANTED, actor=security, at=AT)
    for _ in range(3):
        enrol(house)
    server.answer = lambda got: 200 if got.path == "/in/b" else 500
    assert push(server) == 4
    assert queries.counts(Ref(other.endpoint.ref))[State.DELIVERED] == 3
    assert queries.counts(Ref(made.endpoint.ref))[State.WAITING] == 3


def test_one_run_sends_a_bounded_number_and_stops_in_time(house, made, server, monkeypatch):
    for _ in range(4):
        enrol(house)
    monkeypatch.setattr(rules, "MAX_SENT", 3)
    assert push(server) == 3
    monkeypatch.setattr(rules, "RUN_SECONDS", 0)
    assert push(server) == 0


def test_what_was_taken_is_forgotten_after_thirty_days(house, made, server):
    enrol(house)
    enrol(house)
    push(server)
    first, second = Delivery.objects.all()
    Delivery.objects.filter(ref=first.ref).update(settled_at=server_time.now() - rules.KEPT * 1.1)
    Delivery.objects.filter(ref=second.ref).update(
        settled_at=server_time.now() - rules.KEPT * 1.1, state=State.DEAD
    )
    assert delivery.forget_old() == 1
    assert Delivery.objects.get().ref == second.ref


def test_delays_grow_to_six_hours_and_differ_by_a_hash():
    names = [f"event-{number}" for number in range(200)]
    for tries, whole in enumerate([30, 120, 480, 1920, 7680, 21600, 21600], 1):
        found = [rules.delay(tries, name).total_seconds() for name in names]
        assert 0.75 * whole <= min(found) < 0.85 * whole
        assert 1.15 * whole < max(found) <= 1.25 * whole
    assert rules.delay(3, "event-1") == rules.delay(3, "event-1")
    assert rules.delay(10_000, "event-1") <= rules.MAX_DELAY * 1.25
