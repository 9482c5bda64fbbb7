"""The rows of a package as Parquet and as CSV, made in one pass and in memory only.

Parquet holds the values exactly.  CSV is for spreadsheets: UTF-8 with a byte order mark, CRLF,
every cell quoted, and a cell that a spreadsheet would run as a formula gets an apostrophe before it
(OWASP, CSV injection).  Of the two, Parquet decides.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from shoumi.base.handover.packages.errors import RowUnfit, SchemaUnfit

BATCH_ROWS = 10_000
# Half and full width: East Asian input methods produce the latter, and spreadsheets take them.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
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
    parquet: bytes
    csv: bytes
    rows: int

    def __repr__(self) -> str:
        return f"Contents(rows={self.rows})"


def check_schema(schema: Sequence[Column]) -> None:
    """Raises SchemaUnfit."""
    names = [column.name for column in schema]
    if not names or len(set(names)) != len(names) or not all(map(_NAME.fullmatch, names)):
        raise SchemaUnfit


def write(rows: Iterable[Mapping[str, Any]], schema: Sequence[Column]) -> Contents:
    """A missing key is an empty cell; a key that is not in the schema is refused.

    Raises:
        SchemaUnfit: see ``check_schema``.
        RowUnfit: with the number of the row, counted from 1, and the column where it is known.
    """
    check_schema(schema)
    arrow = pa.schema([pa.field(column.name, _TYPES[column.kind][1]) for column in schema])
    plain = io.BytesIO()
    text = io.TextIOWrapper(plain, "utf-8", newline="", write_through=True)
    text.write(_BOM)
    sheet = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    sheet.writerow([_cell(column.heading or column.name) for column in schema])
    sink = io.BytesIO()
    count = 0
    source = iter(rows)
    with pq.ParquetWriter(sink, arrow, compression="zstd") as writer:
        while batch := list(islice(source, BATCH_ROWS)):
            cells = [_checked(row, schema, count + n) for n, row in enumerate(batch, 1)]
            # Parquet first: it refuses what is no whole text.
            writer.write_batch(_batch(cells, arrow, count))
            sheet.writerows([[_cell(value) for value in row] for row in cells])
            count += len(batch)
    text.flush()
    return Contents(sink.getvalue(), plain.getvalue(), count)


def _checked(row: Mapping[str, Any], schema: Sequence[Column], number: int) -> list[Any]:
    if row.keys() - {column.name for column in schema}:
        raise RowUnfit(row=number, column="")
    cells = []
    for column in schema:
        value = row.get(column.name)
        # type(), not isinstance(): a bool is an int and a datetime is a date, and neither may slip.
        if value is not None and type(value) is not _TYPES[column.kind][0]:
            raise RowUnfit(row=number, column=column.name)
        cells.append(value)
    return cells


def _batch(cells: list[list[Any]], arrow: Any, before: int) -> Any:
    columns = zip(*cells, strict=True)
    try:
        arrays = [
            pa.array(values, field.type) for values, field in zip(columns, arrow, strict=True)
        ]
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        raise RowUnfit(row=before + 1, column="") from None
    return pa.record_batch(arrays, schema=arrow)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # Negative whole numbers are numbers, not formulas.
    if isinstance(value, str) and text.lstrip(" ").startswith(_FORMULA):
        return "'" + text
    return text
