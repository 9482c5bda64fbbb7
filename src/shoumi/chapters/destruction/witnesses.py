"""Who stood witness to an order, as the ledger says it.

A copy may be older than the yes of those present.  Where the order was begun since and is done
again, the ledger still names them: its entries are the evidence, the row repeats them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from shoumi.base.ledger import latest_entries, reader
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Order
from shoumi.core.refs import SYSTEM

_WAITING = (rules.State.PROPOSED, rules.State.CONFIRMED)


def alone() -> Iterator[Order]:
    """Orders that were begun and whose row has not two witnesses."""
    for order in Order.objects.exclude(state__in=_WAITING).order_by("number"):
        if not rules.is_witnessed(order.proposer, order.confirmed):
            yield order


def put_back(order: Order, begun: int) -> bool:
    """Let the row name those whom the ledger names before entry ``begun``; whether they suffice.

    The caller saves the row.
    """
    found, since = _told(order.ref, begun)
    if not rules.is_witnessed(order.proposer, found):
        return False
    order.confirmed = found
    order.witnessed_at = since if order.proposer == SYSTEM else None
    return True


def put_all_back() -> int:
    """The same of every order that lost them in a restore; how many."""
    count = 0
    for order in alone():
        with transaction.atomic():
            own = Order.objects.select_for_update().get(pk=order.pk)
            if own.intent_position is not None and put_back(own, own.intent_position):
                own.save(update_fields=["confirmed", "witnessed_at"])
                count += 1
    return count


def first_destroyed(order: Order) -> int | None:
    """The entry of its first proof, where a restore brought the people back and it was done again;
    None where it was done once."""
    told = latest_entries.about([Tag.VERIFIED], order.ref)
    return told[0] if len(told) > 1 else None


def _told(order: str, begun: int) -> tuple[list[str], datetime | None]:
    """Who said yes, in their order.  Of an order of the schedule the first yes may have lapsed:
    where one counts as the first again, those before it count no more."""
    found: list[str] = []
    since: datetime | None = None
    positions = [at for at in latest_entries.about([Tag.CONFIRMED], order) if at < begun]
    for entry in reader.some(positions):
        line = entry.line()
        if line.facts["count"] == 1:
            found, since = [], line.at
        found.append(str(line.actor))
    return found, since
