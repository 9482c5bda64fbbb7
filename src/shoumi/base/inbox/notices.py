"""Tell at once what takes two persons, and once a day what waits.

Each mail is queued in a transaction of its own under a key that says whom it tells of what, so that
a run that is broken off is gone on with and nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import year_tables
from shoumi.base.deals import queries as deals
from shoumi.base.inbox import mails, queries
from shoumi.base.inbox.models import Mailbox
from shoumi.base.outbox.errors import AlreadyQueued
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.services import Draft
from shoumi.base.registry import InboxItem
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.refs import Ref

# Who has been told all there was when the ledger had so many acts; then there is nothing to ask.
_told: dict[str | Path, int] = {}
_KEY_CHARS = 32


def forget() -> None:
    _told.clear()


def tell(*, at: datetime) -> int:
    """Tell everybody what takes two or is news, waits for them and was not told them yet; how many
    mails."""
    acts = queries.acts()
    if _told.get(settings.SHOUMI_HOME) == acts:
        return 0
    boxes = _boxes(at).filter(at_once_since__isnull=False)
    found = [
        (box, item, _key(box, item))
        for box, items in _waiting(boxes, at)
        for item in items
        if (item.two or item.news) and _is_new(box, item)
    ]
    known = set(
        Message.objects.filter(key__in=[key for *_, key in found]).values_list("key", flat=True)
    )
    untold = [one for one in found if one[2] not in known]
    numbers = deals.numbers({item.deal for _, item, _ in untold if item.deal})
    sent = sum(_tell(box, item, key, numbers, at) for box, item, key in untold)
    _told[settings.SHOUMI_HOME] = acts
    return sent


def _is_new(box: Mailbox, item: InboxItem) -> bool:
    """What waited before the person wanted to be told stands in the digest."""
    return item.since is None or (box.at_once_since is not None and item.since >= box.at_once_since)


def _tell(
    box: Mailbox, item: InboxItem, key: str, numbers: Mapping[str, str], at: datetime
) -> bool:
    return _once(mails.one_thing(box, item, numbers, key), item.deal, at)


def _once(draft: Draft, deal: str, at: datetime) -> bool:
    try:
        mails.queue(draft, deal, at)
    except AlreadyQueued:  # by another worker, just now
        return False
    return True


def _key(box: Mailbox, item: InboxItem) -> str:
    thing = sha256(f"{item.kind}\0{item.ref}".encode()).hexdigest()[:_KEY_CHARS]
    return f"inbox:{box.person_id}:{thing}"


def digests(*, at: datetime) -> int:
    """Send the digests whose time has come on a working day; how many.

    One whose time passed while no worker ran goes later that day.  Who has nothing waiting gets
    none.
    """
    today = day_in_china(at)
    if not year_tables.china().is_workday(today):
        return 0
    due = _boxes(at).filter(
        Q(digested_on__isnull=True) | Q(digested_on__lt=today),
        digest_at__lte=at.astimezone(CHINA).time(),
    )
    return sum(_digest(box, items, at) for box, items in _waiting(due, at))


@transaction.atomic
def _digest(box: Mailbox, items: list[InboxItem], at: datetime) -> bool:
    today = day_in_china(at)
    Mailbox.objects.filter(pk=box.pk).update(digested_on=today)
    if not items:
        return False
    return _once(mails.digest(box, items, today, at, f"digest:{box.person_id}:{today}"), "", at)


def _boxes(at: datetime) -> QuerySet[Mailbox]:
    """Confirmed addresses of people who may act."""
    return Mailbox.objects.filter(accounts.acts(at), confirmed_at__isnull=False)


def _waiting(boxes: Iterable[Mailbox], at: datetime) -> list[tuple[Mailbox, list[InboxItem]]]:
    """What waits for each.  What does not depend on who asks is read once for all of them."""
    with sharing():
        return [(box, queries.listed(queries.asker(Ref(box.person_id), at))) for box in boxes]
