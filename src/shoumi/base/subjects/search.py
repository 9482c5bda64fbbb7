"""A customer by the reference: no value is looked at, and none is told."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.base.subjects.models import State, Subject
from shoumi.core.messages import Both

_KIND: Both = ("客户", "Customer")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in Subject.objects.filter(ref=wanted):
        place = {"subject": one.ref}
        yield SearchHit(_KIND, one.ref, "customer", place, one.deal, State(one.state))
