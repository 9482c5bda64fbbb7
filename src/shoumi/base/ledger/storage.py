"""How the tables are read and packed; shared by writer, reader, audit and high-water mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.models import TextField
from django.db.models.functions import Cast

from shoumi.base.ledger.home_seal import Stage
from shoumi.base.ledger.models import Entry
from shoumi.core.ledger import leaf
from shoumi.core.ledger.leaf import Event
from shoumi.core.ledger.tree import Frontier

# Read as text so that a damaged column is found rather than stumbled over.
AT = Cast("at", TextField())
# In SQL, because every read of a person asks for it and the ORM takes ten times as long.
_HEAD = "SELECT size, frontier, CAST(last_at AS text), reads FROM ledger_head WHERE id = 1"
_ADD = "INSERT {}INTO ledger_entry (position, body, leaf_hash, tag, about, deal, at) VALUES {}"
# Rows in one statement, the most first: few forms, so that each connection keeps them ready, and
# few statements, because other threads run between two.
_AT_ONCE = (16, 4, 1)
ADVANCE = "UPDATE ledger_head SET size = %s, frontier = %s, last_at = %s, reads = %s WHERE id = 1"
_SIZE = "SELECT size FROM ledger_head WHERE id = 1"
# In SQL for the same reason: each row that opens something is held against its entry.
_ENTRIES = (
    "SELECT position, body, leaf_hash FROM ledger_entry WHERE position IN ({}) ORDER BY position"
)
_CHUNK = 500
# What neither database can hold is no position of theirs.
_LAST = 2**63 - 1

MAX_CHUNK_BYTES = 2**20
MAX_ROW_BYTES = 2**16 - 1


class RowTooLong(ValueError):
    """A bug: one row of a bulk act is over ``MAX_ROW_BYTES``."""


class ChunkUnreadable(ValueError):
    """The bytes of a chunk are not rows behind their lengths."""


class Standing(NamedTuple):
    """What the head says.  ``acts`` of the entries are no evidence of reading.

    ``stage``  of a home that was put back and is not open, where the head is held
    """

    frontier: Frontier
    last_at: datetime | None
    reads: int
    stage: Stage | None = None

    @property
    def acts(self) -> int:
        return self.frontier.size - self.reads


def standing(*, lock: bool = False) -> Standing | None:
    """The head as stored; None before the first entry.  ``lock`` it until the transaction ends.

    Raises:
        ValueError: it is no frontier of its size, or the time or a number is none.
    """
    found = _head(lock=lock)
    if found is None:
        return None
    size, nodes, last_at, reads = found
    if not isinstance(reads, int):
        raise ValueError("the number of reads is no number")
    return Standing(_frontier(size, nodes), None if last_at is None else moment(last_at), reads)


def size() -> int:
    """How many entries the head says there are."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_SIZE)
        found: tuple[int] | None = cursor.fetchone()
    return found[0] if found else 0


def frontier() -> Frontier:
    """The tree as the head has it.

    Raises:
        ValueError: it is no frontier of its size.
    """
    found = _head()
    return _frontier(found[0], found[1]) if found else Frontier()


def last_at() -> datetime | None:
    """The latest time in the head.

    Raises:
        ValueError: it is no time.
    """
    found = _head()
    return None if found is None or found[2] is None else moment(found[2])


def entries(positions: Collection[int]) -> Iterator[tuple[int, object, object]]:
    """Position, body and leaf hash as stored, in order, of each of those entries that is there."""
    wanted = sorted({one for one in positions if 0 <= one <= _LAST})
    with connections["default"].cursor() as cursor:
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            cursor.execute(_ENTRIES.format(", ".join(["%s"] * len(part))), part)
            yield from cursor.fetchall()


def _head(*, lock: bool = False) -> tuple[object, object, str | None, object] | None:
    connection = connections["default"]
    is_locked = lock and connection.features.has_select_for_update
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + " FOR UPDATE" if is_locked else _HEAD)
        found: tuple[object, object, str | None, object] | None = cursor.fetchone()
    return found


def _frontier(size: object, nodes: object) -> Frontier:
    if not isinstance(size, int):
        raise ValueError("the size is no number")
    return Frontier.from_bytes(size, raw(nodes))


def raw(value: object) -> bytes:
    """The bytes of a column.  Whoever edits an SQLite file can leave any type in it."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def moment(text: str) -> datetime:
    """The time in a column read as text: UTC on both engines, with or without saying so.

    Raises:
        ValueError: it is no time.
    """
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def add(
    cursor: CursorWrapper,
    first: int,
    events: Sequence[Event],
    bodies: Sequence[bytes],
    hashes: Sequence[bytes],
) -> None:
    """Put entries into the table, from position ``first`` on."""
    vendor = connections["default"].vendor
    # Plain text each: SQLite's driver looks long at what only behaves like it.
    lines = [
        (
            position,
            body,
            hashed,
            str(event.tag),
            str(event.about),
            str(event.deal or ""),
            column(event.at, vendor),
        )
        for position, (event, body, hashed) in enumerate(
            zip(events, bodies, hashes, strict=True), first
        )
    ]
    # The caller lets no error pass without going back.  Told so, SQLite keeps no copies of the
    # pages that a statement touches to undo it by itself.
    insert(cursor, _ADD.format("OR FAIL " if vendor == "sqlite" else "", "{}"), lines)


def insert(cursor: CursorWrapper, statement: str, lines: Sequence[Sequence[Any]]) -> None:
    """Put rows into a table, many in one statement: what every read of a person adds.

    ``statement``  its values left open as ``{}``
    ``lines``      all of one length
    """
    done = 0
    for size in _AT_ONCE:
        end = len(lines) - (len(lines) - done) % size
        parts = [list(chain(*lines[at : at + size])) for at in range(done, end, size)]
        if parts:
            cursor.executemany(_of_rows(statement, size, len(lines[0])), parts)
        done = end


@lru_cache(maxsize=8 * len(_AT_ONCE))
def _of_rows(statement: str, rows: int, columns: int) -> str:
    line = f"({', '.join(['%s'] * columns)})"
    return statement.format(", ".join([line] * rows))


def column(at: datetime, vendor: str) -> datetime | str:
    """What the engine's ``adapt_datetimefield_value`` makes of a time, in a fraction of the time.

    Raises:
        UnfitForLedger: it is naive.
    """
    if vendor != "sqlite":
        return at
    return _text_column(leaf.moment(at))


# An entry's time is written in several places.
@lru_cache(maxsize=256)
def _text_column(told: str) -> str:
    return f"{told[:10]} {told[11:26].removesuffix('.000000')}"


def leaf_hashes(size: int) -> Iterator[bytes]:
    """The leaf hashes of the first ``size`` positions, as stored."""
    stored = Entry.objects.filter(position__lt=size).order_by("position")
    return (raw(one) for one in stored.values_list("leaf_hash", flat=True).iterator(2000))


def pack(rows: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Chunks of at most ``MAX_CHUNK_BYTES``, each with the rows that are in it."""
    parts: list[bytes] = []
    held: list[bytes] = []
    size = 0
    for row in rows:
        if len(row) > MAX_ROW_BYTES:
            raise RowTooLong(len(row))
        if size + 2 + len(row) > MAX_CHUNK_BYTES:
            yield b"".join(parts), held
            parts, held, size = [], [], 0
        parts += (len(row).to_bytes(2, "big"), row)
        held.append(row)
        size += 2 + len(row)
    if held:
        yield b"".join(parts), held


def unpack(content: bytes) -> Iterator[bytes]:
    """The rows of one chunk.

    Raises:
        ChunkUnreadable: a length leads past the end.
    """
    at = 0
    while at < len(content):
        start = at + 2
        at = start + int.from_bytes(content[at:start], "big")
        if start > len(content) or at > len(content):
            raise ChunkUnreadable
        yield content[start:at]
