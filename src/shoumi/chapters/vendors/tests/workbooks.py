"""A questionnaire's workbook as Excel, WPS and LibreOffice save it after somebody filled it in.

What is written follows what they write (ECMA-376 part 1, 18.2, 18.3 and 18.4); LibreOffice itself
is run by ``test_libreoffice_workbook``.
"""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl

from shoumi.base.intake.tests.file_makers import X
from shoumi.chapters.vendors.rules import questions, workbook

HEAD, FIRST = 4, 5
LAST = FIRST + len(questions.current().questions) - 1
CODES = [one.code for one in questions.current().questions]


def filled(content, change):
    """The workbook after ``change(sheet)``."""
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
    """Each part of the container as ``change(name, bytes)`` has it."""
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


_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_RELATION = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/sharedStrings" Target="sharedStrings.xml"/>'
)
_INLINE = re.compile(r't="inlineStr"><is>(.*?)</is></c>', re.DOTALL)


def _shared(content, change=str):
    """Texts in a part of their own, as the three keep them; ``change`` alters one of them."""
    texts = []

    def moved(found):
        texts.append(f"<si>{change(found[1])}</si>")
        return f't="s"><v>{len(texts) - 1}</v></c>'

    told = with_parts(content, _in_sheet(_INLINE, moved))
    listed = {
        "[Content_Types].xml": ("</Types>", _TYPE),
        "xl/_rels/workbook.xml.rels": ("</Relationships>", _RELATION),
    }

    def named(name, part):
        end, more = listed.get(name, ("", ""))
        return part.decode().replace(end, more + end).encode() if end else part

    out = io.BytesIO(with_parts(told, named))
    with zipfile.ZipFile(out, "a", 8) as container:
        container.writestr("xl/sharedStrings.xml", f"<sst {X}>{''.join(texts)}</sst>")
    return out.getvalue()


def _rich(text):
    """Of which some signs were made bold."""
    runs = (
        r"<r><t xml:space='preserve'>\1</t></r><r><rPr><b/></rPr><t xml:space='preserve'>\2</t></r>"
    )
    return re.sub(r"<t[^>]*>(&[^;]*;|[^&<])(.+)</t>", runs, text, flags=re.DOTALL)


def excel(content):
    """Some texts are rich."""
    return _shared(content, _rich)


def libreoffice(content):
    """Every row with its looks said, cells that hold nothing, and the last row there can be."""
    looks = 'customFormat="false" ht="12.8" hidden="false" customHeight="false"'
    told = with_parts(
        _shared(content), _in_sheet(r'<row r="(\d+)"[^>/]*>', rf'<row r="\1" {looks}>')
    )
    behind = f'<row r="200" {looks}><c r="XFD200" s="0"/></row><row r="1048576" {looks}></row>'
    return with_parts(told, _in_sheet("</sheetData>", f"{behind}</sheetData>"))


def wps(content):
    """A sheet of its own that nobody sees, for pictures of cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    hidden = book.create_sheet("WpsReserved_CellImgList")
    hidden["A1"], hidden.sheet_state = "ID_1", "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return _shared(out.getvalue())


def inline(content):
    """Texts inside their cells, as programs that write no more than a table keep them."""
    return content


SAVED_BY = (excel, wps, libreoffice, inline)


def iso_days(name, part):
    """Days as texts of ISO 8601, as "Strict Open XML" of Excel keeps them."""
    return _sub(name, part, r't="n"><v>46447</v>', 't="d"><v>2027-03-01</v>')


def days_since_1904(name, part):
    """Days counted from 1904, as Excel for Mac once did."""
    if name == "xl/workbook.xml":
        return _replaced(part, r"<workbookPr\b[^>]*>", '<workbookPr date1904="1"/>')
    return _sub(name, part, "<v>46447</v>", f"<v>{46447 - 1462}</v>")


def _sub(name, part, pattern, by):
    return _replaced(part, pattern, by) if name.startswith("xl/worksheets/") else part


def _replaced(part, pattern, by):
    told, count = re.subn(pattern, by, part.decode())
    assert count == 1
    return told.encode()
