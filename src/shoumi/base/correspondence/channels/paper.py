"""Letters on paper, as one file to be printed: a page or more a person, to be folded for a window
envelope.

Each begins with a bookmark that is its number in the file and no name, so that a person's pages can
be left out of a file that waits sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import pypdfium2

from shoumi.base.correspondence.channels import text as texts
from shoumi.base.correspondence.channels.text import Own, Text
from shoumi.base.documents.errors import UnprintableText


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is one person's in a letter."""

    name: str = field(repr=False)
    address: str = field(repr=False)
    own: Own = field(repr=False)


def pages(text: Text, sheets: Sequence[Sheet], number: str, sender: str, at: datetime) -> bytes:
    """The file.

    Raises:
        UnprintableText: a name or an address has a character that cannot be printed.
    """
    # Loads the library that signs, which every process of an installation would wait for.
    from shoumi.base.documents.signed_documents import make

    return make(
        "window_letters",
        number,
        at,
        sender=sender,
        subject=text.subject,
        lead=text.lead,
        parts=[list(part) for part in text.parts],
        how=text.how,
        code_words=text.code_words,
        closing=list(text.closing),
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


def unprintable(text: Text, sheets: Sequence[Sheet], sender: str, at: datetime) -> set[int]:
    """Places of the sheets that cannot be printed, found by halves."""
    try:
        pages(text, sheets, "—", sender, at)
    except UnprintableText:
        if len(sheets) == 1:
            return {0}
        half = len(sheets) // 2
        first = unprintable(text, sheets[:half], sender, at)
        second = unprintable(text, sheets[half:], sender, at)
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
