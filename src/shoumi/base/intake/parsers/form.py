"""A workbook that went out as a form: each cell with its kind, and what a form must not hold.

``workbook`` reads tables, in which a date, a number and a text of the same signs are one; a form
asks which of them was entered.  Each cell comes as a block of its sheet's text: where it is, its
kind (``form_workbook.Kind``), what it says.  A formula, an error and a merged range come as that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

import python_calamine as calamine

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers import spreadsheet_xml, workbook, zips
from shoumi.base.intake.parsers.cells import LosesDigits, Value, as_text, letter
from shoumi.base.intake.parsers.report import Report, Text
from shoumi.base.intake.parsers.spreadsheet_xml import Extras

# What people enter into a form by hand stays far below.
MOST_CHARS = limits.MB


def parse(file: BinaryIO, report: Report, *, encoding: str | None) -> None:
    """Read an XLSX.

    Raises:
        FileRefused: see ``errors``.
    """
    size = os.fstat(file.fileno()).st_size
    extras = spreadsheet_xml.sheets(zips.check(file, report, size), report)
    for name, own in extras.items():
        workbook.check_span(name, own, report, size)
    file.seek(0)
    chars = 0
    with workbook.calamine_refusals(report):
        book = calamine.CalamineWorkbook.from_filelike(file)
        for at, about in enumerate(book.sheets_metadata):
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            own = extras.get(about.name, Extras())
            text = Text(report, about.name)
            for cell, kind, told in _cells(book.get_sheet_by_index(at), own):
                chars += len(cell) + len(told)
                if chars > MOST_CHARS:
                    raise errors.TooMuchOutput(place=report.place(), most=MOST_CHARS)
                text.add(f"{about.name}!{cell}", kind, told)
            text.end()


def _cells(sheet: calamine.CalamineSheet, extra: Extras) -> Iterator[tuple[str, str, str]]:
    odd = dict.fromkeys(extra.errors, "error") | dict.fromkeys(extra.formulas, "formula")
    yield from ((place.partition(":")[0], "merged", place) for place in extra.merged)
    yield from ((cell, kind, kind) for cell, kind in odd.items())
    first = sheet.start[1] if sheet.start else 0
    for line, values in enumerate(sheet.iter_rows(), start=1):
        for at, value in enumerate(values, start=first):
            cell = f"{letter(at)}{line}"
            if value != "" and cell not in odd:
                yield cell, *_typed(value)


def _typed(value: Value) -> tuple[str, str]:
    match value:
        case bool():
            kind = "truth"
        case date() | datetime():
            kind = "day"
        case time() | timedelta():
            kind = "time"
        case str():
            kind = "text"
        case _:
            kind = "number"
    try:
        return kind, as_text(value)
    except LosesDigits:
        return "lost_digits", format(value, ".0f")
