"""The one way to show a list: columns, rows, one page at a time, as a table, cards or a file.

Rows are fetched by their place (``after``), never by counting, so page a million costs what page
one does.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from shoumi.base.messages.text import DASH, say, shown, tongue
from shoumi.base.pages import chips, list_files
from shoumi.base.pages.request import PageRequest, RefusalWords
from shoumi.core.messages import Both, Lang

PAGE = 50
_LONG = 19
Row = TypeVar("Row", bound=Model)


class Column(NamedTuple):
    head: Both
    kind: str = ""  # number, chip, tag, ref: how it is aligned and set


class Cell(NamedTuple):
    """``value`` as ``say.shown`` writes it; a link where ``href`` is."""

    value: Any
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above a table, as links."""

    name: str
    label: Both
    options: Sequence[tuple[str, Both]]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice above a table, as a form with several shows it (``pages/picker.html``)."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Table:
    """
    ``after``    asks for the next page
    ``empty``    says what to do where there is nothing
    ``refused``  why no row is shown now, whatever there is
    ``files``    format and address of the whole list as a file (``registry.ListExport``)
    ``file_name``  of the rows on this page as a file; empty where they are none
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    name: Both
    empty: Both
    after: str | int | None = None
    filters: Sequence[Filter] = ()
    hidden: dict[str, str] = field(default_factory=dict)
    refused: RefusalWords | None = None
    files: Sequence[tuple[str, str]] = ()
    file_name: str = ""

    def cells(self, lang: Lang) -> list[list[tuple[str, str, Cell, str]]]:
        """Of each row: (heading, kind, cell, text)."""
        heads = [(say(column.head, lang), column.kind) for column in self.columns]
        told = []
        for row in self.rows:
            cells = [one if isinstance(one, Cell) else Cell(one) for one in row]
            told.append(
                [
                    (head, kind, cell, _text(cell.value, lang))
                    for (head, kind), cell in zip(heads, cells, strict=True)
                ]
            )
        return told


_ENDS = {"number": "end", "ref": "mono"}
# Words this short are not broken while a neighbour has room.
_BRIEF = 8


def body(table: Table, lang: Lang) -> SafeString:
    """The rows as HTML.  Written here, as a template takes a millisecond for every ten rows."""
    heads = [
        (f'<td data-label="{_escaped(say(column.head, lang))}"', _ENDS.get(column.kind, ""))
        for column in table.columns
    ]
    # Words that stand in many rows, such as a state, are written once.
    written: dict[tuple[str, str], str] = {}
    out = []
    for row in table.rows:
        out.append("<tr>")
        for (head, kind), one in zip(heads, row, strict=True):
            if type(one) is not str:
                out.append(f"{head}{_drawn(kind, one, lang)}</td>")
                continue
            if (kind, one) not in written:
                written[kind, one] = _drawn(kind, one, lang)
            out.append(f"{head}{written[kind, one]}</td>")
        out.append("</tr>")
    return mark_safe("".join(out))  # noqa: S308 - every part is escaped


def _drawn(kind: str, one: Any, lang: Lang) -> str:
    """A cell from its classes on."""
    cell = one if isinstance(one, Cell) else Cell(one)
    text = _text(cell.value, lang)
    return f"{_looks(kind, cell, text)}>{_linked(cell, tongue(text, lang), lang)}"


def _looks(kind: str, cell: Cell, text: str) -> str:
    """Classes of a cell: of its column, ``nil`` where nothing is, ``brief`` where it is short."""
    if text in ("", DASH) and not cell.note:
        kind = f"{kind} nil"
    elif len(text) <= _BRIEF:
        kind = f"{kind} brief"
    return f' class="{kind.strip()}"' if kind else ""


def _escaped(text: str) -> str:
    """As Django escapes, without its way round for lazy texts, of which there are none here."""
    return text if hasattr(text, "__html__") else html.escape(text)


def _linked(cell: Cell, text: str, lang: Lang) -> str:
    told = f'<a href="{_escaped(cell.href)}">{text}</a>' if cell.href else ""
    note = f' <span class="note">{tongue(cell.note, lang)}</span>' if cell.note else ""
    return f"{told or f'<span>{text}</span>'}{note}"


def link(words: str, href: str) -> SafeString:
    """A link to stand where a value is shown."""
    return mark_safe(f'<a href="{_escaped(href)}">{_escaped(words)}</a>')  # noqa: S308 - escaped


def entry(
    request: PageRequest, position: int | None, is_refused: bool = False, is_theirs: bool = True
) -> Any:
    """The chip of a ledger position, in a cell."""
    if position is None:
        return None
    return chips.chip(request, position, is_refused=is_refused, is_theirs=is_theirs)


def _text(value: Any, lang: Lang) -> str:
    return value if hasattr(value, "__html__") else shown(value, lang)


def chosen(request: PageRequest, name: str, allowed: Iterable[str]) -> str:
    """What the address asks for, if it is one of the choices."""
    asked = request.GET.get(name, "")
    return asked if asked in set(allowed) else ""


def place(request: PageRequest) -> int | None:
    """Where the page before ended, as the address says it; None at the beginning."""
    return number(request.GET.get("after", ""))


def number(told: str) -> int | None:
    """The whole number that a part of an address or a form says, if it says one."""
    # Other digits than ours are none, and no database counts further.
    return int(told) if told.isascii() and told.isdigit() and len(told) < _LONG else None


def part(
    request: PageRequest, found: QuerySet[Row], by: str = "id"
) -> tuple[list[Row], int | None]:
    """One page of ``found``, the newest first, and the place after which the next one begins.

    ``by``  a whole number that is higher with each new one; the place is its value
    """
    after = place(request)
    if after is not None:
        found = found.filter(**{f"{by}__lt": after})
    some = list(found.order_by(f"-{by}")[: PAGE + 1])
    shown = some[:PAGE]
    return shown, getattr(shown[-1], by) if len(some) > PAGE else None


def wants_file(request: PageRequest) -> bool:
    return request.GET.get("format", "") in list_files.TYPES


def as_file(request: PageRequest, table: Table) -> HttpResponse:
    """The rows on this page as a file that a spreadsheet opens, in which no cell is a formula."""
    of = request.GET["format"]
    heads = [say(column.head, request.lang) for column in table.columns]
    rows = [[_plain(text) for *_, text in row] for row in table.cells(request.lang)]
    content = list_files.made(of, say(table.name, request.lang), heads, rows, ())
    answer = HttpResponse(content, content_type=list_files.TYPES[of])
    answer["Content-Disposition"] = f'attachment; filename="{table.file_name}.{of}"'
    return answer


def _plain(text: str) -> str:
    """What a cell says: a chip or a link is HTML, anything else is text as it is."""
    return html.unescape(strip_tags(text)) if hasattr(text, "__html__") else text
