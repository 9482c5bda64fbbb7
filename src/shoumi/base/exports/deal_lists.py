"""Lists over the deals of who asks: deadlines and data rooms.  No customer is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar.models import Deadline
from shoumi.base.calendar.queries import State
from shoumi.base.deals import queries as deals
from shoumi.base.exports import house_lists
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import due_lists, scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Asked, ListExport
from shoumi.base.rooms import rules
from shoumi.base.rooms.models import Room
from shoumi.core.messages import Both

FILTERS = frozenset({"state", "due"})
EVERY = "all"  # of deadlines: those that are done as well
_PROVISIONAL: Both = ("暂定", "provisional")


def deadlines(
    request: PageRequest, *, deal: str, state: str, due: str, at: datetime
) -> QuerySet[Deadline]:
    """Of the deals in which the reader takes part, and of the house for who has a role in it."""
    own = Q(deal__in=scoping.deals_of(request).values("ref"))
    if "" in request.reach:
        own |= Q(deal="")
    found = Deadline.objects.filter(own)
    if deal:
        found = found.filter(deal=deal)
    if state != EVERY:
        wanted = State(state) if state in set(State) else None
        found = found.filter(calendar.in_state(wanted, at))
    return due_lists.narrowed(found, "until", due, at)


def rooms(request: PageRequest, *, deal: str, state: str, due: str, at: datetime) -> QuerySet[Room]:
    """Of the deals in which the reader takes part."""
    found = Room.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    if deal:
        found = found.filter(deal=deal)
    if state in set(rules.State):
        found = found.filter(_stands(rules.State(state), at))
    return due_lists.narrowed(found, "closes_at", due, at)


def _stands(state: rules.State, at: datetime) -> Q:
    """A room past its closing time is shut, whether or not somebody said so."""
    is_over = Q(closes_at__isnull=False, closes_at__lte=at)
    own = Q(state=state.value)
    return own | is_over if state is rules.State.SHUT else own & ~is_over


def room_state(one: Room, at: datetime) -> rules.State:
    is_over = one.closes_at is not None and one.closes_at <= at
    return rules.State.SHUT if is_over else rules.State(one.state)


def _deadline_rows(asked: Asked) -> Iterator[Sequence[Any]]:
    request, lang = house_lists.reader_of(asked), asked.lang
    found = due_lists.ordered(deadlines(request, **given(asked)), "until")
    numbers = deals.numbers(set(found.exclude(deal="").values_list("deal", flat=True)))
    for one in found.iterator(500):
        yield (
            names.of_code("calendar.key", one.key, lang),
            numbers.get(one.deal, ""),
            names.of(calendar.state(one, asked.at), lang),
            one.due_on or one.due_at,
            say(_PROVISIONAL, lang) if one.is_provisional else "",
            one.counted_from_on or one.counted_from_at,
            one.met_at,
        )


def _room_rows(asked: Asked) -> Iterator[Sequence[Any]]:
    request, lang = house_lists.reader_of(asked), asked.lang
    found = due_lists.ordered(rooms(request, **given(asked)), "closes_at")
    numbers = deals.numbers(set(found.values_list("deal", flat=True)))
    for one in found.iterator(500):
        yield (
            one.ref,
            numbers.get(one.deal, ""),
            one.level,
            names.of(room_state(one, asked.at), lang),
            len(one.persons),
            one.closes_at,
        )


def given(asked: Asked) -> dict[str, Any]:
    """The filter of a list over deals, as the page has it."""
    told = asked.given
    return {
        "deal": asked.deal or "",
        "state": told.get("state", ""),
        "due": told.get("due", ""),
        "at": asked.at,
    }


DEADLINES = ListExport(
    slug="deadlines",
    name=("期限", "Deadlines"),
    route="deadlines",
    filters=lambda asked: FILTERS,
    ask=house_lists.ask,
    heads=lambda asked: (
        ("期限", "Deadline"),
        ("转让", "Deal"),
        ("状态", "State"),
        ("到期", "Due"),
        ("是否暂定", "Provisional"),
        ("起算", "Counted from"),
        ("办结于", "Met"),
    ),
    rows=_deadline_rows,
)
ROOMS = ListExport(
    slug="rooms",
    name=("数据室", "Data rooms"),
    route="rooms",
    filters=lambda asked: FILTERS,
    ask=house_lists.ask,
    heads=lambda asked: (
        ("编号", "Reference"),
        ("转让", "Deal"),
        ("级别", "Level"),
        ("状态", "State"),
        ("几人可进", "People"),
        ("到", "Until"),
    ),
    rows=_room_rows,
)
