"""Carry what is due.  A try is counted before it is made, so that nobody makes it twice at once;
whoever dies in between has made one try, and the delivery comes again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.egress import http_client
from shoumi.base.egress.errors import DemoCallsNobody
from shoumi.base.egress.http_client import Answer, Request
from shoumi.base.jobs import server_time
from shoumi.base.ledger import writer
from shoumi.base.webhooks import notifications, queries, rules
from shoumi.base.webhooks.events import Cause, Tag
from shoumi.base.webhooks.models import Delivery, Endpoint
from shoumi.base.webhooks.rules import State
from shoumi.core import webhooks
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

Call = Callable[[Request], Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``status`` 0: there was no answer, and ``failure`` says why."""

    status: int
    failure: str = ""
    is_sunk: bool = False

    @property
    def is_taken(self) -> bool:
        return rules.is_taken(self.status)


def send_due(*, at: datetime, call: Call = http_client.call) -> int:
    """Try what is due, the longest waiting first; how many tries were made.

    Outside every transaction.  An endpoint that fails is left alone until the next run, and a run
    begins no call after ``RUN_SECONDS``, so a slow receiver keeps nobody else waiting for long.
    """
    ends = time.monotonic() + rules.RUN_SECONDS
    count = 0
    for endpoint in Endpoint.objects.filter(paused=""):
        for name in _due(endpoint):
            if time.monotonic() >= ends:
                return count
            outcome = _try(endpoint, name, at, call)
            if outcome is None:
                continue
            count += 1
            if not outcome.is_taken and not outcome.is_sunk:
                break
    return count


def forget_old() -> int:
    """Drop what was taken long ago; how many.  What was given up stays until somebody looks."""
    over = server_time.now() - rules.KEPT
    taken = Delivery.objects.filter(state__in=(State.DELIVERED, State.SUNK), settled_at__lt=over)
    names = list(taken.order_by("settled_at").values_list("ref", flat=True)[: rules.MAX_FORGOTTEN])
    return Delivery.objects.filter(ref__in=names).delete()[0]


def _due(endpoint: Endpoint) -> list[str]:
    found = endpoint.deliveries.filter(state=State.WAITING, next_at__lte=server_time.now())
    return list(
        found.order_by("next_at", "position").values_list("ref", flat=True)[: rules.MAX_SENT]
    )


def _try(endpoint: Endpoint, name: str, at: datetime, call: Call) -> Outcome | None:
    """None where somebody else tries it, or it is no more."""
    delivery = Delivery.objects.filter(ref=name, state=State.WAITING).first()
    if delivery is None:
        return None
    now = server_time.now()
    tries = delivery.tries + 1
    held = Delivery.objects.filter(
        ref=name, state=State.WAITING, tries=delivery.tries, endpoint__paused=""
    )
    if not held.update(tries=tries, next_at=now + rules.delay(tries, name)):
        return None
    delivery.tries = tries
    outcome = _carried(endpoint, delivery, now, call)
    _settle(endpoint, delivery, outcome, at)
    return outcome


def _carried(endpoint: Endpoint, delivery: Delivery, now: datetime, call: Call) -> Outcome:
    name = Ref(delivery.ref)
    content = webhooks.body(
        name=name,
        tag=delivery.tag,
        position=delivery.position,
        deal=Ref(delivery.deal) if delivery.deal else None,
        at=delivery.happened_at,
    )
    try:
        secrets = queries.secrets_in_force(endpoint, real_at=now)
        headers = webhooks.headers(content, name=name, sent_at=now, secrets=secrets)
        headers["content-type"] = "application/json"
        answer = call(Request(endpoint.url, "POST", content, headers))
    except DemoCallsNobody as error:
        return Outcome(0, error.code, is_sunk=True)
    except DomainError as error:
        return Outcome(0, error.code)
    return Outcome(answer.status)


def _settle(endpoint: Endpoint, delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    now = server_time.now()
    state = _state(outcome, delivery.tries)
    with transaction.atomic():
        mine = Delivery.objects.filter(ref=delivery.ref, tries=delivery.tries, state=State.WAITING)
        mine.update(
            state=state,
            answer=outcome.status,
            failure=outcome.failure,
            settled_at=None if state is State.WAITING else now,
        )
        row = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        if outcome.is_taken or outcome.is_sunk:
            row.failing_since = None
        else:
            row.failing_since = row.failing_since or now
            _pause(row, outcome, now, at)
        row.save(update_fields=["failing_since", "paused"])


def _state(outcome: Outcome, tries: int) -> State:
    if outcome.is_sunk:
        return State.SUNK
    if outcome.is_taken:
        return State.DELIVERED
    return State.DEAD if tries >= rules.MAX_TRIES else State.WAITING


def _pause(row: Endpoint, outcome: Outcome, now: datetime, at: datetime) -> None:
    """After a day without one success, or where the receiver says that it is gone."""
    is_gone = outcome.status == rules.GONE
    began = row.failing_since or now
    if row.paused or not (is_gone or now - began >= rules.PAUSE_AFTER):
        return
    row.paused = Cause.GONE if is_gone else Cause.FAILING
    facts = {"cause": Cause(row.paused)}
    position = writer.record(Event(Tag.PAUSED, SYSTEM, Ref(row.ref), at, facts, ("3.2",))).position
    notifications.paused(row, position, at)
