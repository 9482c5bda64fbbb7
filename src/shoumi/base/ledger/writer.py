"""The one place that adds to the ledger.

Writers queue on the one row of ``Head``; positions are unique besides, so the database itself makes
a fork impossible.  The frontier in the head makes an append cost log2(size) hashes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.ledger import highwater, stored
from shoumi.base.ledger.errors import NotInTransaction, TimeBehind
from shoumi.base.ledger.models import Entry, Head, RowChunk
from shoumi.core.ledger import leaf, tree
from shoumi.core.ledger.leaf import Digest, Event, Rows

# Clocks of two machines may differ this much; more is a clock that was put back.
TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Written:
    position: int
    leaf_hash: bytes
    rows: Rows | None


def record(event: Event, *, rows: Iterable[bytes] | None = None) -> Written:
    """Append ``event``; it commits or goes back with the transaction around it.

    ``rows`` are the canonical bytes of each row of a bulk act, in order: pseudonyms, closed words
    and digests, never a person's values.  They are read once and not held.

    Raises:
        TimeBehind: the event is more than five minutes older than the latest entry.
        Shortened, Forked, MarkMissing, MarkUnreadable: the ledger is not the one it was.
        NotInTransaction: a bug, there is no transaction around the call.
    """
    if not transaction.get_connection("default").in_atomic_block:
        raise NotInTransaction(event.tag)
    head = _lock()
    frontier = tree.Frontier.from_bytes(head.size, bytes(head.frontier))
    highwater.guard(frontier)
    if is_behind(event.at, head.last_at):
        assert head.last_at is not None
        raise TimeBehind(minutes=(head.last_at - event.at) // timedelta(minutes=1))
    committed = None if rows is None else _store(head.size, rows)
    body = leaf.body(event, committed)
    leaf_hash = tree.leaf_hash(body)
    Entry.objects.create(
        position=head.size,
        body=body,
        leaf_hash=leaf_hash,
        tag=str(event.tag),
        about=event.about,
        deal=event.deal or "",
        at=event.at,
    )
    _advance(head, frontier.append(leaf_hash), event.at)
    return Written(frontier.size, leaf_hash, committed)


def is_behind(at: datetime, last_at: datetime | None) -> bool:
    """Is ``at`` so far behind the latest entry that a clock must have been put back?"""
    return last_at is not None and at < last_at - TOLERANCE


def _lock() -> Head:
    locked = Head.objects.select_for_update()
    head = locked.filter(pk=1).first()
    if head is None:
        # Two first writers: one makes the row, the other finds it once it is committed.
        Head.objects.get_or_create(pk=1)
        head = locked.get(pk=1)
    return head


def _store(position: int, given: Iterable[bytes]) -> Rows:
    grown = tree.Growing()
    for number, (content, held) in enumerate(stored.pack(given)):
        RowChunk.objects.create(position=position, number=number, content=content)
        for row in held:
            grown.add(tree.leaf_hash(row))
    return Rows(grown.size, Digest(grown.root()))


def _advance(head: Head, frontier: tree.Frontier, at: datetime) -> None:
    size = head.size = frontier.size
    head.frontier = frontier.to_bytes()
    head.last_at = max(head.last_at or at, at)
    head.save(update_fields=["size", "frontier", "last_at"])
    # Robust: the change is committed and its mails must go out.  ``highwater.holds`` remembers the
    # failure, so the gate stays shut until the mark can be written.
    transaction.on_commit(lambda: highwater.raise_to(size), using="default", robust=True)
