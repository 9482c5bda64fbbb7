"""Look at a paper that somebody brings: a real file of its format, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import BinaryIO, TypeAlias

from shoumi.base.documents import examined, upload_rules
from shoumi.base.documents.errors import NotAPaper, PaperTooLarge
from shoumi.base.documents.examined import Examined, Format
from shoumi.base.intake import child, ocr, readers
from shoumi.base.intake.memory_files import in_memory
from shoumi.base.intake.sheets import Sheet

_PDF, _PICTURES = b"%PDF-", (b"\x89PNG", b"\xff\xd8\xff")
# Text has no structure that could be broken, so no child has to read it.
_TEXT = frozenset({Format.TXT, Format.JSONL})
# Notes of readers about what is in a file and is not read.
_ENCLOSED = frozenset({"pdf.attachments", "office.embedded"})
Read: TypeAlias = "tuple[list[Sheet], int]"


def examine(content: bytes, name: str, *, today: date, with_pictures: bool = False) -> Examined:
    """What ``content`` is and what stands in it.

    ``name``           gives the format where the first bytes do not, and is kept nowhere
    ``with_pictures``  reads pages that are pictures too, where that package is installed

    Raises:
        PaperTooLarge
        NotAPaper: it is empty, or of no format that is read here.
        FileRefused: it is broken, or not what its name says.
    """
    found = read(content, name, with_pictures=with_pictures)
    return examined.examined(content, found.format, found.texts, today=today, unread=found.unread)


@dataclass(frozen=True, slots=True)
class Reading:
    """``texts``   each place with what stands there

    ``unread``  pages that are pictures and were not read, and what is enclosed
    ``pieces``  each paragraph and each cell by itself: place, text, whether it is a cell
    """

    format: Format
    texts: Sequence[tuple[str, str]] = field(repr=False)
    unread: int = 0
    pieces: Sequence[tuple[str, str, bool]] = field(default=(), repr=False)


def read(content: bytes, name: str, *, with_pictures: bool = False) -> Reading:
    """What stands in ``content``, by a child where its format has structure.

    Raises:
        PaperTooLarge, NotAPaper, FileRefused: as ``examine``.
    """
    if len(content) > upload_rules.MOST_BYTES:
        raise PaperTooLarge(most=upload_rules.MOST_BYTES // 2**20)
    kind = _format(content, name)
    place = f"paper.{kind}"
    if kind in _TEXT:
        return _plain(kind, list(examined.lines(content, place)))
    sheets, unread = _read(content, place, kind, with_pictures=with_pictures)
    return Reading(kind, list(_texts(sheets)), unread, list(_pieces(sheets)))


def _plain(kind: Format, lines: Sequence[tuple[str, str]]) -> Reading:
    return Reading(kind, lines, pieces=[(place, text, False) for place, text in lines])


def _format(content: bytes, name: str) -> Format:
    if not content:
        raise NotAPaper
    if content.startswith(_PDF):
        return Format.PDF
    if content.startswith(_PICTURES):
        return Format.PICTURE
    found = readers.EXTENSIONS.get(PurePath(name).suffix.lower(), Format.TXT)
    if found in (Format.PDF, Format.PICTURE):
        raise NotAPaper
    return Format(found)


def _read(content: bytes, place: str, kind: Format, *, with_pictures: bool) -> Read:
    """What can be read, and how many pages could not."""
    with in_memory(content) as file:
        is_read = with_pictures and ocr.is_installed()
        return _opened(file, len(content), place, kind, is_read=is_read)


def _opened(file: BinaryIO, size: int, place: str, kind: Format, *, is_read: bool) -> Read:
    if kind is Format.PICTURE and not is_read:
        # Nobody reads it, but it has to be a picture.
        child.frames(file, name=place, kind=kind, size_bytes=size, pages=[1])
        return [], 1
    sheets = readers.read_open(file, place, kind, with_pictures=is_read)
    return sheets, sum(_unread(sheet) for sheet in sheets)


def _unread(sheet: Sheet) -> int:
    """Pages without text of which no picture was read either, and what is enclosed."""
    read = {block.place for block in sheet.blocks or () if block.what == ocr.WHAT}
    enclosed = sum(note.code in _ENCLOSED for note in sheet.notes)
    return max(0, len(sheet.blank_pages) - len(read)) + enclosed


def _texts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        for block in sheet.blocks or ():
            yield block.place, block.text
        if sheet.table is None:
            continue
        yield sheet.file, " ".join(sheet.header)
        for row, cells in enumerate(sheet.table.to_pylist()):
            # The heading says what a bare number is.
            line = "；".join(f"{head}：{cell}" for head, cell in cells.items() if cell)
            yield sheet.place(row), line


def _pieces(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str, bool]]:
    for sheet in sheets:
        for block in sheet.blocks or ():
            yield block.place, block.text, block.what == "cell"
        if sheet.table is None:
            continue
        for row, cells in enumerate(sheet.table.to_pylist()):
            yield from ((sheet.place(row), str(cell), True) for cell in cells.values() if cell)
