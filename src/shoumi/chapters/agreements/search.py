"""An agreement by the number on its paper (NDA-001, the first of its deal) or its reference."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from shoumi.base.registry import search
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.agreements.models import Agreement
from shoumi.core.messages import Both

_KIND: Both = ("保密协议", "Agreement")


def hits(wanted: str) -> Iterator[SearchHit]:
    place = Window(RowNumber(), partition_by=[F("deal")], order_by="id")
    found = Q(ref=wanted) | Q(place=search.number(wanted, "NDA"))
    rows = Agreement.objects.annotate(place=place).filter(found).order_by("-id")
    for one in rows[: search.MOST]:
        name = f"NDA-{one.place:03d}"
        yield SearchHit(_KIND, name, "agreement", {"agreement": one.ref}, one.deal)
