"""An import by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.intake.models import Import
from shoumi.base.registry.search import SearchHit
from shoumi.core.messages import Both

_KIND: Both = ("资料导入", "Import")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Import.objects.filter(ref=wanted):
        yield SearchHit(_KIND, one.ref, "deal", {"deal": one.deal}, one.deal)
