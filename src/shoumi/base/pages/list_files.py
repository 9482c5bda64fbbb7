"""A list as the bytes of a file, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from shoumi.base.intake.normalisation import neutralised
from shoumi.base.intake.workbook_cells import printable, text_cell
from shoumi.core.calendar import CHINA

CSV, XLSX = "csv", "xlsx"
TYPES: Mapping[str, str] = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MOST_NAME = 31  # what a workbook calls a sheet


def text_of(value: Any) -> str:
    """As a cell says it: whole dates, China time, several words with commas."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(map(text_of, value))
    return printable(str(value))


def made(
    of: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], above: Sequence[str]
) -> bytes:
    """``of``  ``csv``, ``xlsx`` or ``docx``; ``above`` lines that stand over a document's table"""
    cells = [[text_of(one) for one in row] for row in rows]
    if of == CSV:
        return _csv(heads, cells)
    return _xlsx(name, heads, cells) if of == XLSX else _docx(name, heads, cells, above)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([neutralised(one) for one in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name[:_MOST_NAME])
    sheet.freeze_panes = "A2"
    for row in (heads, *rows):
        sheet.append([text_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# A4 lying on its side, in twentieths of a point; half points for the size of letters.
_PAGE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_MARGINS = '<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SMALL, _TEXT, _TITLE = 18, 21, 36


def _docx(
    name: str, heads: Sequence[str], rows: Iterable[Sequence[str]], above: Sequence[str]
) -> bytes:
    """A title, lines, one table whose head stands on every page: no macro, link or field."""
    lines = _paragraph(name, _TITLE, is_bold=True) + "".join(
        _paragraph(line, _TEXT) for line in above
    )
    table = _row(heads, is_head=True) + "".join(_row(row) for row in rows)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_WORDS}"><w:body>{lines}'
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}'
        f"</w:tblBorders></w:tblPr>{table}</w:tbl>{_paragraph('', _TEXT)}"
        f"<w:sectPr>{_PAGE}{_MARGINS}</w:sectPr></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for part, content in {**_PARTS, "word/document.xml": document}.items():
            container.writestr(part, content)
    return out.getvalue()


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    told = "".join(f"<w:tc>{_paragraph(one, _SMALL, is_bold=is_head)}</w:tc>" for one in cells)
    return f"<w:tr>{head}{told}</w:tr>"


def _paragraph(text: str, size: int, *, is_bold: bool = False) -> str:
    bold = "<w:b/>" if is_bold else ""
    properties = f'<w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr>'
    return f'<w:p><w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
