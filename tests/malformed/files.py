"""Files for uploads: some that are whole, and many that no reader should trip over."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class File(NamedTuple):
    name: str
    content: bytes


_NAMES = (
    "", "a", "../../a.pdf", "..\\a.xlsx", "/etc/passwd", "a\0.pdf", "\u202efdp.exe", "con.pdf",
    "a.pdf.exe", "a" * 300 + ".pdf", "虚构.xlsx", "a\r\nb.csv", '";x="', ".", "..", "%00.png",
    "a.PDF", "a.csv.zip",
)  # fmt: skip
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats"
_CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
_BOOK: Mapping[str, str] = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_KIND}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{_KIND}-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="a" '
    'sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
    _SHEET: f'<worksheet xmlns="{_MAIN}"><sheetData>'
    f'<row r="1">{_CELL.format("A1", "姓名")}{_CELL.format("B1", "手机")}</row>'
    f'<row r="2">{_CELL.format("A2", "虚构甲")}{_CELL.format("B2", "15400000001")}</row>'
    "</sheetData></worksheet>",
}


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, own in parts.items():
            # Dated 1980: the same seed draws the same bytes at any hour.
            archive.writestr(zipfile.ZipInfo(name), own, method)
    return out.getvalue()


def picture(width: int = 8, height: int = 8, claimed: tuple[int, int] | None = None) -> bytes:
    """A PNG; ``claimed`` what its header says in place of its size."""
    head = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x40\x80\xc0" * width) * height)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    told = struct.pack(">I", len(content)) + kind + content
    return told + struct.pack(">I", zlib.crc32(kind + content))


def paper(start: bytes | None = None, root: bytes = b"1 0 R") -> bytes:
    """A PDF of one empty page; ``start`` what it says of where its table lies."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    )
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % one for one in places
    )
    begin = start if start is not None else b"%d" % len(out)
    return out + table + b"trailer\n<</Size 4/Root %s>>\nstartxref\n%s\n%%%%EOF\n" % (root, begin)


_TABLE = "姓名,手机\n虚构甲,15400000001\n虚构乙,15400000002\n"
WHOLE: Sequence[File] = (
    File("a.pdf", paper()),
    File("a.csv", _TABLE.encode()),
    File("a.xlsx", packed(_BOOK)),
    File("a.png", picture()),
    File("a.txt", "虚构的一段话。".encode()),
    File("a.zip", packed({"a.csv": _TABLE})),
)


def _book(sheet: str | bytes) -> bytes:
    return packed({**_BOOK, _SHEET: sheet})


def _nested(chance: random.Random) -> bytes:
    content = b"0" * 1_000
    for number in range(chance.randrange(2, 12)):
        content = packed({f"{number}.zip": content})
    return content


def _flipped(chance: random.Random) -> bytes:
    broken = bytearray(chance.choice(WHOLE).content)
    for _ in range(chance.randrange(1, 6)):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def _cut(chance: random.Random) -> bytes:
    content = chance.choice(WHOLE).content
    return content[: chance.randrange(len(content))]


_ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = "<!DOCTYPE a [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)
) + "]>"  # fmt: skip
_SHEETS = (
    "", "<", "<worksheet>", _BOOK[_SHEET][:-14], _ENTITY + "<a>&e;</a>", _LAUGHS + "<a>&a8;</a>",
    "<a>" * 5_000, _BOOK[_SHEET].replace("A2", "XFE99999999"),
    _BOOK[_SHEET].replace("inlineStr", "s"), _BOOK[_SHEET].replace('r="2"', 'r="-1"'),
    _BOOK[_SHEET].replace("虚构甲", "&#0;"), "\0" * 100,
    _BOOK[_SHEET].replace('t="inlineStr"', 't="d"').replace("虚构甲", "0000-00-00"),
    " " * 3_000_000,
)  # fmt: skip
_TABLES = (
    b"\0\0\0", _TABLE.encode("utf-16"), _TABLE.encode("gb18030") + _TABLE.encode(), b"\xff" * 200,
    b"a,b\n" * 3_000, _TABLE.encode().replace(b"1540", b"\0"), b'"' + b"a" * 200_000,
    b"\xef\xbb\xbf" * 3, b"," * 5_000, b"\r" * 100, b"sep=,\n=cmd|' /C calc'!A0,1\n",
    "姓名,姓名\n甲,乙\n".encode(), "姓名\n\u202e甲\n".encode(), b"a;b\tc|d\n1\n",
)  # fmt: skip
_PAPERS = (
    b"%PDF-", paper(b"9" * 20), paper(b"-1"), paper(b"0"), paper(b"x"), paper(root=b"9 0 R"),
    paper(root=b"2 0 R"), paper().replace(b"Kids[3 0 R]", b"Kids[2 0 R]"),
    paper().replace(b"/Count 1", b"/Count 999999999"),
    paper().replace(b"[0 0 200 200]", b"[0 0 1e9 1e9]"), paper()[:-30], paper() + b"\0" * 5_000,
    b"%PDF-9.9\n" * 50, paper().replace(b"trailer", b"trailer<</Encrypt 1 0 R>>"),
    b"%PDF-1.7\n" + b"<<" * 20_000,
)  # fmt: skip
_PICTURES = (
    picture(claimed=(0, 0)), picture(claimed=(2**31 - 1, 2**31 - 1)),
    picture(claimed=(60_000, 60_000)), picture(claimed=(1, 9)), picture()[:40],
    picture().replace(b"IDAT", b"IDAX"), b"GIF89a\xff\xff\xff\xff",
    b"\xff\xd8\xff\xe0" + b"\0" * 50, b"BM" + b"\xff" * 60, b"RIFF\0\0\0\0WEBP",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", b""),
    picture().replace(b"\x08\x02", b"\x07\x09", 1),
)  # fmt: skip
_OTHERS = (
    b"", b"\0", b"\n", b"{}", b"[" * 10_000, b'{"a":' * 10_000, b"PK\x03\x04",
    b"PK\x05\x06" + b"\0" * 18, b"PK\x05\x06" + b"\xff" * 18, packed({}),
    packed({"../../a.csv": _TABLE}), packed({"/a": "", "a/../../b": "x"}),
    packed({"manifest.json": "[]", "entries.jsonl": "\0"}),
    packed({"manifest.json": "{", "a": b"\0" * 2_000_000}),
    packed({"a.csv": _TABLE}, zipfile.ZIP_LZMA), packed({"a.csv": _TABLE}, zipfile.ZIP_BZIP2),
    packed({f"{number}": "" for number in range(3_000)}),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
    b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    b"age-encryption.org/v1\n-> X25519 a\n", b"PAR1PAR1",
)  # fmt: skip
_KINDS: Sequence[tuple[str, Callable[[random.Random], bytes]]] = (
    ("a.xlsx", lambda chance: _book(chance.choice(_SHEETS))),
    (
        "a.xlsx",
        lambda chance: packed({**_BOOK, chance.choice(list(_BOOK)): chance.choice(_SHEETS)}),
    ),
    ("a.csv", lambda chance: chance.choice(_TABLES)),
    ("a.pdf", lambda chance: chance.choice(_PAPERS)),
    ("a.png", lambda chance: chance.choice(_PICTURES)),
    ("a.zip", lambda chance: chance.choice(_OTHERS)),
    ("a.zip", _nested),
    ("a.bin", _flipped),
    ("a.bin", _cut),
    ("a.bin", lambda chance: chance.randbytes(chance.randrange(500))),
)
_ENDINGS = (
    ".xlsx",
    ".csv",
    ".pdf",
    ".png",
    ".zip",
    ".json",
    ".docx",
    ".xls",
    ".ods",
    ".parquet",
    ".html",
)


def malformed(chance: random.Random) -> File:
    name, make = chance.choice(_KINDS)
    content = make(chance)
    if name == "a.bin" or chance.random() < 0.2:
        name = "a" + chance.choice(_ENDINGS)
    if chance.random() < 0.15:
        name = chance.choice(_NAMES)
    return File(name, content)
