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
from shoumi.core.scan import Label, Span, Why, column_verdicts, find_spans
from shoumi.core.scan.columns import cell_spans
from shoumi.core.scan.free_text import columns_of_prose
from shoumi.core.scan.headers import hint
from shoumi.core.scan.prose import with_prose
from shoumi.doors.cli._scan_names import Names

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


def write_copy(sheets: Sequence[Sheet], out: Path, *, names: Names) -> None:
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
            _write_xlsx(tables, file, names)
            return
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        if kind == "csv":
            csv.writer(text).writerows(masked_rows(tables[0], names=names))
        elif kind == "jsonl":
            _write_jsonl(tables[0], text, names)
        else:
            blocks = [block.text for sheet in sheets for block in sheet.blocks or ()]
            for block, spans in zip(blocks, names.spans(blocks), strict=True):
                text.write(mask_text(block, spans))
        text.flush()


def masked_text(text: str, *, today: date) -> str:
    """``text`` with every span masked."""
    return mask_text(text, find_spans(text, today=today))


def masked_rows(sheet: Sheet, *, names: Names) -> Iterator[list[str]]:
    """The heading and the rows of a table, masked.  Empty cells are empty."""
    table = sheet.table
    assert table is not None
    result, profiles = names.scan_table(table)
    settled: dict[str, Label] = {
        verdict.column: verdict.label
        for verdict in column_verdicts(result, profiles)
        if verdict.reason is not Why.TEXT
    }
    prose = columns_of_prose(result, profiles)
    headings = table.column_names
    yield [masked_text(heading, today=names.today) for heading in headings]
    for batch in table.to_batches():
        columns = [
            _masked_column(
                column.to_pylist(),
                heading,
                settled.get(heading),
                names=names,
                is_prose=heading in prose,
            )
            for heading, column in zip(headings, batch.columns, strict=True)
        ]
        yield from map(list, zip(*columns, strict=True))


def _masked_column(
    cells: Sequence[str | None],
    heading: str,
    label: Label | None,
    *,
    names: Names,
    is_prose: bool,
) -> list[str]:
    texts = [cell or "" for cell in cells]
    told: Sequence[Sequence[Span]] = [()] * len(texts)
    if label is None:
        said = hint(heading)
        told = [cell_spans(text, today=names.today, heading=said) for text in texts]
    if is_prose and (heard := names.prose(texts)) is not None:
        told = [with_prose(*pair) for pair in zip(told, heard, strict=True)]
    return [mask_cell(*pair, column=label) for pair in zip(texts, told, strict=True)]


def _write_jsonl(sheet: Sheet, text: TextIO, names: Names) -> None:
    rows = masked_rows(sheet, names=names)
    headings = next(rows)
    for row in rows:
        json.dump(dict(zip(headings, row, strict=True)), text, ensure_ascii=False)
        text.write("\n")


def _write_xlsx(sheets: Sequence[Sheet], file: BinaryIO, names: Names) -> None:
    book = openpyxl.Workbook(write_only=True)
    for number, sheet in enumerate(sheets, start=1):
        title = _NOT_IN_TITLE.sub(" ", masked_text(sheet.name, today=names.today)).strip()
        page = book.create_sheet(f"{title[: _LONGEST_TITLE - 3]} {number}")
        for row in masked_rows(sheet, names=names):
            page.append([_plain_cell(page, value) for value in row])
    book.save(file)


def _plain_cell(page: WriteOnlyWorksheet, value: str) -> Cell:
    """A cell of text, even where the text looks like a formula or a number."""
    cell = WriteOnlyCell(page, value=value)
    cell.data_type = "s"
    return cell
