"""Where refused tries to sign in came from, for thirty days, so that somebody can shut an address
out.

The ledger has no addresses, and this is no evidence: rows go, and nothing rests on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from shoumi.base.signin.models import RefusedAddress
from shoumi.core.egress import addresses

KEPT = timedelta(days=30)


def keep(position: int, address: str, *, at: datetime) -> None:
    """In the transaction of the entry at ``position``; what is no address is not kept."""
    if found := addresses.single(address):
        RefusedAddress.objects.filter(at__lt=at - KEPT).delete()
        RefusedAddress.objects.create(position=position, address=found, at=at)


def of(positions: Iterable[int]) -> list[tuple[str, int]]:
    """The addresses of those entries with how many tries came from each, the most first."""
    found = RefusedAddress.objects.filter(position__in=list(positions))
    return Counter(found.values_list("address", flat=True)).most_common()
