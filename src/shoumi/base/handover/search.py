"""A package by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.handover.models import Package, State
from shoumi.base.registry.search import SearchHit
from shoumi.core.messages import Both

_KIND: Both = ("交接包", "Package")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Package.objects.filter(ref=wanted):
        yield SearchHit(_KIND, one.ref, "package", {"package": one.ref}, one.deal, State(one.state))
