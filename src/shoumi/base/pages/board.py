"""A board: a column for each state, cards in it, each column in pages of its own.

What moves a card is a verb; nothing is dragged.  A chapter's template extends ``pages/board.html``
and says in its block ``card`` what stands on one: a link with ``data-card`` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from shoumi.base.pages.request import PageRequest, page
from shoumi.core.messages import Both

LEAD_KEYS: Both = (
    "方向键在卡片之间走，回车打开。",
    "Arrow keys go from card to card, Enter opens one.",
)


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """``count``  of all its cards, or of those shown
    ``after``  the address of its next page, ``first`` that of its first one; empty: none
    """

    key: str
    name: str
    count: int
    cards: Sequence[Any]
    after: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """``lead``    what is in a column, in which order
    ``crumbs``  name and address; ``links`` acts and other pages, the main one first
    ``more``    what else the template of the chapter shows
    """

    title: Both
    lead: Both
    columns: Sequence[BoardColumn]
    crumbs: Sequence[tuple[str, str]]
    links: Sequence[tuple[str, str]] = ()
    more: dict[str, Any] | None = None


def show(request: PageRequest, told: Board, template: str) -> HttpResponse:
    lead = [request.say(told.lead), request.say(LEAD_KEYS)]
    context = {
        "lead": lead,
        "columns": told.columns,
        "crumbs": told.crumbs,
        "links": told.links,
        **(told.more or {}),
    }
    return page(request, template, told.title, context)
