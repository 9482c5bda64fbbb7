"""In which encoding a text file is written: the mark at its start, UTF-8, GB18030, else we ask.

GB18030 decodes nearly every sequence of bytes, so decoding is no proof.  Chinese text uses the
3,755 everyday characters of GB 2312 level 1 (lead bytes B0 to D7) for nearly everything; Big5,
Latin-1 or damaged UTF-8 read as GB18030 do not.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from shoumi.base.intake import errors
from shoumi.base.intake.parsers.report import Report

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARABLE = frozenset({"utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5", "latin-1"})
EVERYDAY_SHARE = 0.65
CHUNK = 1 << 16
SAMPLED = 20_000


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str
    skip: int


@contextmanager
def open_text(
    file: BinaryIO, report: Report, declared: str | None
) -> Iterator[tuple[Encoding, io.TextIOBase]]:
    """Find the encoding and open the text, line ends as they are; ``file`` stays open.

    Raises:
        EncodingUnclear: none fits, or more than one would.
        EncodingBroken: the mark or the caller names one in which the file does not decode.
        HasNul: there is a NUL byte.
    """
    encoding = _find(file, report, declared)
    file.seek(encoding.skip)
    text = io.TextIOWrapper(file, encoding=encoding.name, newline="")
    try:
        yield encoding, text
    finally:
        text.detach()


def _find(file: BinaryIO, report: Report, declared: str | None) -> Encoding:
    file.seek(0)
    start = file.read(4)
    if start[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        raise errors.EncodingUnclear(place=report.place(1))
    marked = next(((mark, name) for mark, name in BOMS if start.startswith(mark)), None)
    if marked or declared:
        mark, name = marked or (b"", declared or "")
        if name not in DECLARABLE:
            raise errors.EncodingUnclear(place=report.place(1))
        if (line := _first_bad_line(file, name, len(mark))) is not None:
            raise errors.EncodingBroken(place=report.place(line), encoding=name)
        _refuse_nul(file, report, name)
        return Encoding(name, len(mark))
    _refuse_nul(file, report, "utf-8")
    bad = _first_bad_line(file, "utf-8", 0)
    if bad is None:
        return Encoding("utf-8", 0)
    if _first_bad_line(file, "gb18030", 0) is None and _is_chinese(file):
        return Encoding("gb18030", 0)
    raise errors.EncodingUnclear(place=report.place(bad))


def _first_bad_line(file: BinaryIO, name: str, skip: int) -> int | None:
    decoder = codecs.getincrementaldecoder(name)()
    file.seek(skip)
    line = 1
    while True:
        chunk = file.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(name, "replace")
            return line + good.count("\n")
        line += text.count("\n")
        if not chunk:
            return None


def _refuse_nul(file: BinaryIO, report: Report, name: str) -> None:
    """A NUL ends a text in half of all software, so what follows would be hidden."""
    file.seek(0)
    line, wide = 1, name.startswith("utf-16")
    while chunk := file.read(CHUNK):
        if wide:
            chunk = chunk.decode(name, "replace").encode("utf-8", "replace")
        at = chunk.find(b"\0")
        if at >= 0:
            if chunk.count(b"\0") * 5 > len(chunk) and not wide:
                raise errors.EncodingUnclear(place=report.place(1))
            raise errors.HasNul(place=report.place(line + chunk.count(b"\n", 0, at)))
        line += chunk.count(b"\n")


def _is_chinese(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("gb18030")()
    everyday = rare = 0
    while everyday + rare < SAMPLED and (chunk := file.read(CHUNK)):
        for char in filter(_is_wide, decoder.decode(chunk)):
            verdict = _is_everyday(char.encode("gb18030", "replace"))
            everyday += verdict is True
            rare += verdict is False
    return everyday > 0 and everyday >= EVERYDAY_SHARE * (everyday + rare)


def _is_wide(char: str) -> bool:
    return char > "\u007f"


def _is_everyday(code: bytes) -> bool | None:
    """True for GB 2312 level 1, False for the rarer two-byte areas, None for all that is neutral.

    Four-byte codes and the symbol rows are neutral: wrong encodings hardly hit the first, and
    punctuation proves nothing.
    """
    if len(code) != 2 or (0xA1 <= code[0] <= 0xA9 and code[1] >= 0xA1):
        return None
    return 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1
