"""Every campaign of the deals that who asks takes part in, the one that ends first on top."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.exports import deal_lists, house_lists
from shoumi.base.messages import names
from shoumi.base.pages import due_lists, file_links, scoping
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.due_lists import DueList
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import Asked, ListExport
from shoumi.base.row_authentication import verification
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.core.messages import Both
from shoumi.core.terms import Instrument

_TITLE: Both = ("告知批次", "Campaigns")
_LEAD: Both = (
    "所有转让的告知批次。谁答了什么在转让页上，这里没有客户。",
    (
        "The campaigns of every deal. Who answered what stands on the deal's page; no customer is "
        "here."
    ),
)
_NONE: Both = (
    "没有告知批次。先写好告知文本并经批准，再在转让页上准备告知。",
    "No campaign. Write a notice and have it approved, then prepare one on the deal's page.",
)
_NONE_SUCH: Both = (
    "没有这样的告知批次。换一个筛选条件。",
    "No such campaign. Choose another filter.",
)
_CHANGED: Both = ("记录被改动，不算数", "the record was changed and does not count")
_STATES: tuple[tuple[str, Both], ...] = (
    ("", ("全部", "all")),
    *((one.value, names.pair(one)) for one in rules.CampaignState),
)
_HEADS: tuple[Both, ...] = (
    ("编号", "Reference"),
    ("目的", "Purpose"),
    ("转让", "Deal"),
    ("方式", "Instrument"),
    ("状态", "State"),
    ("发出于", "Opened"),
    ("答复截止", "Answers until"),
    ("没有送达", "Not reached"),
)
_COLUMNS = tuple(Column(head, "ref" if not place else "") for place, head in enumerate(_HEADS))


def found(
    request: PageRequest, *, deal: str, state: str, due: str, at: datetime
) -> QuerySet[Campaign]:
    """Those of the deals in which the reader takes part."""
    some = Campaign.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    if deal:
        some = some.filter(deal=deal)
    if state in set(rules.CampaignState):
        some = some.filter(state=state)
    return due_lists.narrowed(some, "window_ends_at", due, at)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def campaigns(request: PageRequest) -> HttpResponse:
    chosen = due_lists.wanted(request, _STATES)
    deal = chosen.deal.ref if chosen.deal else ""
    some = found(request, deal=deal, state=chosen.state, due=chosen.due, at=request.at)
    part, after = due_lists.part(request, some, "window_ends_at")
    table = Table(
        _COLUMNS,
        [_linked(one, row) for one, row in zip(part, _rows(request, part), strict=True)],
        _TITLE,
        _NONE_SUCH if due_lists.is_narrowed(chosen) else _NONE,
        after=after,
        files=file_links.of_list(request, CAMPAIGNS.slug, deal),
    )
    shown = DueList(_TITLE, _LEAD, _STATES, table, some.count())
    return due_lists.show(request, chosen, shown)


def _linked(one: Campaign, row: Sequence[Any]) -> tuple[Any, ...]:
    href = reverse("deal", kwargs={"deal": one.deal})
    ref, purpose, number, *rest = row
    return (ref, Cell(purpose, href), Cell(number, href), *rest)


def _rows(request: PageRequest, some: Collection[Campaign]) -> Iterator[tuple[Any, ...]]:
    """What stands in a row that was changed from outside is not told as if it were so."""
    own = {one.pk for one in verification.authentic(some)}
    numbers = deals.numbers({one.deal for one in some})
    for one in some:
        yield _row(request, one, numbers, is_own=one.pk in own)


def _row(
    request: PageRequest, one: Campaign, numbers: Mapping[str, str], *, is_own: bool
) -> tuple[Any, ...]:
    state = names.of(rules.CampaignState(one.state), request.lang)
    return (
        one.ref,
        names.of(rules.Purpose(one.purpose), request.lang),
        numbers.get(one.deal, ""),
        names.of(Instrument(one.instrument), request.lang),
        state if is_own else request.say(_CHANGED),
        one.opened_at,
        one.window_ends_at if is_own else None,
        one.unreached if is_own and one.opened_at else None,
    )


def _exported(asked: Asked) -> Iterator[tuple[Any, ...]]:
    request = house_lists.reader_of(asked)
    some = found(request, **deal_lists.given(asked))
    yield from _rows(request, list(due_lists.ordered(some, "window_ends_at")))


CAMPAIGNS = ListExport(
    slug="campaigns",
    name=_TITLE,
    route="campaigns",
    filters=lambda asked: deal_lists.FILTERS,
    ask=house_lists.ask,
    heads=lambda asked: _HEADS,
    rows=_exported,
)
