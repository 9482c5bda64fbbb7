"""Which systems are told what, and how that goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from shoumi.base import registry
from shoumi.base.registry import Card
from shoumi.base.vault import secrets
from shoumi.base.webhooks.errors import NoSuchDelivery, NoSuchEndpoint
from shoumi.base.webhooks.models import Delivery, Endpoint
from shoumi.base.webhooks.rules import State
from shoumi.core.refs import Ref


def areas() -> Iterator[Card]:
    """The apps of the house that write to the ledger; their tags are the closed list."""
    return (card for card in registry.cards() if card.events)


def tags(area: str = "") -> frozenset[str]:
    """Every tag that can be told, or those of one app."""
    return frozenset(
        str(tag) for card in areas() if area in ("", card.slug) for tag in card.events or ()
    )


def endpoint(ref: Ref) -> Endpoint:
    """
    Raises:
        NoSuchEndpoint
    """
    found = Endpoint.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchEndpoint
    return found


def delivery(ref: Ref) -> Delivery:
    """
    Raises:
        NoSuchDelivery
    """
    found = Delivery.objects.select_related("endpoint").filter(ref=ref).first()
    if found is None:
        raise NoSuchDelivery
    return found


def counts(endpoint: Ref) -> Mapping[State, int]:
    found = Delivery.objects.filter(endpoint=endpoint).values_list("state").annotate(Count("ref"))
    by_state = dict(found)
    return {state: by_state.get(state, 0) for state in State}


def all_endpoints() -> QuerySet[Endpoint]:
    """With the numbers of what waits (``waits``) and what was given up (``given_up``)."""
    return Endpoint.objects.annotate(
        waits=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
        given_up=Count("deliveries", filter=Q(deliveries__state=State.DEAD)),
    )


def secrets_in_force(endpoint: Endpoint, *, real_at: datetime) -> list[bytes]:
    """The newest first; two while one is replaced.

    Raises:
        NoKey, WillNotOpen and the refusals of ``ring.unlock``
    """
    held = endpoint.signings.filter(Q(until__isnull=True) | Q(until__gt=real_at))
    return [secrets.read(Ref(one.ref)).reveal() for one in held]
