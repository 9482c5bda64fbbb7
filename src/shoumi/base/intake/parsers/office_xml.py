"""A workbook as one XML file (Excel 2003, ``SpreadsheetML``), which many systems save as ``.xls``.

Source: Microsoft, Office 2003 XML Reference Schemas, ``SpreadsheetML``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers import grid, markup
from shoumi.base.intake.parsers.cells import LosesDigits, as_text, letter
from shoumi.base.intake.parsers.encoding import BROKEN, NUL, Encoding
from shoumi.base.intake.parsers.report import Report, Table, Text

KIND = "XML (Excel 2003)"
_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_START = 1 << 13
_MOST_CELLS = 10_000_000
_MOST_ROWS = 1 << 20


def is_workbook(sample: str) -> bool:
    """Whether a text begins as such a workbook."""
    start = sample[:_START]
    return start.lstrip().startswith("<") and _NAMESPACE in start and "Workbook" in start


def read(text: io.TextIOBase, found: Encoding, report: Report) -> None:
    """
    Raises:
        FileRefused: the XML is broken, declares an entity, or is larger than is read.
    """
    book = _Book(report)
    # What XML cannot hold at all is damage, told of its cell.
    chunks = iter(lambda: text.read(markup.CHUNK).replace(NUL, BROKEN), "")
    markup.walk_texts(chunks, book, report)
    for number, sheet in enumerate(book.sheets):
        table = Table(report, sheet.name, style="cells")
        if not number:
            encodings.tell(found, report)
            report.note("file.read_as", kind=KIND)
        if sheet.is_hidden:
            report.note("sheet.hidden", f"{sheet.name}!A1")
        for line, column, code in sheet.faults:
            where = f"{sheet.name}!{letter(column)}{line}"
            report.fault(line, code, column, where=where)
        rows = iter(sorted(sheet.rows.items()))
        made = grid.tell(table, sheet.name, rows, report, spans=sheet.spans)
        for line, column, _ in sheet.comments:
            report.note("table.comment", f"{sheet.name}!{letter(column)}{line}")
        table.end(made.names, made.header_row, letters=made.letters)
        if sheet.comments:
            beside = Text(report, sheet.name)
            for line, column, said in sheet.comments:
                beside.add(f"{sheet.name}!{letter(column)}{line}", "comment", said)
            beside.end()


class _Sheet:
    def __init__(self, name: str) -> None:
        self.name, self.is_hidden = name, False
        self.rows: dict[int, list[str]] = {}
        self.spans: list[grid.Span] = []
        self.faults: list[tuple[int, int, str]] = []
        self.comments: list[tuple[int, int, str]] = []
        self.row = self.column = 0


class _Book:
    """A ``markup.Handler``: keeps cells row by row, those that are empty are not kept."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sheets: list[_Sheet] = []
        self._cells = 0
        self._kind = ""
        self._text: list[str] = []
        self._is_open = self._is_comment = self._is_visibility = False
        self._across = self._down = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Worksheet":
            said = attributes.get("Name", "")
            self.sheets.append(_Sheet(said or f"#{len(self.sheets) + 1}"))
        elif not self.sheets:
            return
        elif name == "Row":
            self._row(self.sheets[-1], attributes)
        elif name == "Cell":
            self._cell(self.sheets[-1], attributes)
        elif name == "Comment":
            self._is_comment, self._text = True, []
        elif name == "Data":
            self._kind = attributes.get("Type", "String")
            self._is_open, self._text = True, []
        elif name == "Visible":
            self._is_visibility, self._text = True, []

    def end(self, name: str) -> None:
        if not self.sheets:
            return
        own = self.sheets[-1]
        if name == "Data" and not self._is_comment:
            self._put(own, "".join(self._text))
        if name == "Data":
            self._is_open = False
        elif name == "Comment":
            own.comments.append((own.row, own.column - 1, encodings.shown("".join(self._text))))
            self._is_comment = False
        elif name == "Cell":
            own.column += self._across
        elif name == "Visible":
            own.is_hidden |= "Hidden" in "".join(self._text)
            self._is_visibility = False

    def data(self, text: str) -> None:
        if self._is_open or self._is_comment or self._is_visibility:
            self._text.append(text)

    def _row(self, own: _Sheet, about: Mapping[str, str]) -> None:
        own.row = _number(about, "Index", own.row + 1)
        own.column = 0
        if own.row > _MOST_ROWS:
            raise errors.TooManyRows(place=self.report.place(own.name), most=_MOST_ROWS)

    def _cell(self, own: _Sheet, about: Mapping[str, str]) -> None:
        own.column = _number(about, "Index", own.column + 1)
        self._across, self._down = _number(about, "MergeAcross", 0), _number(about, "MergeDown", 0)
        if own.column + self._across > limits.MAX_COLUMNS:
            raise errors.TooManyColumns(
                place=self.report.place(f"{own.name}!A{own.row}"),
                most=limits.MAX_COLUMNS,
                found=own.column + self._across,
            )
        if self._down:
            own.spans.append((own.row, own.row + self._down, own.column - 1))

    def _put(self, own: _Sheet, text: str) -> None:
        here, code = own.column - 1, encodings.fault(text)
        if not own.row or here < 0:
            return
        try:
            text = _value(self._kind, text)
        except LosesDigits:
            code = errors.LostDigits.code
        if self._kind == "Error":
            code = "table.error_value"
        if len(text) > limits.MAX_CELL_CHARS:
            code, text = errors.CellTooLong.code, text[: limits.MAX_CELL_CHARS]
        if code:
            own.faults.append((own.row, here, code))
        if not text:
            return
        cells = own.rows.setdefault(own.row, [])
        self._cells += here + 1 - len(cells)
        if self._cells > _MOST_CELLS:
            raise errors.TooManyRows(place=self.report.place(own.name), most=_MOST_CELLS)
        cells += [""] * (here + 1 - len(cells))
        cells[here] = encodings.shown(text)


def _value(kind: str, text: str) -> str:
    """
    Raises:
        LosesDigits
    """
    if kind == "DateTime":
        return text.replace("T", " ").removesuffix(".000").removesuffix(" 00:00:00")
    if kind == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(text, text)
    if kind != "Number":
        return text
    try:
        return as_text(float(text))
    except LosesDigits:
        raise
    except ValueError:
        return text


def _number(about: Mapping[str, str], which: str, usual: int) -> int:
    told = about.get(which, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 8 else usual
