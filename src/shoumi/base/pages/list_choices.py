"""The choices above a list of things that go through states: state, deal, person and time.

They stand in the address, so a next page and the list as a file keep them.  Offered is what the
reader's own list has: no deal and nobody that the list would not show anyhow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from shoumi.base.messages import names
from shoumi.base.pages import scoping, tables
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Filter
from shoumi.core.messages import Both

Row = TypeVar("Row", bound=Model)
_ALL = ("", ("全部", "All"))
_SPANS: Mapping[str, tuple[Both, timedelta]] = {
    "week": (("七天以来", "Last seven days"), timedelta(days=7)),
    "month": (("三十天以来", "Last thirty days"), timedelta(days=30)),
    "year": (("一年以来", "Last year"), timedelta(days=365)),
}
_MOST_OFFERED = 30


@dataclass(frozen=True, slots=True)
class Narrowing:
    """``moment``   the column by which things are old or new

    ``states``   the words of the column ``state``; None where there is none
    ``persons``  columns that name a person; ``has_deal``  whether the column ``deal`` is asked
    """

    moment: str
    states: type[StrEnum] | None = None
    persons: tuple[str, ...] = ()
    has_deal: bool = False


def narrowed(
    request: PageRequest, found: QuerySet[Row], of: Narrowing
) -> tuple[QuerySet[Row], tuple[Filter, ...]]:
    """Those of ``found`` that the address asks for, and the choices to show above them."""
    filters = tuple(_filters(request, found, of))
    chosen = {one.name: one.chosen for one in filters if one.chosen}
    if "state" in chosen:
        found = found.filter(state=chosen["state"])
    if "deal" in chosen:
        found = found.filter(deal=chosen["deal"])
    if "person" in chosen:
        own = Q()
        for column in of.persons:
            own |= Q(**{column: chosen["person"]})
        found = found.filter(own)
    if "since" in chosen:
        first = request.at - _SPANS[chosen["since"]][1]
        found = found.filter(**{f"{of.moment}__gte": first})
    return found, filters


def _filters(request: PageRequest, found: QuerySet[Row], of: Narrowing) -> list[Filter]:
    offered: list[tuple[str, Both, Sequence[tuple[str, Both]]]] = []
    if of.states is not None:
        states = [(one.value, names.pair(one)) for one in of.states]
        offered.append(("state", ("状态", "State"), states))
    if of.has_deal:
        mine = [(one.ref, (one.number, one.number)) for one in scoping.mine(request)]
        offered.append(("deal", ("转让", "Deal"), mine[:_MOST_OFFERED]))
    if of.persons:
        offered.append(("person", ("人员", "Person"), _persons(found, of.persons)))
    spans = [(key, words) for key, (words, _) in _SPANS.items()]
    offered.append(("since", ("时间", "Time"), spans))
    return [
        Filter(name, label, [_ALL, *some], tables.chosen(request, name, (key for key, _ in some)))
        for name, label, some in offered
    ]


def _persons(found: QuerySet[Row], columns: Sequence[str]) -> list[tuple[str, Both]]:
    """Who is named in those columns of the list."""
    refs: set[str] = set()
    for column in columns:
        refs |= set(found.order_by().values_list(column, flat=True).distinct()[:_MOST_OFFERED])
    known = sorted(scoping.people(refs).items(), key=lambda one: one[1])
    return [(ref, (name, name)) for ref, name in known]
