"""The one place that adds to the ledger.

Writers queue on the one row of ``Head``; positions are unique besides, so the database itself makes
a fork impossible.  The frontier is read from the locked row each time, so nothing that another
process did can be missed, and an append costs log2(size) hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connections, transaction

from shoumi.base.ledger import evidence, highwater, home_seal, running_time, storage
from shoumi.base.ledger.errors import NotInTransaction, TimeBehind
from shoumi.base.ledger.evidence import NotDeferrable
from shoumi.base.ledger.models import Head, RowChunk
from shoumi.base.ledger.storage import Standing
from shoumi.core.ledger import leaf, tree
from shoumi.core.ledger.leaf import Digest, Event, Rows

# Clocks of two machines may differ this much; more is a clock that was put back.
TOLERANCE = timedelta(minutes=5)


class Written(NamedTuple):
    position: int
    leaf_hash: bytes
    rows: Rows | None


@dataclass(frozen=True, slots=True, repr=False)
class Gathered:
    """The rows of a bulk act, packed as they are stored, and what the entry says of them."""

    chunks: Sequence[bytes]
    rows: Rows


def gather(given: Iterable[bytes]) -> Gathered:
    """Pack the rows of a bulk act before ``record`` holds the head, so that nobody waits for it.

    ``given``  the canonical bytes of each row, in order: pseudonyms, closed words and digests,
    never a person's values.  They are read once.
    """
    grown, chunks = tree.Growing(), []
    for content, held in storage.pack(given):
        chunks.append(content)
        for row in held:
            grown.add(tree.leaf_hash(row))
    return Gathered(chunks, Rows(grown.size, Digest(grown.root())))


@dataclass(frozen=True, slots=True, repr=False)
class Passing:
    """The rows of a bulk act, as ``gather`` takes them, stored as they come: for whoever holds the
    head already, and has too many to keep them all until it does."""

    given: Iterable[bytes]


def record(event: Event, *, rows: Iterable[bytes] | Gathered | Passing | None = None) -> Written:
    """Append ``event``; it commits or goes back with the transaction around it.

    ``rows`` of a bulk act, as ``gather`` takes or gives them, or as they pass.

    Raises:
        TimeBehind: the event is more than five minutes older than the latest entry.
        ClockLeapt: the machine's clock is ahead of the time it has run.
        HomeSealed: the home was put back from a copy and is not open yet.
        Shortened, Forked, MarkMissing, MarkUnreadable: the ledger is not the one it was.
        NotInTransaction: a bug, there is no transaction around the call.
    """
    if rows is not None and not isinstance(rows, Gathered | Passing):
        rows = gather(rows)
    head = hold()
    _in_time([event], head.last_at)
    told = rows if rows is None else _store(head.frontier.size, rows)
    return _append(head, [event], told, waits=False)[0]


def _store(position: int, rows: Gathered | Passing) -> Rows:
    """Store the rows of the entry that comes to that position."""
    if isinstance(rows, Gathered):
        for number, content in enumerate(rows.chunks):
            RowChunk.objects.create(position=position, number=number, content=content)
        return rows.rows
    grown = tree.Growing()
    for number, (content, held) in enumerate(storage.pack(rows.given)):
        for row in held:
            grown.add(tree.leaf_hash(row))
        RowChunk.objects.create(position=position, number=number, content=content)
    return Rows(grown.size, Digest(grown.root()))


def record_many(
    events: Sequence[Event], *, head: Standing | None = None, waits: bool = False
) -> list[Written]:
    """As ``record``, of several events at once: one statement for the entries, one for the head.

    ``head`` is what ``hold`` gave in this transaction, where the caller asked it something.
    ``waits``: these are evidence of reading that waited for each other, and the high-water mark may
    follow a moment later.

    Raises:
        NotDeferrable: a bug, an event that ``waits`` is no evidence of reading.
        TimeBehind and the others of ``record``.
    """
    if waits and evidence.count(events) != len(events):
        raise NotDeferrable
    head = head or hold()
    _in_time(events, head.last_at)
    return _append(head, events, None, waits=waits) if events else []


def hold() -> Standing:
    """Keep every other writer out until the transaction around the call ends.

    What is read from the database after this and before the commit is what it says at this point of
    the ledger: no act can be committed in between.

    Raises:
        ClockLeapt: the machine's clock is ahead of the time it has run.
        HomeSealed: the home was put back from a copy and its ledger is not caught up.
        Shortened, Forked, MarkMissing, MarkUnreadable: the ledger is not the one it was.
        NotInTransaction: a bug, there is no transaction around the call.
    """
    if not transaction.get_connection("default").in_atomic_block:
        raise NotInTransaction
    stage = home_seal.may_hold()
    head = storage.standing(lock=True)
    if head is None:
        # Two first writers: one makes the row, the other finds it once it is committed.
        Head.objects.get_or_create(pk=1)
        head = storage.standing(lock=True)
        assert head is not None
    highwater.guard(head.frontier)
    running_time.require_steady()
    return head if stage is None else head._replace(stage=stage)


def is_behind(at: datetime, last_at: datetime | None) -> bool:
    """Is ``at`` so far behind the latest entry that a clock must have been put back?"""
    return last_at is not None and at < last_at and at < last_at - TOLERANCE


def _in_time(events: Iterable[Event], last_at: datetime | None) -> None:
    for event in events:
        at = event.at
        if last_at is None or at >= last_at:
            last_at = at
        elif is_behind(at, last_at):
            raise TimeBehind(minutes=(last_at - at) // timedelta(minutes=1))


def _append(
    head: Standing, events: Sequence[Event], rows: Rows | None, *, waits: bool
) -> list[Written]:
    home_seal.may_append(events, head.stage)
    first = head.frontier.size
    bodies = [leaf.body(event, rows) for event in events]
    hashes = [tree.leaf_hash(body) for body in bodies]
    frontier = head.frontier.extend(hashes)
    latest = max(event.at for event in events)
    connection = connections["default"]
    last_at = storage.column(max(head.last_at or latest, latest), connection.vendor)
    reads = head.reads + evidence.count(events)
    with transaction.mark_for_rollback_on_error("default"), connection.cursor() as cursor:
        storage.add(cursor, first, events, bodies, hashes)
        cursor.execute(storage.ADVANCE, (frontier.size, frontier.to_bytes(), last_at, reads))

    # Robust: the change is committed and its mails must go out.  ``highwater.holds`` remembers the
    # failure, so the gate stays shut until the mark can be written.
    def committed() -> None:
        highwater.follow(frontier) if waits else highwater.raise_to(frontier.size)

    transaction.on_commit(committed, using="default", robust=True)
    return [Written(first + place, hashed, rows) for place, hashed in enumerate(hashes)]
