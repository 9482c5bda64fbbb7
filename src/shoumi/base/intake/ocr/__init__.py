"""The text on pictures: pages of a PDF that have none of their own, and files that are pictures.

Pages become frames in a parser child, a few at a time, and a process of its own reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from shoumi.base.intake import child, errors, limits
from shoumi.base.intake.frame_decoder import Frame
from shoumi.base.intake.ocr.reader import Reading, examined, is_installed
from shoumi.base.intake.sheets import Block, Note, Sheet

__all__ = ["WHAT", "examined", "is_installed", "read_pages", "read_picture"]

WHAT = "picture"
_BLANK = "pdf.page_without_text"


def read_pages(sheet: Sheet, file: BinaryIO, *, size_bytes: int) -> Sheet:
    """The sheet of a PDF with what its pages without text say as pictures.

    Where the package is not installed, or there are too many pages, the notes say which were not
    read.

    Raises:
        FileRefused, WeightsChanged
    """
    pages = sheet.blank_pages[: limits.MAX_PICTURE_PAGES]
    if not pages or not is_installed():
        return sheet
    blocks, notes = _read(file, sheet.file, "pdf frames", size_bytes, pages)
    kept = [note for note in sheet.notes if note.code != _BLANK]
    if left := sheet.blank_pages[len(pages) :]:
        kept.append(_too_many(sheet.file, len(left)))
    told = [*(sheet.blocks or ()), *blocks]
    return replace(sheet, blocks=told, notes=(*kept, *notes))


def read_picture(file: BinaryIO, name: str, *, size_bytes: int) -> list[Sheet]:
    """The sheet of a file that is a picture, one of several pages where it is a TIFF.

    Raises:
        PicturesNotRead: the package is not installed.
        FileRefused, WeightsChanged
    """
    if not is_installed():
        raise errors.PicturesNotRead(place=name)
    blocks, notes = _read(file, name, "picture", size_bytes, None)
    return [Sheet(name, name, "text", blocks=blocks, notes=tuple(notes))]


def _too_many(name: str, left: int) -> Note:
    return Note("picture.too_many_pages", name, {"most": limits.MAX_PICTURE_PAGES, "left": left})


def _read(
    file: BinaryIO, name: str, kind: str, size_bytes: int, pages: Sequence[int] | None
) -> tuple[list[Block], list[Note]]:
    """Blocks and notes of ``pages``, or of all."""
    blocks: list[Block] = []
    notes: list[Note] = []
    empty = 0
    most = len(pages) if pages is not None else limits.MAX_PICTURE_PAGES
    frames = _frames(file, name, kind, size_bytes, pages)
    first, count = next(frames)
    with Reading(name, most) as reading:
        while first is not None:
            place = f"{name}:p{first.page}" if kind != "picture" or count > 1 else name
            if lines := reading.lines(first):
                text = "\n".join(line for line, _ in lines)
                blocks.append(Block(place, WHAT, text, tuple(sure for _, sure in lines)))
            else:
                empty += 1
                if empty <= limits.MAX_NOTES_PER_CODE:
                    notes.append(Note("picture.without_text", place))
            first, count = next(frames, (None, count))
    if empty > limits.MAX_NOTES_PER_CODE:
        facts = {"and_more": empty - limits.MAX_NOTES_PER_CODE}
        notes.append(Note("picture.without_text", name, facts))
    if blocks:
        least = min(min(block.sureness) for block in blocks)
        notes.append(Note("picture.read", name, {"pages": len(blocks), "least": f"{least:.0%}"}))
    if kind == "picture" and count > limits.MAX_PICTURE_PAGES:
        notes.append(_too_many(name, count - limits.MAX_PICTURE_PAGES))
    return blocks, notes


def _frames(
    file: BinaryIO, name: str, kind: str, size_bytes: int, pages: Sequence[int] | None
) -> Iterator[tuple[Frame | None, int]]:
    """Each frame with the number of pages of the file, a few rendered at a time."""
    wanted = list(pages or range(1, limits.MAX_PICTURE_PAGES + 1))
    count = max(wanted)
    at = 0
    while at < len(wanted):
        some = wanted[at : at + limits.FRAMES_AT_ONCE]
        frames, count = child.frames(file, name=name, kind=kind, size_bytes=size_bytes, pages=some)
        yield from ((frame, count) for frame in frames)
        at += len(some)
        if pages is None:
            wanted = [page for page in wanted if page <= count]
