"""XLSX, XLS and ODS: every sheet, hidden ones too; identifiers stay text.

A number with more digits than a double holds is a fault of its cell: its last digits are zeros
that nobody wrote.  Comments, shapes and authors come as text sheets, so a search sees them.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import BinaryIO

import python_calamine as calamine

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import heading, spreadsheet_xml, zips
from shoumi.base.intake.parsers.cells import LosesDigits, as_text, column_of, letter
from shoumi.base.intake.parsers.markup import walk
from shoumi.base.intake.parsers.report import Report, Table, Text
from shoumi.base.intake.parsers.spreadsheet_xml import Extras

OLE = b"\xd0\xcf\x11\xe0"
MAX_CELLS = 40_000_000

Row = tuple[int, list[str]]


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a workbook.

    Raises:
        FileRefused: see ``errors``; with the cell where there is one.
    """
    size = os.fstat(file.fileno()).st_size
    is_old = file.read(4) == OLE
    side: list[tuple[str, str, str]] = []
    extras: dict[str, Extras] = {}
    if not is_old:
        container = zips.check(file, report, size)
        if "content.xml" in container.namelist():
            tables = spreadsheet_xml.OpenTables(report)
            walk(container, "content.xml", tables, report)
            extras = tables.found
        else:
            extras = spreadsheet_xml.sheets(container, report)
        side = list(spreadsheet_xml.side_texts(container, report))
    for name, extra in extras.items():
        _check_span(name, extra, report, size)
    file.seek(0)
    try:
        book = calamine.CalamineWorkbook.from_filelike(file)
        for at, about in enumerate(book.sheets_metadata):
            if about.typ is calamine.SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(at)
                _tell(sheet, about, extras.get(about.name), report, is_old=is_old)
    except calamine.PasswordError:
        raise errors.Encrypted(place=report.place()) from None
    except calamine.CalamineError:
        raise errors.Broken(place=report.place()) from None
    _tell_side(side, report)


def _check_span(name: str, extra: Extras, report: Report, size_bytes: int) -> None:
    """A reader lays a sheet out as a full rectangle: one stray cell far away fills memory."""
    memory = limits.for_file(size_bytes, "xlsx").memory_bytes
    span = extra.last_row * extra.last_column
    if span > MAX_CELLS or span * 32 > memory // 2:
        cell = f"{name}!{letter(max(0, extra.last_column - 1))}{extra.last_row}"
        raise errors.TooManyRows(place=report.place(cell), most=MAX_CELLS)


def _tell(
    sheet: calamine.CalamineSheet,
    about: calamine.SheetMetadata,
    extra: Extras | None,
    report: Report,
    *,
    is_old: bool,
) -> None:
    name = about.name
    table = Table(report, name, style="cells")
    if about.visible is not calamine.SheetVisibleEnum.Visible:
        deep = about.visible is calamine.SheetVisibleEnum.VeryHidden
        report.note("sheet.very_hidden" if deep else "sheet.hidden", f"{name}!A1")
    if is_old:
        report.note("workbook.partly_read", name)
    first = sheet.start[1] if sheet.start else 0
    rows = _rows(sheet, name, first, report)
    sample = list(itertools.islice(rows, heading.SAMPLE_ROWS))
    head = heading.find([cells for _, cells in sample])
    if not head.is_found and sample:
        report.note("table.no_heading", f"{name}!A{sample[0][0]}")
    elif head.first:
        report.note("table.title_rows", f"{name}!A{sample[head.first][0]}", rows=head.first)
    merged = _Merged(sheet, first, sample[head.after][0] if len(sample) > head.after else 0)
    width = len(head.names)
    for line, cells in itertools.chain(sample[head.after :], rows):
        if merged.fill(line, cells):
            report.note("table.merged_cells", f"{name}!A{line}")
        while cells and not cells[-1]:
            cells.pop()
        width = max(width, len(cells))
        table.add(line, cells)
    letters = [letter(first + at) for at in range(width)]
    _note_extras(name, extra, letters, first, report)
    names = [*head.names, *[""] * (width - len(head.names))]
    table.end(names, sample[head.first][0] if head.is_found else 0, letters=letters)
    _tell_comments(name, extra, report)


def _rows(sheet: calamine.CalamineSheet, name: str, first: int, report: Report) -> Iterator[Row]:
    """Yield (line, cells) of each row that holds anything."""
    for line, values in enumerate(sheet.iter_rows(), start=1):
        cells: list[str] = []
        for at, value in enumerate(values):
            try:
                text = as_text(value)
            except LosesDigits:
                where = f"{name}!{letter(first + at)}{line}"
                report.fault(line, errors.LostDigits.code, at, where=where)
                text = format(value, ".0f")
            if len(text) > limits.MAX_CELL_CHARS:
                where = f"{name}!{letter(first + at)}{line}"
                report.fault(line, errors.CellTooLong.code, at, where=where)
                text = text[: limits.MAX_CELL_CHARS]
            cells.append(text)
        if any(text.strip() for text in cells):
            yield line, cells


class _Merged:
    """A cell merged over several rows of data holds its value in each of them."""

    def __init__(self, sheet: calamine.CalamineSheet, first: int, begins: int) -> None:
        self._spans = sorted(
            (top + 1, bottom + 1, left - first)
            for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
            if bottom > top and top + 1 >= begins > 0 and left >= first
        )
        self._open: list[tuple[int, int, str]] = []
        self._next = 0

    def fill(self, line: int, cells: list[str]) -> bool:
        """Put the values in that reach down to ``line``; true if there were any."""
        self._open = [one for one in self._open if one[0] >= line]
        filled = False
        for _, column, text in self._open:
            if column < len(cells) and not cells[column]:
                cells[column], filled = text, True
        while self._next < len(self._spans) and self._spans[self._next][0] <= line:
            top, bottom, column = self._spans[self._next]
            self._next += 1
            if top == line and column < len(cells):
                self._open.append((bottom, column, cells[column]))
        return filled


def _note_extras(
    name: str, extra: Extras | None, letters: Sequence[str], first: int, report: Report
) -> None:
    if extra is None:
        return
    hidden = {letter(column) for column in extra.hidden_columns}
    for column in letters:
        if column in hidden:
            report.note("table.hidden_column", f"{name}!{column}")
    for row in extra.hidden_rows:
        report.note("table.hidden_row", f"{name}!{row}")
    for cell, _ in extra.comments:
        report.note("table.comment", f"{name}!{cell}")
    for code, cells in (
        ("table.formula_without_value", extra.formulas_without_value),
        ("table.error_value", extra.errors),
    ):
        for cell in cells:
            line = int(cell.lstrip(ascii_uppercase) or 0)
            report.fault(line, code, column_of(cell) - first, where=f"{name}!{cell}")


def _tell_comments(name: str, extra: Extras | None, report: Report) -> None:
    if extra is None or not (extra.comments or extra.printed or extra.authors):
        return
    text = Text(report, name)
    for cell, comment in extra.comments:
        text.add(f"{name}!{cell}", "comment", comment)
    for author in sorted(extra.authors):
        text.add(name, "author", author)
    for printed in extra.printed:
        text.add(name, "header", printed)
    text.end()


def _tell_side(side: Sequence[tuple[str, str, str]], report: Report) -> None:
    if not side and not report.embedded:
        return
    text = Text(report, report.name)
    for number in report.embedded:
        report.note("office.embedded", f"#{number}")
    for part, what, found in side:
        text.add(part, what, found)
    text.end()
