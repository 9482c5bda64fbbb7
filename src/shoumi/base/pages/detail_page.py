"""The page of one thing: its answer as a sentence, then facts, pictures, tables, evidence, acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from shoumi.base.ledger import reader
from shoumi.base.pages import acts, audit_rows
from shoumi.base.pages.audit_rows import AuditRow
from shoumi.base.pages.figures import FigureTable
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Table
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_LINES = 30


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure and the same as a table; ``note`` says in a sentence what to see in it."""

    name: Both
    drawn: str
    as_table: FigureTable
    note: str = ""


@dataclass(frozen=True, slots=True)
class DetailPage:
    """``answer``   the sentence the page opens with

    ``cautions``  what one should know before one acts, each a sentence
    ``pairs``     label and value
    ``files``     to fetch: name and address
    ``next``      the act that this person owes it now, if any: name and address
    ``acts``      what else this person can do
    ``panels``    parts that other cards bring
    ``history``   its entries of the ledger, the newest first
    """

    title: Both
    answer: str
    crumbs: Sequence[tuple[str, str]] = ()
    cautions: Sequence[str] = ()
    pairs: Iterable[tuple[Both, Any]] = ()
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    files: Sequence[tuple[str, str]] = ()
    next: Sequence[tuple[str, str]] = ()
    acts: Sequence[tuple[str, str]] = ()
    panels: Sequence[Filled] = ()
    history: Sequence[AuditRow] = ()


def show(request: PageRequest, one: DetailPage, *, status: int = 200) -> HttpResponse:
    told = {
        "one": one,
        "pairs": [(request.say(label), value) for label, value in one.pairs],
        # Facts stand beside what is large; where nothing is, they take its place.
        "beside": bool(one.pictures or one.panels or one.tables),
    }
    return page(request, "pages/thing.html", one.title, told, status=status)


def history(request: PageRequest, *refs: Ref) -> list[AuditRow]:
    """What the ledger holds about one thing, or one with its parts, the newest first."""
    return audit_rows.told(request, reader.latest(_LINES, abouts=refs))


def offers(request: PageRequest, slugs: Iterable[str], **place: object) -> list[tuple[str, str]]:
    """The named acts that are this person's, as links, in the order named."""
    found = []
    for slug in slugs:
        act = acts.named(slug)
        if act and (href := acts.offered(act, request, **place)):
            found.append((request.say(act.title), href))
    return found
