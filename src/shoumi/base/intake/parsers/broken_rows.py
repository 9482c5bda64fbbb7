"""A sheet of which a row is not well-formed XML: that row is told and waits, the others are read.

The part is cut where rows begin, which needs no whole XML, and each row is held against the parser
by itself.  Of one that is broken those cells stand that are well formed; of the others the text,
without what no text may hold.  Where more than rows is broken the file is refused as before.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from shoumi.base.intake.parsers.encoding import SHOWN

# Sheets of XLSX, and the one part of ODS.
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_OPEN_TABLES = "content.xml"
_ROW = re.compile(rb"(?=<(?:[\w.-]+:)?(?:row|table-row)(?=[\s>/]))")
_ROW_END = re.compile(rb"</(?:[\w.-]+:)?(?:row|table-row)\s*>")
_ROWS_END = re.compile(rb"</(?:[\w.-]+:)?(?:sheetData|table)\s*>")
_CELL = re.compile(rb"(?=<(?:[\w.-]+:)?(?:c|table-cell|covered-table-cell)(?=[\s>/]))")
_START = re.compile(rb"<[^<>]*>")
_PLACE = re.compile(rb'\sr\s*=\s*["\']([A-Za-z]{0,3})(\d{0,7})["\']')
_REPEATED = re.compile(rb'number-rows-repeated\s*=\s*["\'](\d{1,7})["\']')
_TABLE = re.compile(rb'<(?:[\w.-]+:)?table(?=\s)[^<>]*?name\s*=\s*"([^"]*)"')
_MARKUP = re.compile(r"<[^<>]*>?")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# By the part of a sheet in XLSX, by the name of a table in ODS: the rows that are broken.
Broken = Mapping[str, list[int]]


def mended(container: zipfile.ZipFile) -> tuple[io.BytesIO, Broken]:
    """The container with its broken rows made whole, and which they are."""
    broken: dict[str, list[int]] = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as to:
        for entry in container.infolist():
            data = container.read(entry)
            if _SHEET.fullmatch(entry.filename) or entry.filename == _OPEN_TABLES:
                data = b"".join(_mended(data, entry.filename, broken))
            to.writestr(entry.filename, data)
    out.seek(0)
    return out, broken


def _mended(data: bytes, part: str, broken: dict[str, list[int]]) -> Iterator[bytes]:
    is_open = part == _OPEN_TABLES
    head, *rows = _ROW.split(data)
    yield head
    key, line = _named(head, part) if is_open else part, 0
    for row in rows:
        start = _START.match(row)
        own, behind = _parted(row, start)
        told = _PLACE.search(start[0]) if start else None
        line = int(told[2]) if told and told[2] and not is_open else line + 1
        if _is_whole(own):
            yield own
        else:
            broken.setdefault(key, []).append(line)
            yield _made_whole(own, line, is_open=is_open)
        if is_open:
            again = _REPEATED.search(start[0]) if start else None
            line += int(again[1]) - 1 if again else 0
            if _ROWS_END.search(behind):
                key, line = _named(behind, key), 0
        yield behind


def _parted(row: bytes, start: re.Match[bytes] | None) -> tuple[bytes, bytes]:
    """A row, and what comes behind it: the next row's group, the end of the sheet."""
    if start and start[0].endswith(b"/>"):
        return start[0], row[start.end() :]
    ends = [one.end() for one in _ROW_END.finditer(row)]
    if not ends and (sheet := _ROWS_END.search(row)):
        ends = [sheet.start()]
    at = ends[-1] if ends else len(row)
    return row[:at], row[at:]


def _named(text: bytes, otherwise: str) -> str:
    """The name of the table that begins last in ``text``."""
    names = _TABLE.findall(text)
    return html.unescape(names[-1].decode("utf-8", "replace")) if names else otherwise


def _is_whole(piece: bytes) -> bool:
    """Well formed by itself; prefixes stand for what the part binds them to."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(piece.strip(), True)  # noqa: FBT003 - the last piece
    except expat.ExpatError:
        return False
    return True


def _made_whole(row: bytes, line: int, *, is_open: bool) -> bytes:
    _, *cells = _CELL.split(row)
    made = [_cell(cell, is_open=is_open) for cell in cells]
    if not any(_text(cell) for cell in cells):
        # Nothing is left of it to be seen, and it is a row all the same.
        made = [_as_text(b"", SHOWN, is_open=is_open)]
    if is_open:
        return b"<table:table-row>%b</table:table-row>" % b"".join(made)
    return b'<row r="%d">%b</row>' % (line, b"".join(made))


def _cell(cell: bytes, *, is_open: bool) -> bytes:
    # What ends the row may stand behind its last cell.
    own = _ROW_END.sub(b"", cell).strip()
    if _is_whole(own):
        return own
    start = _START.match(cell)
    place = _PLACE.search(start[0]) if start else None
    where = place[1] + place[2] if place and place[1] and place[2] else b""
    return _as_text(where, _text(cell), is_open=is_open)


def _text(piece: bytes) -> str:
    """What a broken piece says, without its marks."""
    text = _MARKUP.sub(" ", piece.decode("utf-8", "replace"))
    return " ".join(_NO_TEXT.sub(SHOWN, html.unescape(text)).split())


def _as_text(where: bytes, text: str, *, is_open: bool) -> bytes:
    said = html.escape(text, quote=False).encode()
    if is_open:
        return (
            b'<table:table-cell office:value-type="string"><text:p>%b</text:p></table:table-cell>'
            % said
        )
    at = b' r="%b"' % where if where else b""
    return b'<c%b t="inlineStr"><is><t>%b</t></is></c>' % (at, said)
