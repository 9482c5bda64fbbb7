"""Data rooms over all deals, the one that shuts first on top; for a side, those it may enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.exports import deal_lists
from shoumi.base.messages import names
from shoumi.base.pages import due_lists, file_links, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.due_lists import DueList
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.core.messages import Both
from shoumi.doors.console import room_shut
from shoumi.doors.console import rooms as room_pages

_TITLE: Both = ("数据室", "Data rooms")
_COLUMNS = (
    Column(("数据室", "Room")),
    Column(("转让", "Deal")),
    Column(("级别", "Level")),
    Column(("状态", "State")),
    Column(("人员", "People")),
    Column(("到", "Until")),
)
_NONE_OPEN: Both = (
    "没有您能进的数据室。开放给您时，待办里会有一项。",
    "There is no room for you to enter. One that opens to you appears in your inbox.",
)
_LEAD: Both = (
    "一级一级开，只给点名的人，到点就关；没有下载，拍照也追得到人。",
    (
        "Level by level, to named people, for a time. There is no download; each page bears who "
        "looks and when, so that a photo leads back to them."
    ),
)

_NONE: Both = (
    "没有数据室。在转让页上“备好数据室”。",
    "No data room. Prepare one on a deal's page.",
)

_NONE_SUCH: Both = (
    "没有这样的数据室。换一个筛选条件。",
    "No such data room. Choose another filter.",
)

_STATES: tuple[tuple[str, Both], ...] = (
    ("", ("全部", "all")),
    *((one.value, names.pair(one)) for one in State),
)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def rooms(request: PageRequest) -> HttpResponse:
    """Rooms of the deals this person takes part in; a side of a deal sees those it may enter."""
    return _entered(request) if request.is_party else _listed(request)


def _listed(request: PageRequest) -> HttpResponse:
    """Over all deals, the one that shuts first on top; for the house."""
    chosen = due_lists.wanted(request, _STATES)
    found = deal_lists.rooms(
        request,
        deal=chosen.deal.ref if chosen.deal else "",
        state=chosen.state,
        due=chosen.due,
        at=request.at,
    )
    part, after = due_lists.part(request, found, "closes_at")
    numbers = deals.numbers({one.deal for one in part})
    known = scoping.people([ref for one in part for ref in one.persons])
    table = Table(
        _COLUMNS,
        [_row(request, one, numbers, known) for one in part],
        _TITLE,
        _NONE_SUCH if due_lists.is_narrowed(chosen) else _NONE,
        after=after,
        files=file_links.of_list(request, "rooms", chosen.deal.ref if chosen.deal else ""),
    )
    shown = DueList(_TITLE, _LEAD, _STATES, table, found.count())
    return due_lists.show(request, chosen, shown)


def _row(
    request: PageRequest,
    one: Room,
    numbers: Mapping[str, str],
    known: Mapping[str, str],
) -> tuple[Any, ...]:
    return (
        Cell(request.say(room_pages.named(one)), reverse("room", kwargs={"room": one.ref})),
        Cell(numbers.get(one.deal, ""), reverse("deal", kwargs={"deal": one.deal})),
        room_pages.level_name(one, request.lang),
        room_pages.state_words(request, one, None),
        [known.get(ref, ref) for ref in one.persons] or None,
        one.closes_at,
    )


def _entered(request: PageRequest) -> HttpResponse:
    """Those that a side of a deal may enter."""
    mine = {one.ref: one.number for one in scoping.mine(request)}
    found = Room.objects.filter(deal__in=mine)
    part, after = tables.part(request, found)
    shown = [one for one in part if room_pages.is_visible(request, one)]
    words = {one.pk: room_shut.words_of(request, one) for one in shown}
    # Who has no agreement any more has no room (handbook 2.1).
    shown = [one for one in shown if not ((told := words[one.pk]) and told.is_hidden)]
    known = scoping.people([ref for one in shown for ref in one.persons])
    table = Table(
        _COLUMNS,
        [
            (
                Cell(request.say(room_pages.named(one)), reverse("room", kwargs={"room": one.ref})),
                mine[one.deal],
                room_pages.level_name(one, request.lang),
                room_pages.state_words(request, one, words[one.pk]),
                [known.get(ref, ref) for ref in one.persons] or None,
                one.closes_at,
            )
            for one in shown
        ],
        _TITLE,
        _NONE_OPEN,
        after=after,
    )
    return page(request, "console/rooms.html", _TITLE, {"table": table})
