"""An act in the house, and the worker's round that tells it to a receiver."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.egress import http_client
from shoumi.base.egress.tests.https_server import NAME
from shoumi.base.jobs import server_time
from shoumi.base.ledger import reader
from shoumi.base.webhooks import delivery, feed
from shoumi.base.webhooks.models import Delivery
from shoumi.base.webhooks.rules import State

URL = f"https://{NAME}/in"
WANTED = ("person.enrolled",)


def enrol(house, name="陈示例"):
    return accounts.enrol(name=name, kind=Kind.STAFF, actor=house.dpo, at=AT)


def push(server, **more):
    feed.feed(real_at=server_time.now())
    return delivery.send_due(at=AT, call=partial(http_client.call, ways=server.ways(**more)))


def due_again(**change):
    Delivery.objects.filter(state=State.WAITING).update(
        next_at=server_time.now() - timedelta(seconds=1), **change
    )


def told(tag):
    return [one.line() for one in reader.entries(tag=tag)]
