"""What the scan sees in a file: read it and look at every sheet, in this process or in another.

Names in running text are not looked for here: the reader of prose counts what it reads over all
files, so there is one, in the process that answers (``with_texts`` brings it what it needs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from shoumi.base import pools
from shoumi.base.intake import readers
from shoumi.base.intake.sheets import Block, Sheet
from shoumi.core.scan import Label, Span, SpanGrade, find_spans, merge, profile, scan_table
from shoumi.core.scan.verdicts import ColumnProfile

# With the kernel one process looks at some 25 MB a second (measured), so a part is worth the second
# in which a worker starts and loads it.
PART_BYTES = 32 << 20
# Below it a line of a picture may be misread (clean print is read at 0.97 and more).
SURE = 0.9
# Labels that are valid only with a right check digit.
_CHECKED = frozenset({Label.RESIDENT_ID, Label.USCC, Label.BANK_CARD, Label.IMEI})
# Fewer files are read before a worker has started.
LEAST_FILES = 4
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """``path`` to read as ``asked`` (None: by its ending), on the day ``today`` in China."""

    path: str
    asked: str | None
    today: date
    with_texts: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One sheet.

    ``rows``      of a table
    ``counts``    of a table (``core.scan.columns.RESULT``); None: it is large and was left to
                  ``counted``
    ``profiles``  of the columns of a table
    ``spans``     of each block of a text
    ``sheet``     without its table and its texts where nobody needs them
    """

    sheet: Sheet
    rows: int = 0
    counts: pa.Table | None = None
    profiles: dict[str, ColumnProfile] | None = None
    spans: list[list[Span]] | None = None

    @property
    def is_table(self) -> bool:
        return self.profiles is not None


def examine(order: Order) -> list[Seen]:
    """Every sheet of the file.

    Raises:
        FileRefused
    """
    sheets = readers.read(order.path, order.asked)
    return [seen(sheet, today=order.today, with_texts=order.with_texts) for sheet in sheets]


def seen(sheet: Sheet, *, today: date, with_texts: bool) -> Seen:
    """The sheet, looked at."""
    if sheet.table is None:
        blocks = sheet.blocks or []
        spans = [_doubted(block, find_spans(block.text, today=today)) for block in blocks]
        if not with_texts:
            blocks = [replace(block, text="") for block in blocks]
        return Seen(replace(sheet, blocks=blocks), spans=spans)
    table, profiles = sheet.table, profile(sheet.table)
    if table.nbytes >= 2 * PART_BYTES:
        return Seen(sheet, table.num_rows, None, profiles)
    counts = scan_table(table, today=today)
    if not with_texts:
        sheet = replace(sheet, table=None, lines=None)
    return Seen(sheet, table.num_rows, counts, profiles)


def _doubted(block: Block, spans: list[Span]) -> list[Span]:
    """Where the reader of a picture was unsure, only a check digit proves what it read."""
    return [
        replace(span, grade=SpanGrade.SUSPECT)
        if span.grade is SpanGrade.VALID
        and span.label not in _CHECKED
        and block.least_sure(span.start, span.end) < SURE
        else span
        for span in spans
    ]


def counted(table: pa.Table, *, today: date, tell: Tell | None = None) -> pa.Table:
    """As ``scan_table``, parts of a large table on every processor.

    ``tell`` is called after each part with the parts done and all of them.

    Raises:
        WorkerLost, WorkFailed
    """
    if table.nbytes < 2 * PART_BYTES:
        return scan_table(table, today=today)
    rows = max(1, table.num_rows * PART_BYTES // table.nbytes)
    starts = range(0, table.num_rows, rows)
    tasks = ((_packed(table.slice(start, rows)), today) for start in starts)
    parts: list[pa.Table] = []
    for part in pools.spread(_count, tasks, of=pools.WORTH, again=True):
        parts.append(part)
        if tell is not None:
            tell(len(parts), len(starts))
    return merge(parts)


def _packed(part: pa.Table) -> bytes:
    """A slice without what lies before and behind it."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, part.schema) as stream:
        stream.write_table(part)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _count(task: tuple[bytes, date]) -> pa.Table:
    packed, today = task
    with pa.ipc.open_stream(packed) as stream:
        return scan_table(stream.read_all(), today=today)


def examine_all(orders: Iterator[Order], *, count: int) -> Iterator[Callable[[], list[Seen]]]:
    """``examine`` of each file, ``count`` of them, in order; each a call that gives it or raises.

    The call raises:
        FileRefused
        WorkerLost: the process that read the file was killed, and the next one too; the other
            files have theirs.
        WorkFailed
    """
    is_many = count >= LEAST_FILES
    return pools.attempts(examine, orders, of=pools.WORTH if is_many else 0, again=True)
