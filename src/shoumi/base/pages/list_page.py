"""The list of a chapter's papers: the newest first, of one deal or of all, in one phase or in all.

Such papers belong to a deal or to the house, bear a number that grows, and go through phases that
may depend on the time of asking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal
from shoumi.base.messages import names
from shoumi.base.pages import content_page, scoping, tables
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Filter, Table
from shoumi.core.messages import Both

Paper = TypeVar("Paper", bound=Model)
Phase = TypeVar("Phase", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Paper, Phase]):
    """What the list of one kind of papers is made of.

    ``empty``     what the table says where nothing is
    ``number``    the column that grows with each new one
    ``phases``    what they go through, and ``in_phase``, which of them are there at a time
    ``lead``      the answer of the page, from those of the chosen deal
    ``row``       the cells of one, with the numbers of the deals by their references
    ``begin``     the act that makes one, offered on the list of a deal, or of the house
    ``file_name`` of the list as a file
    ``of_deals``  whether they belong to a deal each
    ``more``      other acts of the list; ``links`` other pages; ``beside`` other tables below it
    """

    title: Both
    columns: Sequence[Column]
    empty: Both
    number: str
    phases: type[Phase]
    in_phase: Callable[[Phase, datetime], Q]
    lead: Callable[[PageRequest, QuerySet[Paper]], str]
    row: Callable[[PageRequest, Paper, Mapping[str, str]], tuple[Any, ...]]
    begin: str
    file_name: str
    of_deals: bool = True
    more: Sequence[str] = ()
    links: Sequence[tuple[Both, str]] = ()  # words and name of the address
    beside: Callable[[PageRequest], Sequence[Table]] | None = None


def show(request: PageRequest, found: QuerySet[Paper], of: ListPage[Paper, Phase]) -> HttpResponse:
    """The page; ``found`` are those the reader may see.

    Raises:
        NoSuchDeal, MalformedRef: the address names no deal of the reader's.
    """
    deal = _deal(request) if of.of_deals else None
    if deal is not None:
        found = found.filter(deal=deal.ref)
    table = _table(request, found, of)
    crumbs = [(deal.number, reverse("deal", kwargs={"deal": deal.ref}))] if deal else []
    place = {"deal": deal.ref} if deal else {}
    links = content_page.button(request, of.begin, **place) if deal or not of.of_deals else []
    links += [link for slug in of.more for link in content_page.button(request, slug, **place)]
    links += [(request.say(words), reverse(name)) for words, name in of.links]
    below = of.beside(request) if of.beside else ()
    told = ContentPage(of.title, [table, *below], of.lead(request, found), crumbs, links)
    return content_page.show(request, told, of.file_name)


def _deal(request: PageRequest) -> Deal | None:
    wanted = request.GET.get("deal", "")
    return deals.deal(scoping.seen(request, wanted)) if wanted else None


def _table(request: PageRequest, found: QuerySet[Paper], of: ListPage[Paper, Phase]) -> Table:
    phase = tables.chosen(request, "phase", of.phases)
    if phase:
        found = found.filter(of.in_phase(of.phases(phase), request.at))
    part, after = tables.part(request, found, of.number)
    numbers = deals.numbers({_deal_of(one) for one in part}) if of.of_deals else {}
    states: list[tuple[str, Both]] = [("", ("全部", "All"))]
    states += [(one.value, names.pair(one)) for one in of.phases]
    return Table(
        of.columns,
        [of.row(request, one, numbers) for one in part],
        of.title,
        of.empty,
        after=after,
        filters=(Filter("phase", ("状态", "State"), states, phase),),
    )


def _deal_of(one: Any) -> str:
    return str(one.deal)
