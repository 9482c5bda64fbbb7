"""A public summary that somebody brings, read for the scan: all that its file says to a reader.

Whoever gets the file can read more than its pages show, so what it says of itself is read too, and
what nothing can be found in is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shoumi.base.intake import readers
from shoumi.base.intake.memory_files import in_memory
from shoumi.base.intake.sheets import Sheet
from shoumi.core.errors import Invalid

_PAGE = re.compile(r":p([0-9]+)$")
# Notes of the readers about what is in the file, or was, and was not read.
_UNREAD = frozenset(
    {
        "pdf.page_without_text",
        "pdf.page_broken_off",
        "pdf.damaged",
        "pdf.attachments",
        "pdf.form",
        "picture.too_many_pages",
        "office.embedded",
    }
)


class SummaryUnread(Invalid):
    """A page without text or a damaged one, an attachment, a form: nothing could be found in it."""

    code = "teaser.unread"


class Brought(NamedTuple):
    """``places``  of each line of ``text`` its page and its line there, both from 1; page 0 is
    what the file says of itself, or where there are no pages
    """

    text: str
    places: tuple[tuple[int, int], ...]


def read(content: bytes, name: str, kind: str | None = None) -> Brought:
    """What the file says; in memory.  ``kind`` is a format of intake, None goes by the name.

    Raises:
        FileRefused: see ``base/intake/errors``.
        SummaryUnread
    """
    with in_memory(content) as file:
        sheets = readers.read_open(file, Path(name).name, kind)
    if any(note.code in _UNREAD for sheet in sheets for note in sheet.notes):
        raise SummaryUnread
    lines: list[str] = []
    places: list[tuple[int, int]] = []
    for page, text in (part for sheet in sheets for part in _parts(sheet)):
        some = text.split("\n")
        lines += some
        places += [(page, number) for number in range(1, len(some) + 1)]
    return Brought("\n".join(lines), tuple(places))


def _parts(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Page and text."""
    for block in sheet.blocks or ():
        page = _PAGE.search(block.place)
        yield int(page[1]) if page else 0, block.text
    if sheet.table is not None:
        yield 0, " ".join(sheet.header)
        for row in sheet.table.to_pylist():
            yield 0, " ".join(str(cell) for cell in row.values() if cell)
