"""The page most lists and single things are shown on: head, facts, what one can do, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse

from shoumi.base.pages import acts, tables
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Table
from shoumi.core.messages import Both

NO_WORDS: Both = ("", "")


@dataclass(frozen=True, slots=True)
class Live:
    """A list that renews itself: ``address`` tells events (``live_events``) once it is another than
    ``version``, which is read before the rows are."""

    address: str
    version: str


@dataclass(frozen=True, slots=True)
class ContentPage:
    """``title`` is a person's or company's name where ``is_name``.

    ``tables``   each under its own name but the first, which the title names
    ``crumbs``   the way here: name and address
    ``links``    buttons at the top: name and address
    ``acts``     what one can do, as a list
    ``numbers``  large, above all else
    ``pairs``    label and value
    ``live``     what says that it has changed
    """

    title: Both
    tables: Sequence[Table] = ()
    lead: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    links: Sequence[tuple[str, str]] = ()
    acts: Sequence[tuple[str, str]] = ()
    numbers: Sequence[tuple[str, int]] = ()
    pairs: Iterable[tuple[Both, Any]] = ()
    is_name: bool = False
    live: Live | None = None


def show(request: PageRequest, one: ContentPage, file_name: str = "") -> HttpResponse:
    """The page, or its first table as a file where that has a name and was asked for."""
    if file_name:
        first = replace(one.tables[0], file_name=file_name)
        if tables.wants_file(request):
            return tables.as_file(request, first)
        one = replace(one, tables=(first, *one.tables[1:]))
    alone = not one.pairs and not one.acts and not one.numbers
    told = {
        "lead": one.lead,
        "crumbs": one.crumbs,
        "here": request.say(one.title),
        "links": one.links,
        "acts": one.acts,
        "numbers": one.numbers,
        "pairs": [(request.say(label), value) for label, value in one.pairs],
        "is_name": one.is_name,
        "live": one.live,
        "sections": [
            ("" if alone and not place else request.say(table.name), table)
            for place, table in enumerate(one.tables)
        ],
    }
    return page(request, "pages/listing.html", one.title, told)


def button(request: PageRequest, slug: str, **place: object) -> list[tuple[str, str]]:
    """The link to an act, where it is this person's."""
    act = acts.named(slug)
    href = acts.offered(act, request, **place) if act else ""
    return [(request.say(act.title), href)] if act and href else []


def open_button(request: PageRequest, slug: str, **place: object) -> list[tuple[str, str]]:
    """The same, where nothing speaks against the act now."""
    act = acts.named(slug)
    if act is None or acts.blocked_reason(act, request, **place):
        return []
    return button(request, slug, **place)
