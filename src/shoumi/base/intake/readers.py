"""The one way in for files: look at the outside, then parse in a limited child.

Formats: ``csv``, ``xlsx``, ``xls``, ``ods``, ``parquet``, ``jsonl``, ``docx``, ``pdf``, ``txt``,
``picture`` (PNG, JPEG, TIFF, WebP, BMP; read by ``ocr``), and ``text``: what is judged
by its contents, whatever its name.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from shoumi.base.intake import child, errors, limits, ocr
from shoumi.base.intake.parsers.encoding import wide_without_mark
from shoumi.base.intake.sheets import Block, Note, Sheet

__all__ = ["FORMATS", "Block", "Note", "Sheet", "digest", "read", "read_open"]

FORMATS = frozenset(
    {"csv", "xlsx", "xls", "ods", "parquet", "jsonl", "docx", "pdf", "txt", "text", "picture"}
)
EXTENSIONS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".xlsx": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".docx": "docx",
    ".pdf": "pdf",
    ".txt": "txt",
    ".md": "txt",
    ".log": "txt",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
    ".webp": "picture",
    ".bmp": "picture",
}
# Endings that say no more than that it is a text; one that is not known says as much.
JUDGED = frozenset({".txt"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MAGIC = {
    "xlsx": (ZIP,),
    "ods": (ZIP,),
    "docx": (ZIP,),
    "xls": (OLE,),
    "pdf": (b"%PDF-",),
    "parquet": (b"PAR1",),
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF", b"BM"),
}
# What no text file begins with.
BINARY_MAGIC = (
    ZIP,
    b"PK\x05\x06",
    OLE,
    b"%PDF-",
    b"PAR1",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ\x90",
    b"BZh",
    b"\xfd7zXZ",
)
NUL = b"\0"
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_START = 1 << 14
# How pages, workbooks of XML and JSON begin; a table does not.
_MARKED = re.compile(rb"\s*(?:<\s*[!?\w]|\[\s*[\[{]|\{\s*\")")
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002 - the word of the command line
    *,
    encoding: str | None = None,
    with_pictures: bool = True,
    answer: Path | None = None,
) -> list[Sheet]:
    """Every sheet of the file, hidden ones too.

    ``format`` None goes by the name's ending; ``encoding`` is for text whose encoding the reader
    asked for; ``with_pictures`` false reads nothing that is a picture; ``answer`` as in
    ``child.parse``.

    Raises:
        FileRefused: see ``errors``.
        WeightsChanged: a page is a picture, and its models are not the ones that were examined.
    """
    at = Path(path)
    try:
        file = open_plain(at)
    except OSError as error:
        raise errors.NotAFile(place=at.name) from error
    with file:
        return read_open(
            file,
            at.name,
            format,
            encoding=encoding,
            with_pictures=with_pictures,
            answer=answer,
        )


def open_plain(path: Path) -> BufferedReader:
    """Open for reading without waiting: a named pipe that nobody writes to would never answer.

    Raises:
        OSError
    """
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def digest(path: Path) -> str:
    """SHA-256 of the file, 64 lower-case hex digits.

    Raises:
        NotAFile
    """
    try:
        with open_plain(path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise errors.NotAFile(place=path.name)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise errors.NotAFile(place=path.name) from error


def size(path: Path) -> int:
    """Bytes of the file, 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_open(
    file: BinaryIO,
    name: str,
    format: str | None = None,  # noqa: A002
    *,
    encoding: str | None = None,
    with_pictures: bool = True,
    answer: Path | None = None,
) -> list[Sheet]:
    """As ``read``, of an open file that has a descriptor and can seek."""
    kind = outside(file, name, format)
    held = os.fstat(file.fileno()).st_size
    if kind == "picture" and not with_pictures:
        raise errors.UnknownFormat(place=name)
    if kind == "picture":
        return ocr.read_picture(file, name, size_bytes=held)
    said = EXTENSIONS.get(Path(name).suffix.lower())
    try:
        sheets = child.parse(
            file,
            name=name,
            kind=kind,
            size_bytes=held,
            encoding=encoding,
            answer=answer,
        )
    except errors.EncodingUnclear:
        if kind == "text" and said in MAGIC and said != "xls":  # it was no text after all
            raise errors.NotWhatItSays(place=name, expected=said) from None
        raise
    sheets = honest(sheets, name, kind, by_name=format in (None, "auto"))
    if not with_pictures:
        return sheets
    return [ocr.read_pages(sheet, file, size_bytes=held) for sheet in sheets]


def honest(sheets: list[Sheet], name: str, kind: str, *, by_name: bool) -> list[Sheet]:
    """What was read as something else than its name says, with a note that says so.

    Raises:
        NotWhatItSays: a text under another name, and there is no table in it.
    """
    said = EXTENSIONS.get(Path(name).suffix.lower())
    if not by_name or said == kind or said not in MAGIC or not sheets:
        return sheets
    if kind == "text" and all(sheet.table is None for sheet in sheets):
        raise errors.NotWhatItSays(place=name, expected=said)
    if kind == "text":  # its parser says what it is
        return sheets
    first, *others = sheets
    note = Note("file.read_as", name, {"kind": kind.upper()})
    return [replace(first, notes=(note, *first.notes)), *others]


def outside(file: BinaryIO, name: str, asked: str | None) -> str:
    """The format of the file, after what can be seen without parsing it.

    Raises:
        FileRefused: it is no plain file, empty, too large, or not of the format.
    """
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise errors.NotAFile(place=name)
    if status.st_size == 0:
        raise errors.Empty(place=name)
    if status.st_size > limits.MAX_FILE_BYTES:
        raise errors.TooLarge(place=name, most=limits.MAX_FILE_BYTES // limits.MB)
    if asked in (None, "auto"):
        kind = _by_name(file, name)
    elif asked in FORMATS:
        kind = asked
    else:
        raise errors.UnknownFormat(place=name)
    _check_magic(file, name, kind)
    return kind


def _by_name(file: BinaryIO, name: str) -> str:
    """What the ending says, or for workbooks, which people rename, the first bytes."""
    ending = Path(name).suffix.lower()
    kind = EXTENSIONS.get(ending, "")
    file.seek(0)
    start = file.read(_START)
    if kind == "xls" and start.startswith(ZIP):
        return "xlsx"
    if kind == "xlsx" and start.startswith(OLE) and not _is_encrypted(file):
        return "xls"
    if kind and ending not in JUDGED and not _is_other_text(kind, start):
        return kind
    if not _is_text(start):
        if kind:
            raise errors.NotWhatItSays(place=name, expected=kind)
        raise errors.UnknownFormat(place=name)
    return "text"


def _is_text(start: bytes) -> bool:
    is_wide = start.startswith(WIDE) or bool(wide_without_mark(start))
    is_binary = start.count(NUL) * 5 > len(start) and not is_wide
    return not is_binary and not start.startswith(BINARY_MAGIC)


def _is_other_text(kind: str, start: bytes) -> bool:
    """Whether a name that stands for something else was given to a text: systems save tables and
    pages under the ending that opens in Excel, and people change endings."""
    if kind == "xls":
        return not start.startswith(BINARY_MAGIC)
    if kind in MAGIC:
        return not start.startswith(MAGIC[kind]) and _is_text(start)
    if kind == "csv":
        # Of UTF-16 without what stands beside each sign of ASCII.
        signs = start.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(NUL, b"")
        return _is_text(start) and bool(_MARKED.match(signs))
    return False


def _check_magic(file: BinaryIO, name: str, kind: str) -> None:
    file.seek(0)
    start = file.read(_START)
    if start.startswith(OLE) and kind in ("xlsx", "docx") and _is_encrypted(file):
        raise errors.Encrypted(place=name)
    expected = MAGIC.get(kind)
    fits = start.startswith(expected) if expected else not start.startswith(BINARY_MAGIC)
    if not fits:
        raise errors.NotWhatItSays(place=name, expected=kind)


def _is_encrypted(file: BinaryIO) -> bool:
    """An Office file with a password is an OLE container with a stream of that name."""
    file.seek(0)
    kept = b""
    while chunk := file.read(limits.MB):
        if OLE_ENCRYPTED in kept + chunk:
            return True
        kept = chunk[-len(OLE_ENCRYPTED) :]
    return False
