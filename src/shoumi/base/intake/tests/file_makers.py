"""Files made by hand, hostile and honest.  Everybody in them is made up (region 99, prefix 154)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
X = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts, *, level=zipfile.ZIP_DEFLATED):
    """A ZIP of ``parts``, name -> text or bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as container:
        for name, data in parts.items():
            is_first = name == "mimetype"  # OpenDocument keeps it unpacked
            container.writestr(name, data, zipfile.ZIP_STORED if is_first else level)
    return out.getvalue()


def relations(*targets):
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELS}">{rows}</Relationships>'


def xlsx(rows, *, sheet="名单", state="visible", before="", after="", more=None, raw=False):
    """A workbook of one sheet; ``rows`` of texts, or with ``raw`` the XML of ``sheetData``."""
    data = rows if raw else "".join(map(_row, range(1, len(rows) + 1), rows))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {X}><sheets><sheet name="{escape(sheet)}" sheetId="1" '
        f'state="{state}" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f"<worksheet {X}>{before}<sheetData>{data}</sheetData>"
        f"{after}</worksheet>",
    }
    return packed({**parts, **(more or {})})


def _row(number, cells):
    told = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for at, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{told}</row>'


def docx(body, *, more=None):
    """A text document whose body is the XML ``body``."""
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **(more or {}),
        }
    )


def paragraph(text):
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def ods(rows, *, extra=""):
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string">{note}'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
            for cell, note in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="名单">{extra}{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
        }
    )


def overlapped():
    """Two entries of the directory that are the same bytes of the file."""
    whole = packed({"a.xml": b"x" * 1000, "b.xml": b"y"})
    directory = whole.index(b"PK\x01\x02")
    second = whole.index(b"PK\x01\x02", directory + 4)
    entry = bytearray(whole[directory:second])
    entry[46:51] = b"c.xml"
    end = whole.index(b"PK\x05\x06")
    tail = bytearray(whole[end:])
    size = end - directory + len(entry)
    tail[8:20] = struct.pack("<HHII", 3, 3, size, directory)
    return whole[:end] + bytes(entry) + bytes(tail)


def lying_size():
    """An entry that says it holds 10 bytes and unpacks to a million."""
    whole = bytearray(packed({"a.xml": b"0" * 1_000_000}))
    check = zlib.crc32(b"0" * 10)
    for magic, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        start = whole.index(magic) + at
        whole[start : start + 4] = struct.pack("<I", check)
        whole[start + 8 : start + 12] = struct.pack("<I", 10)
    return bytes(whole)


def link():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        one = zipfile.ZipInfo("xl/workbook.xml")
        one.external_attr = 0o120777 << 16
        container.writestr(one, "/etc/passwd")
    return out.getvalue()


def with_password():
    whole = bytearray(packed({"xl/workbook.xml": "x"}))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = whole.index(magic) + at
        whole[start] |= 1
    return bytes(whole)


def compound(streams):
    """An OLE container (MS-CFB, 512-byte sectors) with ``streams`` of at least 4,096 bytes each."""
    sectors, starts = [], []
    chain = []
    for _, data in streams:
        data = data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0")
        starts.append((len(sectors), len(data)))
        count = len(data) // 512
        first = len(sectors)
        sectors += [data[at : at + 512] for at in range(0, len(data), 512)]
        chain += [*range(first + 1, first + count), 0xFFFFFFFE]
    directory = [_directory_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    directory += [
        _directory_entry(name, 2, start, size, right=at + 2 if at + 1 < len(streams) else -1)
        for at, ((name, _), (start, size)) in enumerate(zip(streams, starts, strict=True))
    ]
    listed = b"".join(directory).ljust(1024, b"\0")
    at_directory = len(sectors)
    sectors += [listed[:512], listed[512:]]
    chain += [at_directory + 1, 0xFFFFFFFE]
    at_table = len(sectors)
    chain += [0xFFFFFFFD]
    assert len(chain) <= 128
    sectors.append(struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, at_directory, 0, 4096,
                        0xFFFFFFFE, 0, 0xFFFFFFFE, 0, at_table)  # fmt: skip
    return head.ljust(512, b"\xff") + b"".join(sectors)


def _directory_entry(name, kind, start, size, *, right=-1, child=-1):
    told = name.encode("utf-16-le")
    return (
        told.ljust(64, b"\0")
        + struct.pack("<HBBiii", len(told) + 2, kind, 1, -1, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def xls(rows):
    """A workbook of Excel 97 (BIFF8): LABEL records with UTF-16 text."""

    def record(kind, data):
        return struct.pack("<HH", kind, len(data)) + data

    def sheets(offset):
        name = "名单".encode("utf-16-le")
        return record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name) // 2, 1) + name)

    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    book_size = len(start) + len(sheets(0)) + 4
    book = start + sheets(book_size) + record(0x0A, b"")
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            text = cell.encode("utf-16-le")
            body += record(0x204, struct.pack("<HHHHB", at, column, 0, len(text) // 2, 1) + text)
    return compound([("Workbook", book + body + record(0x0A, b""))])


def repacked(content, part, change):
    """The container with the text of one part changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        parts = {one: container.read(one) for one in container.namelist()}
    parts[part] = change(parts[part].decode())
    return packed(parts)
