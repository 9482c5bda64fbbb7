"""Tables of a web page, which many systems save as ``.xls``: each table is a sheet.

What a cell shows is read; where Excel wrote the number beside it (``x:num``), that.  A cell over
several columns stands in the first of them, one over several rows of data in each.  Text outside
of tables is told as text.  Nothing is fetched and nothing runs: scripts and styles are left out.
"""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import encoding as encodings
from shoumi.base.intake.parsers import grid
from shoumi.base.intake.parsers.cells import LosesDigits, as_text, letter
from shoumi.base.intake.parsers.encoding import Encoding
from shoumi.base.intake.parsers.report import Report, Table, Text

KIND = "HTML"
_CHUNK = 1 << 16
_MOST_CELLS = 10_000_000
_MOST_SPAN = 10_000
_BEGINS = re.compile(r"<\s*(?:!doctype\s+html|html|table|head|body|meta)\b", re.IGNORECASE)
_LEFT_OUT = frozenset({"script", "style", "xml", "template", "noscript"})
_BREAKS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "caption"})
_BREAK = "\v"
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E[+-]?\d+", re.IGNORECASE)


def is_page(sample: str) -> bool:
    """Whether a text begins as a page and has a table."""
    return bool(_BEGINS.search(sample[:_CHUNK])) and "<table" in sample.lower()


def read(text: io.TextIOBase, found: Encoding, report: Report) -> None:
    """
    Raises:
        TooManyRows, TooManyColumns: the tables are larger than is read.
        NotWhatItSays: there is no table with a row in it.
    """
    page = _Page(report)
    while chunk := text.read(_CHUNK):
        page.feed(chunk)
    page.close()
    page.finish()
    tables = [one for one in page.tables if one.rows]
    if not tables:
        raise errors.NotWhatItSays(place=report.place(), expected=KIND)
    for number, one in enumerate(tables, start=1):
        is_cut = page.is_unended and number == len(tables)
        _tell(one, f"#{number}", found, report, is_first=number == 1, is_cut=is_cut)
    if not page.beside:
        return
    beside = Text(report, report.name)
    for line, said in page.beside:
        beside.add(line, "body", encodings.shown(said))
    beside.end()


def _tell(
    own: _Sheet, name: str, found: Encoding, report: Report, *, is_first: bool, is_cut: bool
) -> None:
    table = Table(report, name, style="cells")
    if is_first:
        encodings.tell(found, report)
        report.note("file.read_as", kind=KIND)
    for line, column, code in own.faults:
        report.fault(line, code, column, where=f"{name}!{letter(column)}{line}")
    rows = iter(sorted(own.rows.items()))
    if is_cut:
        report.note("page.no_end", f"{name}!A{max(own.rows)}")
    made = grid.tell(table, name, rows, report, spans=own.spans)
    _tell_ragged(own, name, made.header_row, report)
    table.end(made.names, made.header_row, letters=made.letters)


def _tell_ragged(own: _Sheet, name: str, header_row: int, report: Report) -> None:
    """A row with a cell too many or too few has values under other headings."""
    reach = dict.fromkeys(own.widths, 0)
    for top, bottom, column in own.spans:
        for row in range(top, bottom + 1):
            if row in reach:
                reach[row] = max(reach[row], column + 1)
    wanted = max(own.widths.get(header_row, 0), reach.get(header_row, 0))
    for row, width in own.widths.items():
        is_off = max(width, reach[row]) != wanted
        if header_row and row > header_row and row in own.rows and is_off:
            report.fault(row, errors.Ragged.code, where=f"{name}!A{row}")


class _Sheet:
    """One table while it is read.

    ``line``    of the page, where it begins
    ``taken``   by column to which row a cell from above reaches
    ``widths``  of each row
    """

    def __init__(self, line: int) -> None:
        self.line = line
        self.widths: dict[int, int] = {}
        self.rows: dict[int, list[str]] = {}
        self.spans: list[grid.Span] = []
        self.faults: list[tuple[int, int, str]] = []
        self.row = self.column = 0
        self.taken: dict[int, int] = {}
        self.cell: list[str] | None = None
        self.about: dict[str, str | None] = {}


class _Page(HTMLParser):
    """``is_unended``  it began with a mark of its own that is not closed"""

    def __init__(self, report: Report) -> None:
        super().__init__(convert_charrefs=True)
        self.report = report
        self.tables: list[_Sheet] = []
        self.beside: list[tuple[int, str]] = []
        self._open: list[_Sheet] = []
        self._left_out = ""
        self.is_unended = False
        self._line = self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out:
            return
        self.is_unended |= tag == "html"
        if tag in _LEFT_OUT:
            self._left_out, self._line = tag, self.getpos()[0]
        elif tag == "table":
            self._begin_table()
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].row += 1
            self._open[-1].column = 0
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            own = self._open[-1]
            own.row = own.row or 1
            own.cell, own.about = [], dict(attrs)
        elif tag in _BREAKS:
            self._say(_BREAK)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _LEFT_OUT:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out = "" if tag == self._left_out else self._left_out
        elif tag == "html":
            self.is_unended = False
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in ("td", "th", "tr") and self._open:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._say(_SPACE.sub(" ", data))

    def _say(self, text: str) -> None:
        cell = self._open[-1].cell if self._open else None
        if cell is not None:
            cell.append(text)
        elif text.strip():
            self.beside.append((self.getpos()[0], text.strip()))

    def finish(self) -> None:
        """
        Raises:
            Broken: something that began does not end, so nobody knows what is missing.
        """
        if self._left_out or self._open:
            line = self._line if self._left_out else self._open[0].line
            raise errors.Broken(place=self.report.place(line))

    def _begin_table(self) -> None:
        if len(self._open) >= limits.MAX_XML_DEPTH:
            raise errors.XmlTooDeep(place=self.report.place(), most=limits.MAX_XML_DEPTH)
        own = _Sheet(self.getpos()[0])
        self.tables.append(own)
        self._open.append(own)

    def _end_cell(self) -> None:
        own = self._open[-1]
        if own.cell is None:
            return
        text = _shown("".join(own.cell), own.about)
        own.cell = None
        while own.taken.get(own.column, 0) >= own.row:
            own.column += 1
        across, down = _span(own.about, "colspan"), _span(own.about, "rowspan")
        here, own.column = own.column, own.column + across
        own.widths[own.row] = own.column
        self._cells += across
        if own.column > limits.MAX_COLUMNS:
            raise errors.TooManyColumns(
                place=self.report.place(own.row), most=limits.MAX_COLUMNS, found=own.column
            )
        if self._cells > _MOST_CELLS:
            raise errors.TooManyRows(place=self.report.place(own.row), most=_MOST_CELLS)
        if down > 1:
            own.taken.update(dict.fromkeys(range(here, own.column), own.row + down - 1))
            own.spans.append((own.row, own.row + down - 1, here))
        self._put(own, here, text)

    def _put(self, own: _Sheet, here: int, text: str) -> None:
        code = encodings.fault(text)
        if len(text) > limits.MAX_CELL_CHARS:
            code, text = errors.CellTooLong.code, text[: limits.MAX_CELL_CHARS]
        if _SCIENTIFIC.fullmatch(text):
            # What is shown has fewer digits than what was held.
            code = errors.LostDigits.code
        if code:
            own.faults.append((own.row, here, code))
        if text or own.row in own.rows:
            cells = own.rows.setdefault(own.row, [])
            cells += [""] * (own.column - len(cells))
            cells[here] = encodings.shown(text)


def _shown(text: str, about: dict[str, str | None]) -> str:
    held = about.get("x:num") or ""
    shown = "\n".join(line for part in text.split(_BREAK) if (line := part.strip()))
    if held and _SCIENTIFIC.fullmatch(shown.replace(" ", "")):
        try:
            return as_text(float(held))
        except (LosesDigits, ValueError):
            return shown
    return shown


def _span(about: dict[str, str | None], which: str) -> int:
    told = (about.get(which) or "1").strip()
    return min(max(1, int(told)), _MOST_SPAN) if told.isascii() and told.isdigit() else 1
