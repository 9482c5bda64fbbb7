"""Make endpoints, give them new secrets, pause them and take them up again."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.egress import queries as egress
from shoumi.base.jobs import server_time
from shoumi.base.ledger import writer
from shoumi.base.outbox import rules as outbox
from shoumi.base.vault import secrets
from shoumi.base.webhooks import queries, rules
from shoumi.base.webhooks.errors import (
    NameUnfit,
    NotPaused,
    NotSettled,
    Paused,
    RotatedAlready,
    TagsUnfit,
    TooMany,
)
from shoumi.base.webhooks.events import Cause, Tag
from shoumi.base.webhooks.models import Delivery, Endpoint, Signing
from shoumi.base.webhooks.rules import State
from shoumi.core import webhooks
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref

_DUTIES = ("3.2",)


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """An endpoint and its secret as the receiver needs it (``whsec_…``), shown this once."""

    endpoint: Endpoint
    secret: str


def make(*, name: str, url: str, tags: Collection[str], actor: Ref, at: datetime) -> Made:
    """Tell the system at ``url`` of what is recorded from now on under ``tags``.

    Raises:
        NotPermitted: the actor is neither security nor operations.
        NameUnfit, TagsUnfit, TooMany
        UrlUnfit, HostNotAllowed: its host has to be on the list of calls out first.
        CarriesIdentifier: there is personal information in the address.
        NotSetUp and the other refusals of the keyring
    """
    accounts.require(actor, at, *rules.KEEPERS)
    name = _named(name)
    wanted = sorted(set(tags))
    if not wanted or not queries.tags().issuperset(wanted):
        raise TagsUnfit
    target, _ = egress.allowed(url)
    outbox.without_identifiers(target.url)
    # In the keyring before the row that names it, which may be rolled back.
    kept, secret = _fresh(at)
    with transaction.atomic():
        facts: dict[str, Value] = {"url": Digest.of(target.url.encode()), "tags": len(wanted)}
        ref = Ref.new("endpoint")
        position = writer.record(Event(Tag.MADE, actor, ref, at, facts, _DUTIES)).position
        # After the ledger's head is held, so two at once count each other.
        if Endpoint.objects.count() >= rules.MAX_ENDPOINTS:
            raise TooMany(most=rules.MAX_ENDPOINTS)
        made = Endpoint.objects.create(
            ref=ref,
            name=name,
            url=target.url,
            tags=wanted,
            cursor=position + 1,
            made_by_id=actor,
            made_at=at,
            position=position,
        )
        Signing.objects.create(ref=kept, endpoint=made, since=server_time.now())
    return Made(made, webhooks.spelled(secret))


def rotate(*, endpoint: Ref, actor: Ref, at: datetime) -> Made:
    """A new secret; for seven days what is sent is signed by it and by the one before.

    Raises:
        NotPermitted, NoSuchEndpoint
        RotatedAlready: the secret before this one still counts.
        NotSetUp and the other refusals of the keyring
    """
    accounts.require(actor, at, *rules.KEEPERS)
    queries.endpoint(endpoint)
    kept, secret = _fresh(at)
    now = server_time.now()
    with transaction.atomic():
        found = Endpoint.objects.select_for_update().get(ref=endpoint)
        if found.signings.filter(until__gt=now).exists():
            raise RotatedAlready
        over = list(found.signings.filter(until__isnull=False).values_list("ref", flat=True))
        found.signings.filter(ref__in=over).delete()
        found.signings.filter(until__isnull=True).update(until=now + rules.OVERLAP)
        Signing.objects.create(ref=kept, endpoint=found, since=now)
        facts: dict[str, Value] = {"until": now + rules.OVERLAP}
        writer.record(Event(Tag.ROTATED, actor, endpoint, at, facts, _DUTIES))
    for ref in over:
        secrets.forget(Ref(ref))
    return Made(found, webhooks.spelled(secret))


@transaction.atomic
def ping(*, endpoint: Ref, actor: Ref, at: datetime) -> Delivery:
    """Send a test, whatever else the endpoint is told of.

    Raises:
        NotPermitted, NoSuchEndpoint, Paused
    """
    accounts.require(actor, at, *rules.KEEPERS)
    found = queries.endpoint(endpoint)
    if found.paused:
        raise Paused
    position = writer.record(Event(Tag.PINGED, actor, endpoint, at, {}, _DUTIES)).position
    return Delivery.objects.create(
        ref=Ref.new("event"),
        endpoint=found,
        position=position,
        tag=Tag.PINGED,
        happened_at=at,
        next_at=server_time.now(),
    )


@transaction.atomic
def pause(*, endpoint: Ref, actor: Ref, at: datetime) -> Endpoint:
    """Tell it nothing from now on; where it was is kept.

    Raises:
        NotPermitted, NoSuchEndpoint, Paused
    """
    accounts.require(actor, at, *rules.KEEPERS)
    queries.endpoint(endpoint)
    if not Endpoint.objects.filter(ref=endpoint, paused="").update(paused=Cause.BY_HAND):
        raise Paused
    facts: dict[str, Value] = {"cause": Cause.BY_HAND}
    writer.record(Event(Tag.PAUSED, actor, endpoint, at, facts, _DUTIES))
    return queries.endpoint(endpoint)


@transaction.atomic
def resume(*, endpoint: Ref, actor: Ref, at: datetime) -> Endpoint:
    """Go on from where it was; what waits is tried at once.

    Raises:
        NotPermitted, NoSuchEndpoint, NotPaused
        HostNotAllowed: its host was taken off the list of calls out.
    """
    accounts.require(actor, at, *rules.KEEPERS)
    found = queries.endpoint(endpoint)
    egress.allowed(found.url)
    held = Endpoint.objects.filter(ref=endpoint).exclude(paused="")
    if not held.update(paused="", failing_since=None):
        raise NotPaused
    found.deliveries.filter(state=State.WAITING).update(next_at=server_time.now())
    writer.record(Event(Tag.RESUMED, actor, endpoint, at, {}, _DUTIES))
    return queries.endpoint(endpoint)


@transaction.atomic
def redeliver(*, delivery: Ref, actor: Ref, at: datetime) -> Delivery:
    """Send one again, under the same id and with its tries counted anew.

    Raises:
        NotPermitted, NoSuchDelivery, NotSettled, Paused
    """
    accounts.require(actor, at, *rules.KEEPERS)
    found = queries.delivery(delivery)
    if found.endpoint.paused:
        raise Paused
    settled = Delivery.objects.filter(ref=delivery).exclude(state=State.WAITING)
    if not settled.update(state=State.WAITING, settled_at=None, tries=0, next_at=server_time.now()):
        raise NotSettled
    facts: dict[str, Value] = {"delivery": delivery}
    about = Ref(found.endpoint_id)
    writer.record(Event(Tag.REDELIVERED, actor, about, at, facts, _DUTIES))
    return queries.delivery(delivery)


def _named(name: str) -> str:
    name = name.strip()
    if not name or len(name) > rules.MAX_NAME or not name.isprintable():
        raise NameUnfit(most=rules.MAX_NAME)
    outbox.without_identifiers(name)
    return name


def _fresh(at: datetime) -> tuple[Ref, bytes]:
    ref, secret = Ref.new("hooksecret"), os.urandom(webhooks.SECRET_BYTES)
    secrets.keep(ref, secret, at=at)
    return ref, secret
