"""A receiver of events by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.base.webhooks.models import Endpoint
from shoumi.core.messages import Both

_KIND: Both = ("事件推送", "Webhook")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Endpoint.objects.filter(ref=wanted):
        yield SearchHit(_KIND, one.ref, "webhook", {"endpoint": one.ref})
