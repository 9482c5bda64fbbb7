"""The inbox: everything that waits for who is signed in, of all deals, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.base.registry import InboxItem, InboxKind
from shoumi.core.messages import Both
from shoumi.doors.console import work

_TITLE: Both = ("待办", "Inbox")
_LEAD: Both = (
    "各笔转让里等你处理的，共 {n} 件；有期限的在前，最急的在最上面。",
    "{n} in all, of every deal: what has a time comes first, the most pressing on top.",
)
_NOTHING_EN = (
    "Nothing waits for you. What you are asked to approve or sign, and what milestones lack, "
    "appears here."
)
_NOTHING: Both = (
    "没有等你处理的。别人申请要你批准的事、要签的文件、里程碑还缺的，会出现在这里。",
    _NOTHING_EN,
)
_ONE_CHOICE = 2  # all, and the only one there is
_COLUMNS = (
    Column(("事项", "What")),
    Column(("类别", "Kind"), "tag"),
    Column(("关于", "About")),
    Column(("期限", "Until")),
)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def inbox(request: PageRequest) -> HttpResponse:
    every = work.of(request)
    kinds = [kind for kind in InboxKind if any(one.kind is kind for one in every)]
    numbers = deals.numbers({one.deal for one in every if one.deal})
    kind = tables.chosen(request, "kind", [one.value for one in kinds])
    deal = tables.chosen(request, "deal", list(numbers))
    wanted = [one for one in every if kind in ("", one.kind) and deal in ("", one.deal)]
    ways = (
        _filter("kind", ("类别", "Kind"), [(one.value, names.pair(one)) for one in kinds], kind),
        _filter(
            "deal",
            ("转让", "Deal"),
            [(ref, (number, number)) for ref, number in sorted(numbers.items(), key=itemgetter(1))],
            deal,
        ),
    )
    filters = [one for one in ways if len(one.options) > _ONE_CHOICE]
    start = min(tables.place(request) or 0, len(wanted))
    some = wanted[start : start + tables.PAGE]
    after = start + tables.PAGE if len(wanted) > start + tables.PAGE else None
    shown = Table(_COLUMNS, _rows(request, some), _TITLE, _NOTHING, after=after, filters=filters)
    lead = request.say(_LEAD, n=len(every)) if every else ""
    return show(request, ContentPage(_TITLE, [shown], lead), "inbox")


def _filter(name: str, label: Both, options: Sequence[tuple[str, Both]], chosen: str) -> Filter:
    return Filter(name, label, (("", ("全部", "all")), *options), chosen)


def _rows(request: PageRequest, some: Sequence[InboxItem]) -> list[tuple[Any, ...]]:
    return [
        (
            Cell(one.what, one.href),
            names.of(one.kind, request.lang),
            one.note,
            figures.clock(one.clock, request.lang) if one.clock else "",
        )
        for one in work.shown(request, some)
    ]


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def count(request: PageRequest) -> JsonResponse:
    """How many things wait, for the number in the menu."""
    return JsonResponse({"count": work.count(request)})
