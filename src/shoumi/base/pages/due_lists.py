"""Lists over all the deals that who asks takes part in: by deal, state and when something is due.

The most pressing comes first, what has no day last.  Pages are found by their place, as in every
list: the moment and the key of the last row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db.models import CharField, F, Model, Q, QuerySet
from django.http import HttpResponse

from shoumi.base.deals.models import Deal
from shoumi.base.pages import scoping, tables
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Choice, Table
from shoumi.core.messages import Both

Row = TypeVar("Row", bound=Model)
OVER, WEEK, MONTH = "over", "week", "month"
DUES: Mapping[str, Both] = {
    OVER: ("已过期", "over"),
    WEEK: ("七天内", "within seven days"),
    MONTH: ("三十天内", "within thirty days"),
}
_AHEAD = {WEEK: timedelta(days=7), MONTH: timedelta(days=30)}
_ALL: Both = ("全部", "all")
_DEAL: Both = ("转让", "Deal")
_STATE: Both = ("状态", "State")
_DUE: Both = ("到期", "Due")
_COUNT: Both = ("共 {n} 项，最紧的在前。", " {n} in all, the most pressing first.")
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NONE_DUE = "-"  # the place of what has no day
_MOST_PLACE = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address narrows the list to; empty where it does not."""

    deal: Deal | None
    state: str
    due: str


@dataclass(frozen=True, slots=True)
class DueList:
    """``title`` and ``lead``  of the page; ``states`` that can be chosen, first the usual one

    ``count``  how many there are in all
    """

    title: Both
    lead: Both
    states: Sequence[tuple[str, Both]]
    table: Table
    count: int


def wanted(request: PageRequest, states: Sequence[tuple[str, Both]]) -> Wanted:
    """
    Raises:
        Http404: a deal of others.
    """
    deal = scoping.chosen(request) if request.GET.get("deal") else None
    return Wanted(
        deal,
        tables.chosen(request, "state", (value for value, _ in states)),
        tables.chosen(request, "due", DUES),
    )


def narrowed(found: QuerySet[Row], by: str, due: str, at: datetime) -> QuerySet[Row]:
    """Those whose moment in the column ``by`` is over, or comes so soon."""
    if due == OVER:
        return found.filter(**{f"{by}__lte": at})
    if due in _AHEAD:
        return found.filter(**{f"{by}__gt": at, f"{by}__lte": at + _AHEAD[due]})
    return found


def ordered(found: QuerySet[Row], by: str) -> QuerySet[Row]:
    return found.order_by(F(by).asc(nulls_last=True), "pk")


def part(request: PageRequest, found: QuerySet[Row], by: str) -> tuple[list[Row], str | None]:
    """One page of ``found`` and the place after which the next one begins."""
    some = list(ordered(_after(request, found, by), by)[: tables.PAGE + 1])
    shown = some[: tables.PAGE]
    return shown, _place(shown[-1], by) if len(some) > tables.PAGE else None


def _place(row: Model, by: str) -> str:
    moment = getattr(row, by)
    told = _NONE_DUE if moment is None else str((moment - _BEGIN) // _MICROSECOND)
    return f"{told}.{row.pk}"


def _after(request: PageRequest, found: QuerySet[Row], by: str) -> QuerySet[Row]:
    """A place that nobody could have been given is the beginning."""
    told, _, name = request.GET.get("after", "")[:_MOST_PLACE].partition(".")
    key = _key(found.model, name)
    if key is None:
        return found
    if told == _NONE_DUE:
        return found.filter(**{f"{by}__isnull": True, "pk__gt": key})
    try:
        moment = _BEGIN + timedelta(microseconds=tables.number(told) or 0)
    except OverflowError:
        return found
    same = Q(**{by: moment, "pk__gt": key})
    return found.filter(Q(**{f"{by}__gt": moment}) | same | Q(**{f"{by}__isnull": True}))


def _key(of: type[Model], told: str) -> str | int | None:
    """A reference, or a number."""
    if isinstance(of._meta.pk, CharField):
        return told if told.isascii() and told.isprintable() and told else None
    return tables.number(told)


def show(request: PageRequest, chosen: Wanted, of: DueList) -> HttpResponse:
    told = {
        "lead": request.say(of.lead),
        "count": request.say(_COUNT, n=of.count) if of.count else "",
        "choices": _choices(request, chosen, of.states),
        "table": of.table,
    }
    return page(request, "pages/due_list.html", of.title, told)


def _choices(
    request: PageRequest, chosen: Wanted, states: Sequence[tuple[str, Both]]
) -> list[Choice]:
    deals = scoping.mine(request)
    if chosen.deal is not None and chosen.deal.ref not in {one.ref for one in deals}:
        deals.append(chosen.deal)  # older than those that are offered
    options: list[tuple[str, str]] = [(one.ref, f"{one.number} {one.title}") for one in deals]
    every = ("", request.say(_ALL))
    return [
        Choice(
            "deal", request.say(_DEAL), [every, *options], chosen.deal.ref if chosen.deal else ""
        ),
        Choice("state", request.say(_STATE), _said(request, states), chosen.state),
        Choice("due", request.say(_DUE), [every, *_said(request, [*DUES.items()])], chosen.due),
    ]


def _said(request: PageRequest, some: Sequence[tuple[str, Both]]) -> list[tuple[str, str]]:
    return [(value, request.say(words)) for value, words in some]


def is_narrowed(chosen: Wanted) -> bool:
    return bool(chosen.deal or chosen.state or chosen.due)
