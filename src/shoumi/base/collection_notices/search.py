"""A notice at collection by its reference: its data set's page has it."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.registry.search import SearchHit
from shoumi.core.messages import Both

_KIND: Both = ("收集时的告知", "Notice at collection")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in CollectionNotice.objects.filter(ref=wanted):
        yield SearchHit(_KIND, one.ref, "data-set", {"dataset": one.dataset}, one.deal)
