"""A version of the policy by its reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import State
from shoumi.core.messages import Both

_KIND: Both = ("隐私政策", "Policy")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in PolicyVersion.objects.filter(ref=wanted):
        place = {"version": one.ref}
        yield SearchHit(_KIND, f"V{one.number}", "policy", place, state=State(one.state))
