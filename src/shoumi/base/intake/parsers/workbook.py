"""XLSX, XLS and ODS: every sheet, hidden ones too; identifiers stay text.

A number with more digits than a double holds is a fault of its cell: its last digits are zeros
that nobody wrote.  A row that is not well formed is one of its row (``broken_rows``).  Comments,
shapes and authors come as text sheets, so a search sees them.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from string import ascii_uppercase
from typing import BinaryIO

import python_calamine as calamine

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import broken_rows, grid, spreadsheet_xml, zips
from shoumi.base.intake.parsers.cells import LosesDigits, as_text, column_of, letter
from shoumi.base.intake.parsers.markup import walk
from shoumi.base.intake.parsers.report import Report, Table, Text
from shoumi.base.intake.parsers.spreadsheet_xml import Extras

OLE = b"\xd0\xcf\x11\xe0"
MAX_CELLS = 40_000_000


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read a workbook.

    Raises:
        FileRefused: see ``errors``; with the cell where there is one.
    """
    size = os.fstat(file.fileno()).st_size
    is_old = file.read(4) == OLE
    side: list[tuple[str, str, str]] = []
    extras: dict[str, Extras] = {}
    broken: broken_rows.Broken = {}
    if not is_old:
        container = zips.check(file, report, size)
        try:
            extras = _extras(container, report)
        except errors.XmlBroken:
            file, broken = broken_rows.mended(container)
            container = zipfile.ZipFile(file)
            extras = _extras(container, report)
        side = list(spreadsheet_xml.side_texts(container, report))
    for name, own in extras.items():
        check_span(name, own, report, size)
    file.seek(0)
    with calamine_refusals(report):
        book = calamine.CalamineWorkbook.from_filelike(file)
        for at, about in enumerate(book.sheets_metadata):
            if about.typ is calamine.SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(at)
                extra = extras.get(about.name)
                lost = broken.get(extra.part if extra and extra.part else about.name, ())
                _tell(sheet, about, extra, report, is_old=is_old, broken=lost)
    _tell_side(side, report)


@contextmanager
def calamine_refusals(report: Report) -> Iterator[None]:
    """What calamine cannot open is refused in our words.

    Raises:
        Encrypted, Broken
    """
    try:
        yield
    except calamine.PasswordError:
        raise errors.Encrypted(place=report.place()) from None
    except calamine.CalamineError:
        raise errors.Broken(place=report.place()) from None


def _extras(container: zipfile.ZipFile, report: Report) -> dict[str, Extras]:
    if "content.xml" not in container.namelist():
        return spreadsheet_xml.sheets(container, report)
    tables = spreadsheet_xml.OpenTables(report)
    walk(container, "content.xml", tables, report)
    return tables.found


def check_span(name: str, extra: Extras, report: Report, size_bytes: int) -> None:
    """A reader lays a sheet out as a full rectangle: one stray cell far away fills memory.

    Raises:
        TooManyRows
    """
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
    broken: Sequence[int],
) -> None:
    """
    Raises:
        XmlBroken: the heading is among the rows that are broken.
    """
    name = about.name
    table = Table(report, name, style="cells")
    if about.visible is not calamine.SheetVisibleEnum.Visible:
        deep = about.visible is calamine.SheetVisibleEnum.VeryHidden
        report.note("sheet.very_hidden" if deep else "sheet.hidden", f"{name}!A1")
    if is_old:
        report.note("workbook.partly_read", name)
    first = sheet.start[1] if sheet.start else 0
    rows = _rows(sheet, name, first, report)
    made = grid.tell(table, name, rows, report, spans=_spans(sheet, first), first=first)
    if broken and broken[0] <= made.header_row:
        raise errors.XmlBroken(place=report.place(f"{name}!A{broken[0]}"))
    for line in broken:
        report.fault(line, errors.RowBroken.code, where=f"{name}!A{line}")
    _note_extras(name, extra, made.letters, first, report)
    table.end(made.names, made.header_row, letters=made.letters)
    _tell_comments(name, extra, report)


def _spans(sheet: calamine.CalamineSheet, first: int) -> list[grid.Span]:
    """Cells that reach over several rows; ``first`` is the column where the sheet begins."""
    return [
        (top + 1, bottom + 1, left - first)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
        if bottom > top and left >= first
    ]


def _rows(
    sheet: calamine.CalamineSheet, name: str, first: int, report: Report
) -> Iterator[grid.Row]:
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
