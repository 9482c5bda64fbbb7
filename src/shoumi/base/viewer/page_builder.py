"""Make pages of what goes into a room: a file somebody brings, or the room's own tables.

A PDF is drawn as it is.  Everything else is read by intake and set anew by the one maker of
documents, in memory.  Nothing of it is on disk in the clear, and of its text nothing is kept.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from shoumi.base.documents.pdf import make_pdf
from shoumi.base.intake import name_model, readers
from shoumi.base.intake.memory_files import in_memory
from shoumi.base.intake.sheets import Sheet
from shoumi.base.rooms.page_images import Picture
from shoumi.base.viewer import page_renderer, table_layout
from shoumi.base.viewer.table_layout import Part
from shoumi.core.redact.cover import Reader
from shoumi.core.scan import Span, find_spans
from shoumi.core.scan.headers import hint
from shoumi.core.scan.prose import ProseReader

# What stands on the page itself.  Comments, authors, what was deleted: nobody has to read that.
_SHOWN = frozenset({"body", "cell", "inserted", "header", "footer", "footnote", "endnote"})
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_HEADINGS: Mapping[str, str] = {
    "id": "代号",
    "district": "区县",
    "age": "年龄段",
    "amount": "金额段",
    "service": "服务",
}
_COUNT = "人数"
_FEW = "少于下限"


def of_file(
    content: bytes, name: str, *, title: str, on: date, asked: Mapping[str, str]
) -> list[Picture]:
    """The pages of a file of intake, covered.

    ``name``   gives the format, and is kept nowhere
    ``asked``  words to cover wherever they stand -> what they are

    Raises:
        FileRefused: see ``base/intake/errors``.
        WillNotDraw, TooManyPages, PageUnread
        UnprintableText: a character that no font can draw.
    """
    with in_memory(content) as file:
        kind = readers.outside(file, Path(name).name, None)
        if kind == "pdf":
            return page_renderer.draw(content, asked=asked, read=reader())
        sheets = readers.read_open(file, Path(name).name, kind)
    parts = [part for sheet in sheets for part in _parts(sheet)]
    pdf = _set(parts, title, on)
    return page_renderer.draw(pdf, asked={**_in_columns(sheets), **asked}, read=reader())


def of_content(content: object, *, title: str, on: date) -> list[Picture]:
    """A room's own counts or rows as pages; they were weighed when the room was prepared.

    Raises:
        UnprintableText, WillNotDraw, TooManyPages
    """
    return page_renderer.draw(_set(list(_tables(content)), title, on), read=None)


def finds_names() -> bool:
    """Whether names in running text are looked for on this machine, beside identifiers."""
    return name_model.is_installed()


def reader() -> Reader:
    """The rules of the scan and, where it is installed, the reader of names in prose."""
    if not finds_names():
        return find_spans
    prose = ProseReader(name_model.model(), key=secrets.token_bytes(32))

    def both(text: str) -> Sequence[Span]:
        return [*find_spans(text), *prose.read([text])[0]]

    return both


def _set(parts: Sequence[Part], title: str, on: date) -> bytes:
    placed, is_wide = table_layout.laid_out(parts)
    told = {
        "number": title,
        "date": on.isoformat(),
        "title": title,
        "parts": placed,
        "wide": is_wide,
    }
    return make_pdf("room_paper", told)


def _parts(sheet: Sheet) -> Iterator[Part]:
    for block in sheet.blocks or ():
        if block.what in _SHOWN and (text := _printable(block.text)).strip():
            yield {"text": text}
    if sheet.table is not None:
        heads = [_printable(head) for head in sheet.header]
        rows = [
            [_printable(str(cell or "")) for cell in row.values()]
            for row in sheet.table.to_pylist()
        ]
        yield {"name": _printable(sheet.name)}
        yield _table(heads, rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Part:
    return {"columns": [[head, ""] for head in heads], "rows": rows}


def _printable(text: str) -> str:
    """Without what no page shows; a tab and a line break are blanks."""
    return "".join(
        (" " if char in "\t\r\n\v\f" else "")
        if unicodedata.category(char) in _UNPRINTABLE
        else char
        for char in text
    )


def _in_columns(sheets: Sequence[Sheet]) -> dict[str, str]:
    """What a heading says of its cells, a cell does not say: words to cover -> what they are."""
    found: dict[str, str] = {}
    for sheet in sheets:
        if sheet.table is None:
            continue
        for head, column in zip(sheet.header, sheet.table.columns, strict=True):
            said = hint(head)
            for cell in {str(one) for one in column.to_pylist() if one}:
                text = _printable(cell)
                for span in find_spans(text, hint=said):
                    found[text[span.start : span.end]] = span.label.value
    return found


def _tables(content: object) -> Iterator[Part]:
    """Counts of L1, or the rows of L2."""
    if isinstance(content, Mapping):
        for name, cells in content.items():
            head = _HEADINGS.get(name, name)
            yield {"name": head}
            rows = [[label, _FEW if count is None else count] for label, count in cells]
            yield _table([head, _COUNT], rows)
    elif isinstance(content, Sequence) and content:
        heads = [_HEADINGS.get(name, name) for name in content[0]]
        yield _table(heads, [list(row.values()) for row in content])
