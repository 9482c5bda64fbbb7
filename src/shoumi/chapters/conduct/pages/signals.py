"""Signals of the last weeks in the console.  Each says without which accesses it would not be."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import content_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.conduct.queries import CHECKERS
from shoumi.chapters.conduct.queries.observed import signals_until
from shoumi.core.messages import Both

_TITLE: Both = ("访问信号", "Signals")
_COLUMNS = (
    Column(("谁", "Who")),
    Column(("那一周", "Week of")),
    Column(("看到什么", "What was seen")),
    Column(("次数", "Count"), "number"),
    Column(("通常至多", "Usual at most"), "number"),
    Column(("没有这些就没有信号", "Without these no alarm"), "number"),
    Column(("头一条", "The first of them"), "number"),
)
_WEEKS = timedelta(weeks=4)


@open_to(Who.STAFF, *CHECKERS)
@require_http_methods(["GET", "HEAD"])
def staff_signals(request: PageRequest) -> HttpResponse:
    """Of the last four weeks, except what is about the reader."""
    found = [
        one for one in signals_until(request.at, _since(request.at)) if one.person != request.who()
    ]
    known = accounts.names({one.person for one in found})
    rows = [
        (
            known[one.person],
            one.week,
            names.of(one.code, request.lang),
            one.count,
            one.bound,
            len(one.because),
            tables.entry(request, one.because[0]),
        )
        for one in reversed(found)
    ]
    empty: Both = (
        "没有信号。同岗不足六人的不作比较，也就没有信号；抽查照常进行。",
        "None. Nobody with fewer than five peers is compared; checks go on all the same.",
    )
    lead: Both = (
        "信号只是提问的理由，不是结论：先听本人怎么说。",
        "A signal is a reason to ask and no finding: hear the person first.",
    )
    table = Table(_COLUMNS, rows, _TITLE, empty)
    return content_page.show(request, ContentPage(_TITLE, [table], lead=request.say(lead)))


def _since(at: datetime) -> datetime:
    return at - _WEEKS
