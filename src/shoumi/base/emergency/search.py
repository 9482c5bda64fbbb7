"""An opening in an emergency by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.emergency import queries
from shoumi.base.emergency.models import Emergency
from shoumi.base.registry import Asker
from shoumi.base.registry.search import SearchHit
from shoumi.core.messages import Both

_KIND: Both = ("紧急开启", "Emergency")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Emergency.objects.filter(ref=wanted):

        def seen(asker: Asker, found: Emergency = one) -> bool:
            return queries.is_seen_by(found, asker.person, asker.roles)

        yield SearchHit(_KIND, one.ref, "emergency", {"emergency": one.ref}, one.deal, seen=seen)
