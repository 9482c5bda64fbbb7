"""Every deadline of the deals that who asks takes part in, the most pressing first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.calendar import queries
from shoumi.base.calendar.models import Deadline
from shoumi.base.calendar.queries import State
from shoumi.base.deals import queries as deals
from shoumi.base.exports import deal_lists
from shoumi.base.messages import names
from shoumi.base.pages import clocks, due_lists, figures, file_links
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.due_lists import DueList
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.messages import Both

_TITLE: Both = ("期限", "Deadlines")
_LEAD: Both = (
    "所有转让的期限，按“节假日安排”计算；写着“暂定”的要等那一年的安排录入。",
    (
        "The deadlines of every deal, counted on the public holidays; a provisional one waits for "
        "the table of its year."
    ),
)
_NONE: Both = (
    "没有未办结的期限。期限从归档的文件和办成的事起算：到转让页归档下一份文件。",
    (
        "No deadline is running. They begin with papers on file and acts that were done: file the "
        "next paper on a deal's page."
    ),
)
_NONE_SUCH: Both = (
    "没有这样的期限。换一个筛选条件。",
    "No such deadline. Choose another filter.",
)
_STATES: tuple[tuple[str, Both], ...] = (
    ("", ("未办结", "not done")),
    *((one.value, names.pair(one)) for one in State),
    (deal_lists.EVERY, ("全部", "all")),
)
_COLUMNS = (
    Column(("期限", "Deadline")),
    Column(("转让", "Deal")),
    Column(("状态", "State")),
    Column(("到期", "Due")),
    Column(("起算", "Counted from")),
    Column(("办结于", "Met")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def deadlines(request: PageRequest) -> HttpResponse:
    chosen = due_lists.wanted(request, _STATES)
    deal = chosen.deal.ref if chosen.deal else ""
    found = deal_lists.deadlines(
        request, deal=deal, state=chosen.state, due=chosen.due, at=request.at
    )
    part, after = due_lists.part(request, found, "until")
    table = Table(
        _COLUMNS,
        _rows(request, part, deals.numbers({one.deal for one in part if one.deal})),
        _TITLE,
        _NONE_SUCH if due_lists.is_narrowed(chosen) else _NONE,
        after=after,
        files=file_links.of_list(request, "deadlines", deal),
    )
    shown = DueList(_TITLE, _LEAD, _STATES, table, found.count())
    return due_lists.show(request, chosen, shown)


@sharing()
def _rows(
    request: PageRequest, part: Sequence[Deadline], numbers: Mapping[str, str]
) -> list[tuple[Any, ...]]:
    return [_row(request, one, numbers) for one in part]


def _row(request: PageRequest, one: Deadline, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    href = reverse("deal", kwargs={"deal": one.deal}) if one.deal else ""
    due: object = one.due_on or one.due_at
    if one.met_at is None:
        due = figures.clock(clocks.of(one, request.at), request.lang)
    return (
        names.of_code("calendar.key", one.key, request.lang),
        Cell(numbers.get(one.deal, ""), href),
        names.of(queries.state(one, request.at), request.lang),
        due,
        one.counted_from_on or one.counted_from_at,
        one.met_at,
    )
