"""The rows of a package as Parquet and as CSV, made in one pass and never plain on the disk.

Parquet holds the values exactly.  CSV is for spreadsheets: UTF-8 with a byte order mark, CRLF,
every cell quoted, and a cell that a spreadsheet would run as a formula gets an apostrophe before it
(OWASP, CSV injection).  Of the two, Parquet decides.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from shoumi.base.handover.packages.errors import RowUnfit, SchemaUnfit
from shoumi.base.handover.packages.spool import Content, Spool

BATCH_ROWS = 10_000
# Half and full width: East Asian input methods produce the latter, and spreadsheets take them.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SUSPECT = frozenset(_FORMULA) | {" ", ""}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_BOM = "\ufeff"


class Kind(StrEnum):
    TEXT = "text"
    INT = "int"
    DATE = "date"
    BOOL = "bool"


_TYPES: dict[Kind, tuple[type, Any]] = {
    Kind.TEXT: (str, pa.string()),
    Kind.INT: (int, pa.int64()),
    Kind.DATE: (date, pa.date32()),
    Kind.BOOL: (bool, pa.bool_()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One field of the rows: its code, what it holds, and its heading in the CSV."""

    name: str
    kind: Kind = Kind.TEXT
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    parquet: Content
    csv: Content
    rows: int

    def __repr__(self) -> str:
        return f"Contents(rows={self.rows})"

    def close(self) -> None:
        """Let go of what is in memory and on the disk."""
        for content in (self.parquet, self.csv):
            if isinstance(content, Spool):
                content.close()


class Part(NamedTuple):
    """Rows as they are written: ``batch`` for Parquet (an Arrow message), ``csv`` for the sheet."""

    rows: int
    batch: bytes
    csv: bytes


@dataclass(frozen=True, slots=True)
class Making:
    """Makes rows of a schema into a part, in whatever process it is called."""

    schema: Sequence[Column]

    def of(self, rows: Sequence[Mapping[str, Any]]) -> Part:
        """A missing key is an empty cell; a key that is not in the schema is refused.

        Raises:
            RowUnfit: with the number of the row in the part, counted from 1, and the column where
                it is known.
        """
        return self._part(rows, None)

    def __call__(self, _people: Sequence[str], values: Sequence[Mapping[str, str]]) -> Part:
        """The same of people's values; a missing one is no text.  Who they are is not told."""
        return self._part(values, "")

    def _part(self, rows: Sequence[Mapping[str, Any]], absent: str | None) -> Part:
        cells = [[row.get(one.name, absent) for row in rows] for one in self.schema]
        _check(rows, cells, self.schema)
        # Parquet first: it refuses what is no whole text.
        batch = _batch(cells, _arrow(self.schema))
        text = io.StringIO(newline="")
        _sheet(text).writerows(zip(*map(_shown, cells), strict=True))
        return Part(len(rows), batch.serialize().to_pybytes(), text.getvalue().encode())


def check_schema(schema: Sequence[Column]) -> None:
    """Raises SchemaUnfit."""
    names = [column.name for column in schema]
    if not names or len(set(names)) != len(names) or not all(map(_NAME.fullmatch, names)):
        raise SchemaUnfit


def made(rows: Iterable[Mapping[str, Any]], schema: Sequence[Column]) -> Iterator[Part]:
    """The rows as parts, lazily.

    Raises:
        RowUnfit: as ``Making.of``.
    """
    source, making = iter(rows), Making(schema)
    while batch := list(islice(source, BATCH_ROWS)):
        yield making.of(batch)


def write(parts: Iterable[Part], schema: Sequence[Column], folder: Path) -> Contents:
    """What the ``parts`` are together; what is too large for memory is sealed in ``folder``.

    Raises:
        SchemaUnfit: see ``check_schema``.
        RowUnfit: with the number of the row, counted from 1, and the column where it is known.
    """
    check_schema(schema)
    parquet, sheet = Spool(folder), Spool(folder)
    try:
        return Contents(parquet, sheet, _write(parts, schema, parquet, sheet))
    except BaseException:
        parquet.close()
        sheet.close()
        raise


def _write(parts: Iterable[Part], schema: Sequence[Column], parquet: Spool, sheet: Spool) -> int:
    """Write the parts into both; answers how many rows there are."""
    sheet.write((_BOM + _headings(schema)).encode())
    arrow = _arrow(schema)
    count = 0
    waiting: list[Any] = []
    with pq.ParquetWriter(parquet, arrow, compression="zstd") as writer:
        for part in _numbered(parts):
            waiting.append(pa.ipc.read_record_batch(pa.py_buffer(part.batch), arrow))
            sheet.write(part.csv)
            count += part.rows
            if sum(batch.num_rows for batch in waiting) >= BATCH_ROWS:
                _group(writer, waiting)
        if waiting:
            _group(writer, waiting)
    return count


def _numbered(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts; the row that one refuses is counted among all of them."""
    before = 0
    try:
        for part in parts:
            before += part.rows
            yield part
    except RowUnfit as unfit:
        row, column = unfit.facts["row"], unfit.facts["column"]
        assert isinstance(row, int)
        raise RowUnfit(row=before + row, column=column) from None


def _group(writer: Any, waiting: list[Any]) -> None:
    """Write what waits as rows of one group, or of two where it is more."""
    writer.write_table(pa.Table.from_batches(waiting), row_group_size=BATCH_ROWS)
    waiting.clear()


def _arrow(schema: Sequence[Column]) -> Any:
    return pa.schema([pa.field(column.name, _TYPES[column.kind][1]) for column in schema])


def _sheet(text: io.StringIO) -> Any:
    return csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def _headings(schema: Sequence[Column]) -> str:
    text = io.StringIO(newline="")
    _sheet(text).writerow([_cell(column.heading or column.name) for column in schema])
    return text.getvalue()


def _check(
    rows: Sequence[Mapping[str, Any]], cells: Sequence[Sequence[Any]], schema: Sequence[Column]
) -> None:
    """Raises RowUnfit, of the first row that is.  Looked for once it is known that one is."""
    known = {column.name for column in schema}
    is_fit = all(row.keys() <= known for row in rows) and all(
        _are_of(_TYPES[column.kind][0], values)
        for column, values in zip(schema, cells, strict=True)
    )
    if is_fit:
        return
    for number, row in enumerate(rows, 1):
        if row.keys() - known:
            raise RowUnfit(row=number, column="")
        for column in schema:
            if not _are_of(_TYPES[column.kind][0], [row.get(column.name)]):
                raise RowUnfit(row=number, column=column.name)


def _are_of(kind: type, values: Sequence[Any]) -> bool:
    # type(), not isinstance(): a bool is an int and a datetime is a date, and neither may slip.
    return set(map(type, values)) <= {kind, type(None)}


def _batch(cells: Sequence[Sequence[Any]], arrow: Any) -> Any:
    try:
        arrays = [pa.array(values, field.type) for values, field in zip(cells, arrow, strict=True)]
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        raise RowUnfit(row=1, column="") from None
    return pa.record_batch(arrays, schema=arrow)


def _shown(values: Sequence[object]) -> list[str]:
    """A column of the sheet.  What begins like no formula, as nearly all does, is not looked at
    twice."""
    return [
        value if type(value) is str and value[:1] not in _SUSPECT else _cell(value)
        for value in values
    ]


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # Negative whole numbers are numbers, not formulas.
    if isinstance(value, str) and text.lstrip(" ").startswith(_FORMULA):
        return "'" + text
    return text
