"""In which encoding a text file is written: the mark at its start, UTF-16 without one, UTF-8,
GB18030, else we ask.

GB18030 decodes nearly every sequence of bytes, so decoding is no proof.  Chinese text uses the
3,755 everyday characters of GB 2312 level 1 (lead bytes B0 to D7) for nearly everything; Big5,
Latin-1 or damaged UTF-8 read as GB18030 do not.

A byte that is no text costs its record, not the file: it is read as ``BROKEN``, which no text has
(a noncharacter), and whoever reads the record says so.  Where such bytes are many the encoding is
another one, and the file is refused.
"""

from __future__ import annotations

import codecs
import io
import re
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

BROKEN = "\ufdd0"
NUL = "\0"
# What stands in a record in place of what could not be read.
SHOWN = "\ufffd"
_HANDLER = "shoumi.broken"

# Of the text of one encoding so many characters are whole for each byte that is not.
_WHOLE_FOR_BROKEN = 2
# Where nothing but ASCII is whole, one line in so many may be broken.
_LINES_FOR_BROKEN = 20
# Digits of UTF-16 as they come where a byte is lost or doubled before them: no text has such a run.
_OUT_OF_STEP = re.compile(
    "(?=\u3000*[\u3100\u3200\u3300\u3400\u3500\u3600\u3700\u3800\u3900])"
    "[\u3000\u3100\u3200\u3300\u3400\u3500\u3600\u3700\u3800\u3900]{6,}"
)
# In UTF-16 every sign of ASCII has a NUL on one side: separators and line ends, if nothing else.
_LEAST_ASCII, _LEAST_NULS = 0.1, 3
_MOST_NULS = 0.2


def _mark(error: UnicodeError) -> tuple[str, int]:
    """One mark for what is broken; reading goes on as soon as it can, so no separator is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    is_wide = error.encoding.lower().startswith("utf-16")
    return BROKEN, error.end if is_wide else error.start + 1


codecs.register_error(_HANDLER, _mark)


@dataclass(frozen=True, slots=True)
class Encoding:
    """``is_damaged``  somewhere in the text is ``BROKEN`` or a NUL"""

    name: str
    skip: int
    is_damaged: bool = False

    @property
    def is_plain(self) -> bool:
        return self.name == "utf-8" and not self.skip


def fault(text: str) -> str:
    """What is wrong with a piece of a damaged text; empty where nothing is."""
    if BROKEN in text:
        return errors.EncodingBroken.code
    return errors.HasNul.code if NUL in text else ""


def shown(text: str) -> str:
    """The text with what could not be read made visible."""
    return text.replace(BROKEN, SHOWN).replace(NUL, SHOWN)


def tell(found: Encoding, report: Report) -> None:
    if not found.is_plain:
        report.note("text.encoding", encoding=found.name)


@contextmanager
def open_text(
    file: BinaryIO, report: Report, declared: str | None
) -> Iterator[tuple[Encoding, io.TextIOBase]]:
    """Find the encoding and open the text, line ends as they are; ``file`` stays open.

    Raises:
        EncodingUnclear: none fits, or more than one would.
        OutOfStep
    """
    encoding = find(file, report, declared)
    file.seek(encoding.skip)
    text = io.TextIOWrapper(file, encoding=encoding.name, errors=_HANDLER, newline="")
    try:
        yield encoding, text
    finally:
        text.detach()


def find(file: BinaryIO, report: Report, declared: str | None) -> Encoding:
    """
    Raises:
        EncodingUnclear, OutOfStep
    """
    file.seek(0)
    start = file.read(4)
    if start[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        raise errors.EncodingUnclear(place=report.place(1))
    marked = next(((mark, name) for mark, name in BOMS if start.startswith(mark)), None)
    if marked or declared:
        mark, name = marked or (b"", declared or "")
        if name not in DECLARABLE:
            raise errors.EncodingUnclear(place=report.place(1))
        return _wide(file, name, len(mark), report)
    file.seek(0)
    if wide := wide_without_mark(file.read(CHUNK)):
        return _wide(file, wide, 0, report)
    if _is_binary(file):
        raise errors.EncodingUnclear(place=report.place(1))
    return _told_by_contents(file, report)


def _wide(file: BinaryIO, name: str, skip: int, report: Report) -> Encoding:
    """What is known of the encoding ``name``, looked through for damage."""
    told = _look(file, name, skip)
    if told.shifted:
        raise errors.OutOfStep(place=report.place(told.shifted))
    return Encoding(name, skip, told.is_damaged)


def _told_by_contents(file: BinaryIO, report: Report) -> Encoding:
    unicode = _look(file, "utf-8", 0)
    if not unicode.broken:
        return Encoding("utf-8", 0, unicode.is_damaged)
    chinese = _look(file, "gb18030", 0)
    if not chinese.broken and _is_chinese(file):
        return Encoding("gb18030", 0, chinese.is_damaged)
    if unicode.whole >= _WHOLE_FOR_BROKEN * unicode.broken:
        return Encoding("utf-8", 0, is_damaged=True)
    if chinese.whole >= _WHOLE_FOR_BROKEN * chinese.broken and _is_chinese(file):
        return Encoding("gb18030", 0, is_damaged=True)
    if unicode.lines >= _LINES_FOR_BROKEN * unicode.broken_lines:
        return Encoding("utf-8", 0, is_damaged=True)
    raise errors.EncodingUnclear(place=report.place(unicode.first))


@dataclass(slots=True)
class _Look:
    """A text as one encoding has it: characters beyond ASCII that are ``whole``, bytes that are
    ``broken``, lines in all, lines with such bytes, and the ``first`` of them; ``shifted`` is the
    line from which the two bytes of each sign are taken from two signs."""

    whole: int = 0
    broken: int = 0
    lines: int = 0
    broken_lines: int = 0
    first: int = 0
    shifted: int = 0
    has_nul: bool = False

    @property
    def is_damaged(self) -> bool:
        return bool(self.broken) or self.has_nul


def _look(file: BinaryIO, name: str, skip: int) -> _Look:
    decoder = codecs.getincrementaldecoder(name)(_HANDLER)
    file.seek(skip)
    told = _Look(lines=1)
    is_wide, last = name.startswith("utf-16"), 0
    while True:
        chunk = file.read(CHUNK)
        text = decoder.decode(chunk, final=not chunk)
        told.has_nul |= NUL in text
        if is_wide and not told.shifted and (run := _OUT_OF_STEP.search(text)):
            told.shifted = told.lines + text.count("\n", 0, run.start())
        told.whole += 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))
        if BROKEN in text:
            for number, line in enumerate(text.split("\n"), told.lines):
                if count := line.count(BROKEN):
                    told.whole -= count
                    told.broken += count
                    told.first = told.first or number
                    told.broken_lines += number != last
                    last = number
        told.lines += text.count("\n")
        if not chunk:
            return told


def wide_without_mark(start: bytes) -> str:
    """The UTF-16 that ``start`` is written in, or nothing: enough NULs stand on one
    side, and what it decodes to is text."""
    units = len(start) // 2
    told = {
        name: nuls
        for name, side in (("utf-16-le", 1), ("utf-16-be", 0))
        if (nuls := start[side : 2 * units : 2].count(0)) >= max(_LEAST_NULS, _LEAST_ASCII * units)
        and all(map(_is_text, start[: 2 * units].decode(name, "replace")))
    }
    return max(told, key=lambda name: told[name], default="")


def _is_text(char: str) -> bool:
    return (
        char in "\t\r\n\f"
        or (char.isprintable() and not "\ue000" <= char <= "\uf8ff")
        or (char in "\u00a0\u3000\u200b\ufeff" + SHOWN)
    )


def _is_binary(file: BinaryIO) -> bool:
    file.seek(0)
    start = file.read(CHUNK)
    return start.count(0) > _MOST_NULS * len(start)


def _is_chinese(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("gb18030")(_HANDLER)
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
