"""What of requests goes by a number or a reference."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.registry.search import SearchHit, number
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import State
from shoumi.core.messages import Both

_KIND: Both = ("请求", "Request")


def hits(wanted: str) -> Iterable[SearchHit]:
    series = number(wanted, "DSR")
    found = Request.objects.filter(number=series) if series else Request.objects.filter(ref=wanted)
    for one in found:
        yield SearchHit(
            _KIND,
            f"DSR-{one.number:04d}",
            "request",
            {"asked": one.ref},
            deal=one.deal,
            state=State(one.state),
        )
