"""Who of a deal is past the period of keeping: counted where people are taken in, listed, and an
order a step away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import acts, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import Panel
from shoumi.base.subjects.models import State
from shoumi.chapters.destruction import queries
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import Basis
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

TITLE: Both = ("保存期限已过的人", "People past retention")
_COLUMNS = (
    Column(("客户", "Customer"), "ref"),
    Column(("状态", "State")),
    Column(("保存到", "Kept until")),
    Column(("销毁单", "Order"), "ref"),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def past_retention(request: PageRequest, deal: str) -> HttpResponse:
    """Whose period is over, the last that came first, and the order that each stands in."""
    ref = scoping.seen(request, deal)
    part, after = tables.part(request, queries.past_retention(ref, request.at))
    orders = queries.orders_under_way([Ref(one.ref) for one in part], request.at)
    rows = [
        (
            Cell(one.ref, reverse("customer", kwargs={"subject": one.ref})),
            names.of(State(one.state), request.lang),
            one.retention_until,
            _order(orders.get(one.ref)),
        )
        for one in part
    ]
    empty = (
        "没有人的保存期限已过。期满的人每天自动列入销毁单。",
        "Nobody is past retention. Who comes to the end is put into an order each day.",
    )
    told = {
        "deal": deals.deal(ref),
        "table": Table(_COLUMNS, rows, TITLE, empty, after=after),
        **_counted(request, ref),
    }
    return page(request, "destruction/past_retention.html", TITLE, told)


def _order(found: Order | None) -> Cell | None:
    if found is None:
        return None
    return Cell(str(found), reverse("destruction-order", kwargs={"order": found.ref}))


def _counted(request: PageRequest, deal: Ref) -> dict[str, Any]:
    """How many there are, how many of them stand in no order, and the way to one for those."""
    propose = acts.named("destroy-propose")
    href = acts.offered(propose, request, deal=deal) if propose else ""
    left = len(queries.due(deal, Basis.EXPIRED, request.at))
    return {
        "count": queries.past_retention(deal, request.at).count(),
        "left": left,
        "list": reverse("destruction-past", kwargs={"deal": deal}),
        "propose": f"{href}?{urlencode({'basis': Basis.EXPIRED})}" if href and left else "",
    }


def _panel(request: PageRequest, deal: Ref) -> Mapping[str, Any] | None:
    counted = _counted(request, deal)
    return counted if counted["count"] else None


PANELS = (
    Panel("deal", 5, "destruction/past_retention_line.html", _panel),
    Panel("intake", 5, "destruction/past_retention_line.html", _panel),
)
