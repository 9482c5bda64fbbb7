"""The ledger as it went on after a copy was made, and taking it over into a home that was put back.

It is read from a database of the house: that of the broken disk, or a later copy's.  Nothing
in it is believed: every body is hashed anew, the tree over the first entries has to be the copy's,
the tree over all of them the one its own head, its marks and its signed checkpoints name, and what
bulk acts commit to is held against their rows.  Then its further entries are appended as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections, transaction

from shoumi.base.ledger import highwater, home_seal, storage
from shoumi.base.ledger.errors import (
    MarkUnreadable,
    NewerLedgerForeign,
    NewerLedgerOlder,
    NewerLedgerUnreadable,
)
from shoumi.base.ledger.evidence import READS
from shoumi.base.ledger.models import CommittedText, Entry, Head, RowChunk
from shoumi.base.ledger.storage import ChunkUnreadable
from shoumi.base.ledger.writer import is_behind
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import leaf, tree
from shoumi.core.ledger.checkpoint import Checkpoint, CheckpointRefused
from shoumi.core.ledger.leaf import LeafUnreadable, Line
from shoumi.core.ledger.note import Verifier
from shoumi.core.ledger.tree import Frontier

_BATCH = 500
_ERRORS = (sqlite3.Error, psycopg.Error)
# What replaces the key that signs the log: a copy from before it cannot go on with the old one.
_KEY_REPLACED = "vault.log_key_replaced"


@dataclass(frozen=True, slots=True)
class Newer:
    """What was found.  ``signed`` the largest checkpoint the log's key signed, ``witnessed`` the
    largest a witness cosigned; 0: none."""

    size: int
    root: bytes
    signed: int
    witnessed: int


class Source:
    """The database of a house, read only: a file of SQLite, or how libpq finds one of
    PostgreSQL.

    ``marks``  the high-water file of that house; beside a database file it is found
    """

    def __init__(self, where: Path | str, marks: Path | None = None) -> None:
        is_file = isinstance(where, Path)
        self.marks = where.with_name("ledger.highwater") if isinstance(where, Path) else marks
        self._mark = "?" if is_file else "%s"
        try:
            self._db = _file(where) if isinstance(where, Path) else _server(where)
            self._db.execute("SELECT size FROM ledger_head").fetchone()
        except _ERRORS:
            raise NewerLedgerUnreadable from None

    def close(self) -> None:
        self._db.close()

    def size(self) -> int:
        found = self._all("SELECT size FROM ledger_head")
        return int(found[0][0]) if found else 0

    def frontier(self) -> Frontier:
        found = self._all("SELECT size, frontier FROM ledger_head")
        if not found:
            return Frontier()
        try:
            return Frontier.from_bytes(int(found[0][0]), storage.raw(found[0][1]))
        except ValueError:
            raise NewerLedgerUnreadable from None

    def bodies(self, start: int = 0) -> Iterator[tuple[int, bytes]]:
        wanted = (
            "SELECT position, body FROM ledger_entry WHERE position >= {0} AND position < {0}"
            " ORDER BY position"
        )
        # In portions: a server would send all of them at once.
        while found := self._all(wanted, start, start + _BATCH):
            for position, body in found:
                yield int(position), storage.raw(body)
            start += _BATCH

    def chunks(self, position: int) -> list[bytes]:
        wanted = "SELECT content FROM ledger_rowchunk WHERE position = {0} ORDER BY number"
        return [storage.raw(content) for (content,) in self._all(wanted, position)]

    def texts(self, start: int) -> list[tuple[int, str, bytes, str]]:
        wanted = "SELECT position, fact, salt, text FROM ledger_committedtext WHERE position >= {0}"
        return [
            (at, fact, storage.raw(salt), text) for at, fact, salt, text in self._all(wanted, start)
        ]

    def checkpoints(self) -> list[tuple[str, str]]:
        """The signed notes kept there, each with the witness's lines."""
        try:
            return self._all("SELECT signed, cosigned FROM anchoring_anchor ORDER BY size")
        except NewerLedgerUnreadable:
            return []  # a home of before

    def _all(self, statement: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        try:
            found = self._db.execute(statement.format(self._mark), values).fetchall()
            return list(found)
        except _ERRORS:
            raise NewerLedgerUnreadable from None


def _file(path: Path) -> Any:
    opened = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    # A house may work in it meanwhile: all is read as of one moment.
    opened.execute("BEGIN")
    return opened


def _server(where: str) -> Any:
    opened = psycopg.connect(where, autocommit=True, connect_timeout=10)
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        opened.execute("SELECT set_config(%s, '0', false)", [limit])
    opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return opened


def examine(
    source: Source,
    log: Verifier,
    *,
    also: Sequence[str] = (),
    cosigned: Callable[[str], bool] = lambda note: False,
    passed: Callable[[int, int], None] = lambda done, of: None,
) -> Newer:
    """Prove that ``source`` is the ledger of this home gone on.

    ``log``       who signs its checkpoints
    ``also``      signed checkpoints that were kept elsewhere
    ``cosigned``  whether the witness's signature under a note is good
    ``passed``    told how many entries were read

    Raises:
        NewerLedgerOlder: it is shorter than this home's ledger, a mark or a checkpoint.
        NewerLedgerForeign: it is another ledger, or was altered.
        NewerLedgerUnreadable
    """
    own, head = storage.frontier(), source.frontier()
    _long_enough(head.size, own.size)
    points = _checkpoints([*source.checkpoints(), *((one, "") for one in also)], log, own.size)
    marks = _marks(source.marks) if source.marks else ()
    wanted = {(point.size, point.root) for point, _ in points}
    wanted |= {(mark.size, mark.root) for mark in marks}
    _long_enough(head.size, max((size for size, _ in wanted), default=0))
    wanted |= {(own.size, own.root()), (head.size, head.root())}
    _recompute(source, own.size, wanted, passed)
    signed = max((point.size for point, _ in points), default=0)
    seen = max((point.size for point, signed in points if cosigned(signed)), default=0)
    return Newer(head.size, head.root(), signed, seen)


def _long_enough(size: int, wanted: int) -> None:
    if size < wanted:
        raise NewerLedgerOlder(size=size, wanted=wanted)


def _checkpoints(
    told: Sequence[tuple[str, str]], log: Verifier, size: int
) -> list[tuple[Checkpoint, str]]:
    found = []
    for signed, lines in told:
        try:
            found.append((heads.open_checkpoint(signed, log), signed + lines))
        except CheckpointRefused:
            raise NewerLedgerForeign(size=size, fault="checkpoint_refused") from None
    return found


def _marks(path: Path) -> tuple[highwater.Mark, ...]:
    """The marks that lie beside it; they can only be ahead of a ledger that was cut off."""
    try:
        return highwater.marks(path)
    except MarkUnreadable:
        raise NewerLedgerUnreadable from None


def _recompute(
    source: Source, size: int, told: set[tuple[int, bytes]], passed: Callable[[int, int], None]
) -> None:
    wanted: dict[int, set[bytes]] = {}
    for at, root in told:
        wanted.setdefault(at, set()).add(root)
    grown, latest, end = tree.Growing(), None, max(wanted)
    _same(grown, wanted, size)
    for position, body in source.bodies():
        if position != grown.size or position >= end:
            raise NewerLedgerForeign(size=size, fault="position_gone")
        line = _line(body, size)
        if is_behind(line.at, latest):
            raise NewerLedgerForeign(size=size, fault="time_back")
        latest = max(latest or line.at, line.at)
        if position >= size:
            _check_rows(source, position, line, size)
        grown.add(tree.leaf_hash(body))
        _same(grown, wanted, size)
        if not grown.size % _BATCH:
            passed(grown.size, end)
    if grown.size != end:
        raise NewerLedgerForeign(size=size, fault="position_gone")


def _same(grown: tree.Growing, wanted: dict[int, set[bytes]], size: int) -> None:
    if grown.size in wanted and wanted[grown.size] != {grown.root()}:
        raise NewerLedgerForeign(size=size, fault="forked")


def _line(body: bytes, size: int) -> Line:
    try:
        return leaf.read(body)
    except LeafUnreadable:
        raise NewerLedgerForeign(size=size, fault="body_unreadable") from None


def _check_rows(source: Source, position: int, line: Line, size: int) -> None:
    chunks = source.chunks(position)
    if line.tag == _KEY_REPLACED:
        raise NewerLedgerForeign(size=size, fault="log_key_replaced")
    if line.rows is None:
        if chunks:
            raise NewerLedgerForeign(size=size, fault="rows_unclaimed")
        return
    grown = tree.Growing()
    try:
        for content in chunks:
            for row in storage.unpack(content):
                grown.add(tree.leaf_hash(row))
    except ChunkUnreadable:
        raise NewerLedgerForeign(size=size, fault="rows_unreadable") from None
    if (grown.size, grown.root()) != (line.rows.count, line.rows.root):
        raise NewerLedgerForeign(size=size, fault="rows_differ")


@transaction.atomic(using="default", durable=True)
def take_over(source: Source) -> int:
    """Append the entries that ``source`` has and this home has not, unchanged; how many.

    ``examine`` was asked before.

    Raises:
        RuntimeError: a bug, the house is not sealed, and others write.
    """
    if not home_seal.is_sealed():
        raise RuntimeError("only a home that was put back takes entries over")
    head = storage.standing(lock=True)
    if head is None:
        Head.objects.get_or_create(pk=1)
        head = storage.standing(lock=True)
        assert head is not None
    at = _Appending(head.frontier, head.last_at, head.reads)
    for position, body in source.bodies(at.frontier.size):
        line = leaf.read(body)
        if line.rows is not None:
            at.advance()  # the rows of an entry are stored at the head, before it
            for number, content in enumerate(source.chunks(position)):
                RowChunk.objects.create(position=position, number=number, content=content)
        at.put(position, body, line)
    at.advance()
    CommittedText.objects.bulk_create(
        CommittedText(position=position, fact=fact, salt=salt, text=text)
        for position, fact, salt, text in source.texts(head.frontier.size)
    )
    return at.frontier.size - head.frontier.size


class _Appending:
    """Entries on their way into the table, and the head behind them."""

    def __init__(self, frontier: Frontier, last_at: datetime | None, reads: int) -> None:
        self.frontier, self._stands = frontier, frontier.size
        self._last_at, self._reads = last_at, reads
        self._waiting: list[Entry] = []

    def put(self, position: int, body: bytes, line: Line) -> None:
        hashed = tree.leaf_hash(body)
        self._waiting.append(
            Entry(
                position=position,
                body=body,
                leaf_hash=hashed,
                tag=line.tag,
                about=line.about,
                deal=line.deal or "",
                at=line.at,
            )
        )
        self.frontier = self.frontier.extend([hashed])
        self._last_at = max(self._last_at or line.at, line.at)
        self._reads += line.tag in READS
        if len(self._waiting) >= _BATCH:
            self.advance()

    def advance(self) -> None:
        if self.frontier.size == self._stands or self._last_at is None:
            return
        Entry.objects.bulk_create(self._waiting)
        last_at = storage.column(self._last_at, connections["default"].vendor)
        with connections["default"].cursor() as cursor:
            cursor.execute(
                storage.ADVANCE,
                (self.frontier.size, self.frontier.to_bytes(), last_at, self._reads),
            )
        self._waiting, self._stands = [], self.frontier.size


def opened(where: Path | str, marks: Path | None = None) -> closing[Source]:
    return closing(Source(where, marks))
