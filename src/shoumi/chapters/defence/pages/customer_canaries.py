"""Canaries among customers in the console: a table of them, and one."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.queries import customer_canaries as queries
from shoumi.chapters.defence.rules.canaries import CustomerCanaryState
from shoumi.chapters.defence.services.customer_canaries import AGREERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_MOST = 200
_CANARIES: Both = ("诱饵", "Canaries")
_NAME: Both = ("客户名单里的诱饵", "Among customers")
_COLUMNS = (
    Column(("诱饵", "Canary")),
    Column(("转让", "Deal")),
    Column(("状态", "State")),
    Column(("申请", "Asked for")),
    Column(("撤下", "Ended")),
)
_OFFERED = {
    CustomerCanaryState.ASKED: ("customer-canary-agree", "customer-canary-end"),
    CustomerCanaryState.STANDS: ("customer-canary-replace", "customer-canary-end"),
    CustomerCanaryState.ENDED: (),
}


def table(request: PageRequest) -> Table:
    """The newest first."""
    try:
        found = queries.everything()[::-1][:_MOST]
    except NotAuthentic:
        found = []  # the page says so already
    numbers = deals.numbers({one.among for one in found})
    rows = [
        (
            Cell(str(one.number), reverse("customercanary", args=[one.ref])),
            numbers.get(one.among, ""),
            names.of(queries.state(one), request.lang),
            one.asked_at,
            one.ended_at,
        )
        for one in found
    ]
    empty: Both = (
        "客户名单里还没有诱饵。客户不少于 50 位的转让可以放。",
        "None yet. A deal with fifty customers or more may have one.",
    )
    return Table(_COLUMNS, rows, _NAME, empty)


@open_to(Who.STAFF, *AGREERS)
@require_http_methods(["GET", "HEAD"])
def customer_canary(request: PageRequest, customercanary: str) -> HttpResponse:
    """One: under which reference it stands, and where."""
    one = queries.get(Ref(customercanary))
    told = DetailPage(
        title=(f"客户名单里的诱饵 {one.number}", f"Canary {one.number} among customers"),
        answer=_answer(request, one),
        crumbs=[(request.say(_CANARIES), reverse("canaries"))],
        pairs=_pairs(request, one),
        acts=detail_page.offers(request, _OFFERED[queries.state(one)], customercanary=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: CustomerCanary) -> str:
    said: dict[CustomerCanaryState, Both] = {
        CustomerCanaryState.ASKED: (
            "还不在名单里：等申请人以外的一位同意。",
            "It is in no list yet: somebody else than who asked for it has to agree.",
        ),
        CustomerCanaryState.STANDS: (
            "在名单里，不属于任何人。谁打开它就告警；您自己也不要打开。",
            "It stands in the list and is nobody's. Whoever opens it makes an alert, you too.",
        ),
        CustomerCanaryState.ENDED: ("已撤下。", "It is ended."),
    }
    return request.say(said[queries.state(one)])


def _pairs(request: PageRequest, one: CustomerCanary) -> Iterator[tuple[Both, object]]:
    yield ("转让", "Deal"), deals.deal(Ref(one.among)).number
    yield ("名单里的编号", "In the list as"), one.shown
    yield ("排在谁后面", "After"), one.beside
    if one.replaces:
        yield ("代替", "In the place of"), queries.get(Ref(one.replaces)).number
    known = accounts.names([ref for ref in (one.asked_by, one.agreed_by, one.ended_by) if ref])
    yield ("由谁申请", "Asked for by"), known.get(one.asked_by, "")
    yield ("申请", "Asked for"), one.asked_at
    if one.agreed_at is not None:
        yield ("由谁同意", "Agreed to by"), known.get(one.agreed_by, "")
        yield ("同意", "Agreed to"), one.agreed_at
    if one.ended_at is not None:
        yield ("由谁撤下", "Ended by"), known.get(one.ended_by, "")
        yield ("撤下", "Ended"), one.ended_at
