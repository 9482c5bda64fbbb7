"""What a reader gives back: sheets of rows or of text, with the place of everything.

Places are ``file:line`` for lines of text and ``file:sheet!B7`` for cells; rows and columns of a
``Sheet`` are counted from 0, lines and cells as people count them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a sheet that is no refusal; ``facts`` hold no values."""

    code: str
    place: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Fault(NamedTuple):
    """What is wrong with a record or a cell of it; what could be read stands in the table.

    ``column``  from 0; -1 is the whole record, of which the first cell may hold the raw text
    ``code``    that of the refusal, were it about the whole file
    """

    line: int
    column: int
    code: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text and what it is: body, cell, inserted, deleted, comment, author, picture …

    ``sureness``  of text that was read from a picture: 0 to 1 for each line of it
    """

    place: str
    what: str
    text: str
    sureness: tuple[float, ...] = ()

    def least_sure(self, start: int, end: int) -> float:
        """How sure the lines of a stretch of the text are; 1 where nothing was read by eye."""
        if not self.sureness:
            return 1.0
        first, last = (self.text.count("\n", 0, at) for at in (start, end))
        return min(self.sureness[first : last + 1])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table or text of a file.

    ``header``      the headings as written, two merged rows joined with ``/``
    ``header_row``  the line of the heading, 0 where there is none
    ``table``       one string column a heading, empty cells null; names made unique
    ``lines``       for each row of ``table`` the line it stands on
    ``letters``     for each column its letter in a workbook, else None
    ``blank_pages`` the pages of a document that have no text, from 1
    ``faults``      of a table: records that are broken; the reading went on behind them
    """

    file: str
    name: str
    kind: Literal["table", "text"]
    header: list[str] = field(default_factory=list)
    header_row: int = 0
    table: pa.Table | None = None
    blocks: list[Block] | None = None
    notes: tuple[Note, ...] = ()
    lines: pa.Array | None = None
    letters: tuple[str, ...] | None = None
    blank_pages: tuple[int, ...] = ()
    faults: tuple[Fault, ...] = ()

    def place(self, row: int, column: int | None = None) -> str:
        """Where row ``row`` (and column ``column``) of the table stands in the file."""
        line = self.lines[row].as_py() if self.lines is not None else row + 1
        return self.line_place(line, column)

    def line_place(self, line: int, column: int | None = None) -> str:
        """Where line ``line`` (and column ``column``) stands in the file."""
        if self.letters is None:
            return f"{self.file}:{line}"
        has_letter = column is not None and 0 <= column < len(self.letters)
        letter = self.letters[column] if column is not None and has_letter else ""
        return f"{self.file}:{self.name}!{letter}{line}"

    def heading_place(self, column: int) -> str:
        """Where the heading of ``column`` stands."""
        if self.letters is None:
            return f"{self.file}:{self.header_row or 1}"
        return f"{self.file}:{self.name}!{self.letters[column]}{self.header_row or 1}"


class Cells:
    """Some rows of a table, and their lines where they are given; copied to another process
    without what lies before and behind them."""

    __slots__ = ("lines", "table")

    def __init__(self, table: pa.Table, lines: pa.Array | None = None) -> None:
        self.table, self.lines = table, lines

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __reduce__(self) -> tuple[object, ...]:
        sink, held = pa.BufferOutputStream(), self.table
        if self.lines is not None:
            held = held.append_column("lines", pa.chunked_array([self.lines]))
        with pa.ipc.new_stream(sink, held.schema) as stream:
            stream.write_table(held)
        return _cells, (sink.getvalue().to_pybytes(), self.lines is not None)


def _cells(told: bytes, has_lines: bool) -> Cells:  # noqa: FBT001 - as pickled
    with pa.ipc.open_stream(told) as stream:
        held = stream.read_all()
    if not has_lines:
        return Cells(held)
    place = held.num_columns - 1
    return Cells(held.remove_column(place), held.column(place).combine_chunks())
