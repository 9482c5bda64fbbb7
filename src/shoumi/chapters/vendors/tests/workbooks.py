"""A questionnaire's workbook as Excel, WPS and LibreOffice save it after somebody filled it in.

None of the three is run here; what is written follows what they write (ECMA-376 part 1, 18.2, 18.3
and 18.4).
"""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl

from shoumi.chapters.vendors.rules import questions, workbook

HEAD, FIRST = 4, 5
LAST = FIRST + len(questions.current().questions) - 1
CODES = [one.code for one in questions.current().questions]


def filled(content, change):
    """The workbook after ``change(sheet)``, with shared strings as Excel saves it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book[workbook.SHEET])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def entered(**cells):
    """A change: ``D5="是"``."""

    def change(sheet):
        for cell, value in cells.items():
            sheet[cell] = value

    return change


def in_order(sheet, lines, columns="ABCDEFGH"):
    """The rows of questions put into the order of ``lines``, the columns into that of letters."""
    rows = {n: [sheet[f"{at}{n}"].value for at in columns] for n in range(HEAD, LAST + 1)}
    for n, was in zip(range(HEAD, LAST + 1), [HEAD, *lines], strict=True):
        for at, value in zip("ABCDEFGH", rows[was], strict=True):
            sheet[f"{at}{n}"] = value


def with_parts(content, change):
    """Each part of the container as ``change(name, bytes)`` has it, and those of ``more``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(out, "w", 8) as now:
        for name in was.namelist():
            now.writestr(name, change(name, was.read(name)))
    return out.getvalue()


def _in_sheet(pattern, by):
    def change(name, part):
        if not name.startswith("xl/worksheets/sheet1"):
            return part
        return re.sub(pattern, by, part.decode()).encode()

    return change


def _rich(name, part):
    """A text of which some signs were made bold, and one with its reading, as Excel keeps them."""
    if name != "xl/sharedStrings.xml":
        return part
    runs = r"<si><r><t xml:space='preserve'>\1</t></r><r><rPr><b/></rPr><t>\2</t></r></si>"
    return re.sub(r"<si><t>([^<\s])([^<]*)</t></si>", runs, part.decode()).encode()


def excel(content):
    """Rich texts."""
    return with_parts(content, _rich)


def libreoffice(content):
    """Every row and cell with its style said, and empty styled rows behind the last."""
    rows = r'<row r="\1" customFormat="false" ht="12.8" hidden="false" customHeight="false" '
    rows += r'outlineLevel="0" collapsed="false">'
    told = with_parts(content, _in_sheet(r'<row r="(\d+)"[^>/]*>', rows))
    behind = "".join(f'<row r="{n}"><c r="D{n}" s="0"/></row>' for n in (200, 1048576))
    return with_parts(told, _in_sheet("</sheetData>", f"{behind}</sheetData>"))


def wps(content):
    """A sheet of its own that nobody sees, for pictures of cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    hidden = book.create_sheet("WpsReserved_CellImgList")
    hidden["A1"], hidden.sheet_state = "ID_1", "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SAVED_BY = (excel, wps, libreoffice)
