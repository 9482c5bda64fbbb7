"""An order of destruction by the number of its certificate (DR-001) or its reference."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from shoumi.base.registry import search
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.destruction.models import Order
from shoumi.core.messages import Both

_KIND: Both = ("销毁", "Destruction")


def hits(wanted: str) -> Iterator[SearchHit]:
    found = Q(ref=wanted) | Q(number=search.number(wanted, "DR"))
    for one in Order.objects.filter(found).order_by("-id")[: search.MOST]:
        yield SearchHit(_KIND, str(one), "destruction-order", {"order": one.ref}, one.deal)
