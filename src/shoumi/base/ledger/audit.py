"""Recompute the whole ledger and name every position that does not hold.

Nothing stored is believed: bodies are read again, leaf hashes, rows roots and the tree are made
from the bytes, and the head, the searchable columns, the triggers and the high-water mark are
compared with what came out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connections, transaction

from shoumi.base.ledger import highwater, reader, storage, triggers
from shoumi.base.ledger.errors import Broken, Forked, MarkMissing, MarkUnreadable, Shortened
from shoumi.base.ledger.highwater import Mark
from shoumi.base.ledger.models import Entry, RowChunk
from shoumi.base.ledger.storage import ChunkUnreadable
from shoumi.base.ledger.writer import is_behind
from shoumi.core.ledger import leaf, tree
from shoumi.core.ledger.leaf import LeafUnreadable, Line, Rows


class Fault(StrEnum):
    """What is wrong, at a position or (None) with the ledger as a whole.

    Of entries that are gone or too many in a row, and of a subtree, the first is named.
    """

    POSITION_GONE = "position_gone"
    BODY_UNREADABLE = "body_unreadable"
    LEAF_HASH_WRONG = "leaf_hash_wrong"
    COLUMNS_DIFFER = "columns_differ"
    TIME_BACK = "time_back"
    ROWS_DIFFER = "rows_differ"
    ROWS_UNREADABLE = "rows_unreadable"
    ROWS_UNCLAIMED = "rows_unclaimed"
    SUBTREE_DIFFERS = "subtree_differs"
    BEYOND_HEAD = "beyond_head"
    HEAD_UNREADABLE = "head_unreadable"
    HEAD_TIME_WRONG = "head_time_wrong"
    TRIGGERS_MISSING = "triggers_missing"
    SHORTENED = "shortened"
    FORKED = "forked"
    MARK_MISSING = "mark_missing"
    MARK_UNREADABLE = "mark_unreadable"
    # Of a ledger that is to be taken over alone (``newer``).
    CHECKPOINT_REFUSED = "checkpoint_refused"
    LOG_KEY_REPLACED = "log_key_replaced"


@dataclass(frozen=True, slots=True)
class Finding:
    position: int | None
    fault: Fault


@dataclass(frozen=True, slots=True)
class Report:
    """``size`` entries and ``rows`` rows of bulk acts were read; ``root`` is over the bodies."""

    size: int
    rows: int
    root: bytes
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return not self.findings

    def require(self) -> None:
        """
        Raises:
            Broken: something does not hold; the first finding is named.
        """
        if self.findings:
            first = self.findings[0]
            raise Broken(
                position=-1 if first.position is None else first.position, fault=first.fault.value
            )


def verify_all() -> Report:
    """Read everything once, as it stood at one moment; the findings come in order of position.

    Others may write meanwhile.  Marks before the ledger: a commit in between makes the ledger
    longer, never the mark.
    """
    kept = _marks()
    with _one_moment():
        run = _Run(kept)
        entries = Entry.objects.annotate(text=storage.AT).order_by("position")
        for row in entries.values_list(*_COLUMNS).iterator(chunk_size=500):
            run.take(_Row(*row))
        run.finish()
    by_place = sorted(run.findings, key=_order)
    return Report(run.grown.size, run.rows, run.grown.root(), tuple(by_place))


@contextmanager
def _one_moment() -> Iterator[None]:
    """One transaction.  On SQLite nobody writes in it; on PostgreSQL each statement of an ordinary
    one would see what was committed since the one before."""
    connection = connections["default"]
    is_own = not connection.in_atomic_block
    with transaction.atomic(using="default"):
        if is_own and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _marks() -> tuple[Mark, ...] | None:
    """None where they cannot be read."""
    try:
        return highwater.marks()
    except MarkUnreadable:
        return None


def altered(start: int) -> list[int]:
    """Positions from ``start`` on whose body, hash and columns do not say the same: what an edit of
    one entry leaves.  Reads nothing before ``start``; ``verify_all`` holds all against the root."""
    entries = Entry.objects.filter(position__gte=start).annotate(text=storage.AT)
    rows = entries.order_by("position").values_list(*_COLUMNS).iterator(chunk_size=500)
    return [row.position for row in (_Row(*told) for told in rows) if not row.agrees()]


def _order(found: Finding) -> tuple[bool, bool, int]:
    """Exact positions first, then subtrees, then what concerns the whole."""
    return (found.position is None, found.fault is Fault.SUBTREE_DIFFERS, found.position or 0)


_COLUMNS = ("position", "body", "leaf_hash", "tag", "about", "deal", "text")


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry as it lies in the table; columns may hold anything."""

    position: int
    body: object
    leaf_hash: object
    tag: object
    about: object
    deal: object
    at: str

    def repeats(self, line: Line) -> bool:
        """Do the searchable columns say what the body says?"""
        said = (line.tag, line.about, line.deal or "")
        try:
            return (self.tag, self.about, self.deal) == said and storage.moment(self.at) == line.at
        except ValueError:
            return False

    def agrees(self) -> bool:
        """Do body, hash and columns say the same?"""
        written = storage.raw(self.body)
        if tree.leaf_hash(written) != storage.raw(self.leaf_hash):
            return False
        try:
            return self.repeats(leaf.read(written))
        except LeafUnreadable:
            return False


class _Run:
    """One pass over the entries and what it has seen so far."""

    def __init__(self, kept: tuple[Mark, ...] | None) -> None:
        self._kept = kept
        self.grown = tree.Growing()
        self.rows = 0
        self.findings: list[Finding] = []
        self._next = 0
        self._latest: datetime | None = None
        self._claimed: set[int] = set()
        self._leaves: list[bytes] = []

    def take(self, entry: _Row) -> None:
        if self._next < entry.position:
            self._find(self._next, Fault.POSITION_GONE)
        self._next = entry.position + 1
        written = storage.raw(entry.body)
        hashed = tree.leaf_hash(written)
        self.grown.add(hashed)
        self._leaves.append(hashed)
        if hashed != storage.raw(entry.leaf_hash):
            self._find(entry.position, Fault.LEAF_HASH_WRONG)
        try:
            line = leaf.read(written)
        except LeafUnreadable:
            self._find(entry.position, Fault.BODY_UNREADABLE)
        else:
            self._read(entry, line)

    def finish(self) -> None:
        """What can be said only after the last entry."""
        for position in self._unclaimed():
            self._find(position, Fault.ROWS_UNCLAIMED)
        self._compare_head()
        if triggers.missing(connections["default"]):
            self._find(None, Fault.TRIGGERS_MISSING)
        if self._kept is None:
            self._find(None, Fault.MARK_UNREADABLE)
            return
        try:
            highwater.check(self._kept)
        except ValueError:
            pass  # a head that cannot be read is found above
        except (Shortened, Forked, MarkMissing) as exc:
            self._find(None, Fault(exc.code.removeprefix("ledger.")))

    def _find(self, position: int | None, fault: Fault) -> None:
        self.findings.append(Finding(position, fault))

    def _read(self, entry: _Row, line: Line) -> None:
        if not entry.repeats(line):
            self._find(entry.position, Fault.COLUMNS_DIFFER)
        if is_behind(line.at, self._latest):
            self._find(entry.position, Fault.TIME_BACK)
        self._latest = max(self._latest or line.at, line.at)
        if line.rows is not None:
            self._claimed.add(entry.position)
            self._check_rows(entry.position, line.rows)

    def _check_rows(self, position: int, said: Rows) -> None:
        grown = tree.Growing()
        try:
            for row in reader.rows(position):
                grown.add(tree.leaf_hash(row))
        except ChunkUnreadable:
            self._find(position, Fault.ROWS_UNREADABLE)
            return
        self.rows += grown.size
        if (grown.size, grown.root()) != (said.count, said.root):
            self._find(position, Fault.ROWS_DIFFER)

    def _unclaimed(self) -> list[int]:
        kept = RowChunk.objects.order_by("position").values_list("position", flat=True).distinct()
        return [position for position in kept if position not in self._claimed]

    def _compare_head(self) -> None:
        try:
            head = storage.frontier()
        except ValueError:
            self._find(None, Fault.HEAD_UNREADABLE)
            return
        if self._next < head.size:
            self._find(self._next, Fault.POSITION_GONE)
        if self._next > head.size:
            self._find(head.size, Fault.BEYOND_HEAD)
        for start in self._differing(head):
            self._find(start, Fault.SUBTREE_DIFFERS)
        try:
            wrong = storage.last_at() != self._latest
        except ValueError:
            wrong = True
        if wrong:
            self._find(None, Fault.HEAD_TIME_WRONG)

    def _differing(self, head: tree.Frontier) -> Iterator[int]:
        """The first position of each full subtree whose root is not the one in the head.

        A body that was changed together with its hash shows only here.
        """
        start, left = 0, head.size
        for node in head.nodes:
            width = 1 << (left.bit_length() - 1)
            inside = self._leaves[start : start + width]
            if len(inside) == width and tree.root(inside) != node:
                yield start
            start, left = start + width, left - width
