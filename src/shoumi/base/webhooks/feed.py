"""Walk the ledger behind each endpoint and write down what it is to be told.

Entries are committed in the order of their positions, and one that was rolled back never had any.
So whoever walks by position misses nothing and tells nothing that did not happen, however the walk
is broken off: what is written down and how far it came are one transaction.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from django.db import transaction

from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.webhooks import rules
from shoumi.base.webhooks.models import Delivery, Endpoint
from shoumi.core.refs import Ref


def feed(*, real_at: datetime) -> int:
    """Look at the entries that came since; how many deliveries were written down.

    At most ``MAX_SCANNED`` entries for each endpoint; the next run goes on from there.

    Raises:
        LeafUnreadable: the ledger is damaged; nothing is told then.
    """
    size = reader.size()
    behind = Endpoint.objects.filter(paused="", cursor__lt=size)
    return sum(_follow(one, size, real_at) for one in behind)


@transaction.atomic
def _follow(endpoint: Endpoint, size: int, real_at: datetime) -> int:
    seen = list(islice(reader.entries(endpoint.cursor), rules.MAX_SCANNED))
    if not seen:
        return 0
    wanted = frozenset(endpoint.tags)
    told = [made for one in seen if (made := _told(endpoint, wanted, one, real_at))]
    # Conditional, so of two walks at the same moment one counts.
    here = Endpoint.objects.filter(pk=endpoint.pk, cursor=endpoint.cursor, paused="")
    if not here.update(cursor=seen[-1].position + 1):
        return 0
    # A test that was sent by hand may stand at its place already.
    Delivery.objects.bulk_create(told, ignore_conflicts=True)
    return len(told)


def _told(
    endpoint: Endpoint, wanted: frozenset[str], one: Recorded, real_at: datetime
) -> Delivery | None:
    line = one.line()
    if line.tag not in wanted:
        return None
    return Delivery(
        ref=Ref.new("event"),
        endpoint=endpoint,
        position=one.position,
        tag=line.tag,
        deal=line.deal or "",
        happened_at=line.at,
        next_at=real_at,
    )
