"""A yearly review of algorithms by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.base.rotation.events import Decision
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.core.messages import Both

_KIND: Both = ("算法复核", "Review of algorithms")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in AlgorithmReview.objects.filter(ref=wanted):
        place = {"review": one.ref}
        yield SearchHit(_KIND, one.ref, "algorithm-review", place, state=Decision(one.decision))
