"""Letters on paper, as one file to be printed: a page or more a person, to be folded for a window
envelope.

Each begins with a bookmark that is its number in the file and no name, so that a person's pages can
be left out of a file that waits sealed.  They are set some hundreds at a time and joined: what
setting takes of memory grows with the pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import pypdfium2

from shoumi.base.correspondence.channels import text as texts
from shoumi.base.correspondence.channels.text import Own, Text
from shoumi.base.documents.errors import UnprintableText
from shoumi.base.jobs.progress import Step, report

AT_ONCE = 100  # letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is one person's in a letter."""

    name: str = field(repr=False)
    address: str = field(repr=False)
    own: Own = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What is the same in all of a file: the text, the number of the deal, who sends, the day."""

    text: Text
    number: str
    sender: str
    at: datetime


def pages(head: Letterhead, sheets: Sequence[Sheet]) -> bytes:
    """The file.

    Raises:
        UnprintableText: a name or an address has a character that cannot be printed.
    """
    parts = _parts(head, sheets)
    if len(sheets) <= AT_ONCE:
        return next(parts)
    # Loads the library that signs, which every process of an installation would wait for.
    from shoumi.base.documents.joined_pdf import joined

    return joined(parts)


def _parts(head: Letterhead, sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """
    Raises:
        Stopped: who asked for the file wants it no more.
    """
    for done in range(0, len(sheets), AT_ONCE):
        report(Step.WRITING, done, len(sheets))
        yield _part(head, sheets[done : done + AT_ONCE], done + 1)


def _part(head: Letterhead, sheets: Sequence[Sheet], first: int) -> bytes:
    """Some letters, of which the first has the number ``first`` in the file."""
    from shoumi.base.documents.signed_documents import make

    return make(
        "window_letters",
        head.number,
        head.at,
        first=first,
        sender=head.sender,
        subject=head.text.subject,
        lead=head.text.lead,
        parts=[list(part) for part in head.text.parts],
        how=head.text.how,
        code_words=head.text.code_words,
        closing=list(head.text.closing),
        letters=[
            {
                "name": one.name,
                "address": one.address,
                "code": one.own.code,
                "link": one.own.link,
                "drawing": texts.drawing(one.own.link) if one.own.link else "",
            }
            for one in sheets
        ],
    )


def unprintable(head: Letterhead, sheets: Sequence[Sheet]) -> set[int]:
    """Places of the sheets that cannot be printed, found by halves."""
    try:
        pages(head, sheets)
    except UnprintableText:
        if len(sheets) == 1:
            return {0}
        half = len(sheets) // 2
        first, second = unprintable(head, sheets[:half]), unprintable(head, sheets[half:])
        return first | {half + place for place in second}
    return set()


def without(content: bytes, left: Collection[int]) -> bytes:
    """The file without the letters in these places, counted from the first."""
    file = pypdfium2.PdfDocument(content)
    try:
        starts = [one.get_dest().get_index() for one in file.get_toc(max_depth=1)]
        ends = [*starts[1:], len(file)]
        gone = [page for place in left for page in range(starts[place], ends[place])]
        for page in sorted(gone, reverse=True):
            del file[page]
        made = BytesIO()
        file.save(made)
        return made.getvalue()
    finally:
        file.close()
