"""An assessment by its number (PIPIA-002) or its reference."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from shoumi.base.registry import search
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.compliance.models import Assessment
from shoumi.core.messages import Both

_KIND: Both = ("影响评估", "Assessment")


def hits(wanted: str) -> Iterator[SearchHit]:
    found = Q(ref=wanted) | Q(number=search.number(wanted, "PIPIA"))
    for one in Assessment.objects.filter(found).order_by("-id")[: search.MOST]:
        yield SearchHit(_KIND, str(one), "assessment", {"assessment": one.ref}, one.deal)
