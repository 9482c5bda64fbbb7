"""Tables as people send them: endings, encodings, titles, totals, gaps and nesting."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

Rows = Sequence[Sequence[str]]
Write = Callable[[Path, Sequence[str], Rows], None]


def plain(path: Path, heading: Sequence[str], rows: Rows) -> None:
    _delimited(path, heading, rows)


def marked(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """With the mark that Excel puts before UTF-8."""
    _delimited(path, heading, rows, encoding="utf-8-sig")


def gb18030(path: Path, heading: Sequence[str], rows: Rows) -> None:
    _delimited(path, heading, rows, encoding="gb18030")


def utf16(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """What Excel calls Unicode text."""
    _delimited(path, heading, rows, encoding="utf-16", delimiter="\t")


def tabs(path: Path, heading: Sequence[str], rows: Rows) -> None:
    _delimited(path, heading, rows, delimiter="\t")


def semicolons(path: Path, heading: Sequence[str], rows: Rows) -> None:
    _delimited(path, heading, rows, delimiter=";")


def _delimited(
    path: Path, heading: Sequence[str], rows: Rows, encoding: str = "utf-8", delimiter: str = ","
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([heading, *rows])


def titled(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """The name of the list over all columns and a line of remarks; the heading is third."""
    book, sheet = _book()
    sheet.append([path.stem])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heading))
    sheet.append(["制表：前台"])
    _rows(sheet, [heading, *rows])
    book.save(path)


def totalled(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """A line of totals below the last row."""
    book, sheet = _book()
    _rows(sheet, [heading, *rows, ["合计", *[""] * (len(heading) - 2), str(len(rows))]])
    book.save(path)


def gaps(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """An empty row after every tenth."""
    book, sheet = _book()
    sheet.append(heading)
    for number, row in enumerate(rows):
        sheet.append(row)
        if number % 10 == 9:
            sheet.append([])
    book.save(path)


def two_sheets(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """The same columns on two sheets, half of the people on each."""
    book, sheet = _book()
    half = len(rows) // 2
    _rows(sheet, [heading, *rows[:half]])
    _rows(book.create_sheet("第二页"), [heading, *rows[half:]])
    book.save(path)


def _book() -> tuple[openpyxl.Workbook, Any]:
    book = openpyxl.Workbook()
    return book, book.active


def _rows(sheet: Any, rows: Rows) -> None:
    for row in rows:
        sheet.append(list(row))


def web_page(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """A table of HTML under the ending of a workbook, as many systems export."""
    lines = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
        for row in (heading, *rows)
    )
    path.write_text(f"<html><meta charset='utf-8'><table>{lines}</table></html>", "utf-8")


def nested(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """Records in records: ``owner.name`` is the name of the owner."""
    path.write_text(json.dumps([_record(heading, row) for row in rows], ensure_ascii=False))


def lines(path: Path, heading: Sequence[str], rows: Rows) -> None:
    """A record a line."""
    told = (json.dumps(dict(zip(heading, row, strict=True)), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(told) + "\n", "utf-8")


def _record(heading: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, cell in zip(heading, row, strict=True):
        *outer, last = name.split(".")
        inside = made
        for one in outer:
            inside = inside.setdefault(one, {})
        inside[last] = cell
    return made


def parquet(path: Path, heading: Sequence[str], rows: Rows) -> None:
    columns = zip(*rows, strict=True)
    pq.write_table(pa.table(dict(zip(heading, map(list, columns), strict=True))), path)
