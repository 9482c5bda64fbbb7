"""Items in the console: all of them, and one with its clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.messages.text import short
from shoumi.base.pages import clocks, detail_page, figures, list_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column
from shoumi.chapters.chapter_slug import queries, rules
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.rules import Phase, State, Topic
from shoumi.chapters.chapter_slug.verbs.place import mine, own
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("事项", "Items")
_COLUMNS = (
    Column(("事项", "Item")),
    Column(("转让", "Deal")),
    Column(("状态", "State")),
    Column(("到期", "Due")),
    Column(("账本", "Entry"), "number"),
)


def _answer(request: PageRequest, found: QuerySet[Item]) -> str:
    """How many wait, and how many of them too long."""
    told = found.aggregate(
        late=Count("id", filter=queries.in_phase(Phase.OVERDUE, request.at)),
        runs=Count("id", filter=queries.in_phase(Phase.RUNNING, request.at)),
    )
    if told["late"]:
        return request.say(
            ("{late} 个事项逾期，另有 {runs} 个待办。", "{late} overdue, {runs} more to be done."),
            **told,
        )
    return request.say(
        ("{runs} 个事项待办，没有逾期。", "{runs} to be done, none overdue."), **told
    )


def _row(request: PageRequest, one: Item, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    phase = rules.phase(State(one.state), one.due, request.at)
    return (
        Cell(
            names.of(Topic(one.topic), request.lang),
            reverse("chapter_slug-item", kwargs={"item": one.ref}),
            short(one.ref),
        ),
        numbers.get(one.deal, one.deal),
        names.of(phase, request.lang),
        one.due,
        tables.entry(request, one.position),
    )


_LIST = ListPage(
    title=_TITLE,
    columns=_COLUMNS,
    empty=("没有事项。在转让页上登记。", "None. Open one on the deal's page."),
    number="id",
    phases=Phase,
    in_phase=queries.in_phase,
    lead=_answer,
    row=_row,
    begin="chapter_slug-open",
    file_name="chapter_slug",
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def items(request: PageRequest) -> HttpResponse:
    """The newest first, of one deal where the address names it."""
    return list_page.show(request, mine(request), _LIST)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def item(request: PageRequest, item: str) -> HttpResponse:
    """One item: what it is, how long there is left, and what can be done."""
    one = own(request, item)
    phase = rules.phase(State(one.state), one.due, request.at)
    number = deals.numbers([one.deal]).get(one.deal, "")
    crumbs = [
        (number, reverse("deal", kwargs={"deal": one.deal})),
        (request.say(_TITLE), f"{reverse('chapter_slug')}?deal={one.deal}"),
    ]
    owed = () if phase is Phase.DONE else ("chapter_slug-close",)
    told = DetailPage(
        title=names.pair(Topic(one.topic)),
        answer=_stands(request, one, phase),
        crumbs=crumbs,
        pairs=_pairs(request, one, phase, number),
        next=detail_page.offers(request, owed, item=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _stands(request: PageRequest, one: Item, phase: Phase) -> str:
    """The answer of the page."""
    said: Mapping[Phase, Both] = {
        Phase.RUNNING: ("待办，限 {due} 前办完。", "To be done by {due}."),
        Phase.OVERDUE: ("{due} 已到期，还没有办完。", "Was due {due} and is not done."),
        Phase.DONE: ("{closed} 已办完。", "Done {closed}."),
    }
    return request.say(said[phase], due=one.due, closed=one.closed_at)


def _pairs(
    request: PageRequest, one: Item, phase: Phase, number: str
) -> Iterator[tuple[Both, object]]:
    yield ("状态", "State"), names.of(phase, request.lang)
    yield ("转让", "Deal"), number
    yield ("客户", "Customer"), one.subject
    if phase is not Phase.DONE:
        clock = clocks.until(one.opened_at, one.due, request.at)
        yield ("还剩", "Left"), figures.clock(clock, request.lang)
    yield ("登记", "Opened"), one.opened_at
    yield ("账本", "Entry"), tables.entry(request, one.position)
