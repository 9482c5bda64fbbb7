"""Write the copy of a file with its personal information masked.

A new file with mode 0600, never over an old one.  Only what was read as text goes into it: no
formulas, comments, properties or hidden parts of the original.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, TextIO

import openpyxl
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from shoumi.base.intake.sheets import Sheet
from shoumi.core.errors import Conflict, Invalid
from shoumi.core.redact.mask import mask_cell, mask_text
from shoumi.core.scan import Label, Why, column_verdicts, find_spans, profile, scan_table
from shoumi.core.scan.columns import cell_spans
from shoumi.core.scan.headers import hint

_LONGEST_TITLE = 31  # of a worksheet
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


class CannotRedact(Invalid):
    code = "scan.cannot_redact"


class WouldOverwrite(Conflict):
    code = "scan.would_overwrite"


def create(out: Path) -> BinaryIO:
    """A new file of its owner's alone.

    Raises:
        WouldOverwrite: there is one already.
    """
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise WouldOverwrite(place=out.name) from error
    return os.fdopen(handle, "wb")


def write_copy(sheets: Sequence[Sheet], out: Path, *, today: date) -> None:
    """Write ``sheets`` masked to ``out``; its ending names the format.

    A table copy holds the tables alone: comments and properties of a workbook stay behind.

    Raises:
        CannotRedact: the format cannot hold these sheets.
        WouldOverwrite: ``out`` exists.
    """
    kind = out.suffix.lower().lstrip(".")
    tables = [sheet for sheet in sheets if sheet.table is not None]
    fits = {
        "csv": len(tables) == 1,
        "jsonl": len(tables) == 1,
        "xlsx": bool(tables),
        "txt": not tables,
    }
    if not fits.get(kind, False):
        raise CannotRedact(format=kind or "-")
    with create(out) as file:
        if kind == "xlsx":
            _write_xlsx(tables, file, today)
            return
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        if kind == "csv":
            csv.writer(text).writerows(masked_rows(tables[0], today=today))
        elif kind == "jsonl":
            _write_jsonl(tables[0], text, today)
        else:
            for block in (block for sheet in sheets for block in sheet.blocks or ()):
                text.write(masked_text(block.text, today=today))
        text.flush()


def masked_text(text: str, *, today: date) -> str:
    """``text`` with every span masked."""
    return mask_text(text, find_spans(text, today=today))


def masked_rows(sheet: Sheet, *, today: date) -> Iterator[list[str]]:
    """The heading and the rows of a table, masked.  Empty cells are empty."""
    table = sheet.table
    assert table is not None
    names = table.column_names
    settled: dict[str, Label] = {
        verdict.column: verdict.label
        for verdict in column_verdicts(scan_table(table, today=today), profile(table))
        if verdict.reason is not Why.TEXT
    }
    hints = [hint(name) for name in names]
    yield [masked_text(name, today=today) for name in names]
    for batch in table.to_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield [
                mask_cell(
                    cell or "",
                    () if name in settled else cell_spans(cell or "", today=today, heading=heading),
                    column=settled.get(name),
                )
                for name, heading, cell in zip(names, hints, row, strict=True)
            ]


def _write_jsonl(sheet: Sheet, text: TextIO, today: date) -> None:
    rows = masked_rows(sheet, today=today)
    names = next(rows)
    for row in rows:
        json.dump(dict(zip(names, row, strict=True)), text, ensure_ascii=False)
        text.write("\n")


def _write_xlsx(sheets: Sequence[Sheet], file: BinaryIO, today: date) -> None:
    book = openpyxl.Workbook(write_only=True)
    for number, sheet in enumerate(sheets, start=1):
        title = _NOT_IN_TITLE.sub(" ", masked_text(sheet.name, today=today)).strip()
        page = book.create_sheet(f"{title[: _LONGEST_TITLE - 3]} {number}")
        for row in masked_rows(sheet, today=today):
            page.append([_plain_cell(page, value) for value in row])
    book.save(file)


def _plain_cell(page: WriteOnlyWorksheet, value: str) -> Cell:
    """A cell of text, even where the text looks like a formula or a number."""
    cell = WriteOnlyCell(page, value=value)
    cell.data_type = "s"
    return cell
