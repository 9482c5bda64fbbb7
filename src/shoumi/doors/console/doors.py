"""The doors: which are open, shut or unguarded now, and whose it is to mend what holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.attestations import house_stops
from shoumi.base.attestations.door_tally import tally
from shoumi.base.attestations.doors import DoorState, Standing, standings
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.messages.text import moment
from shoumi.base.pages import figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import button
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.core.handbook import Lapse, Reach
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import graces

_DOOR_COLUMNS = (
    Column(("门", "Door")),
    Column(("状态", "State")),
    Column(("要求", "Demand")),
    Column(("因为", "Because")),
    Column(("对谁", "For")),
    Column(("到何时", "Until")),
    Column(("谁补正", "Who mends")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def doors(request: PageRequest) -> HttpResponse:
    """Every door with all that holds it: the same answer as the acts that pass it get."""
    deal = _deal(request)
    found = standings(request.at, deal)
    shown = Table(
        _DOOR_COLUMNS,
        [row for one in found for row in _rows(request, one)],
        ("门", "Doors"),
        ("没有门。", "No door."),
        file_name="doors",
    )
    if tables.wants_file(request):
        return tables.as_file(request, shown)
    drawn = drawn_doors(found)
    told = {
        "table": shown,
        "doors": figures.doors(drawn, request.lang),
        "deal": deals.deal(deal) if deal else None,
        "doors_table": figures.doors_table(drawn, request.lang),
        "graces": graces.in_force(request),
        "acts": button(request, "grace-grant"),
    }
    return page(request, "console/doors.html", ("门", "Doors"), told)


def _rows(request: PageRequest, one: Standing) -> Iterator[tuple[object, ...]]:
    name = request.say((one.door.zh, one.door.en))
    state = request.say(figures.door_words(_drawn(one)))
    for lapse in one.lapses:
        what, mend = request.tell_code(lapse.reason)
        yield (
            name,
            state,
            Cell(lapse.demand, reverse("duty", kwargs={"duty": lapse.demand})),
            f"{what} {mend}" if lapse.reason in house_stops.REASONS else what,
            request.say(_for(lapse)),
            lapse.until,
            names.of(lapse.who, request.lang),
        )
    for lapse in one.graced:
        yield (
            name,
            state,
            Cell(lapse.demand, reverse("duty", kwargs={"duty": lapse.demand})),
            request.tell_code(lapse.reason)[0],
            request.say(("宽限中", "in grace")),
            lapse.grace_until,
            names.of(lapse.who, request.lang),
        )
    for bare in one.unbuilt:
        why = request.say(("还没有检查，也没有人声明", "nobody checks or states it yet"))
        yield name, state, Cell(bare, reverse("duty", kwargs={"duty": bare})), why, "", None, ""
    if not one.lapses and not one.unbuilt and not one.graced:
        stated = request.say(("{n} 项凭声明", "{n} on statements"), n=one.stated)
        yield name, state, "", stated if one.stated else "", "", None, ""


_FOR: dict[Reach, Both] = {
    Reach.ALL: ("所有人", "everybody"),
    Reach.WRITE: ("写入", "writes"),
    Reach.REMOTE: ("未加密的远程连接", "connections in the clear"),
}
_SOME: Both = ("部分转让", "some deals")
_PEOPLE: Both = ("个别人的记录", "some people's records")


def _for(lapse: Lapse) -> Both:
    if lapse.subjects:
        return _PEOPLE
    return _SOME if lapse.deals else _FOR[lapse.reach]


def _deal(request: PageRequest) -> Ref | None:
    """
    Raises:
        MalformedRef, NoSuchDeal
    """
    asked = request.GET.get("deal", "")
    return Ref(deals.deal(Ref(asked)).ref) if asked else None


def in_short(request: PageRequest, deal: Ref) -> dict[str, object]:
    """The doors of a deal on its page: how many are shut, and each that is, or is open by grace."""
    found = standings(request.at, deal)
    drawn = zip(found, drawn_doors(found), strict=True)
    held = [
        (request.say(each.name), figures.state_told(each, request.lang), " ".join(each.duties))
        for one, each in drawn
        if one.lapses or one.graced
    ]
    told = tally(found)
    said = _OPEN if told.all_open else _SHUT
    return {
        "said": request.say(said, shut=told.shut, bare=told.bare, stated=told.stated),
        "held": held,
    }


_SHUT: Both = (
    "{shut} 扇门关着，{bare} 扇没人守；{stated} 处凭声明",
    "{shut} closed, {bare} unguarded; {stated} rest on statements",
)
_OPEN: Both = ("门都开着，{stated} 处凭声明", "Every door is open; {stated} rest on statements")


def drawn_doors(found: Sequence[Standing]) -> list[figures.Door]:
    """The same as pictures."""
    return [
        figures.Door(
            (one.door.zh, one.door.en),
            _drawn(one),
            told=_told(one),
            duties=tuple(lapse.demand for lapse in (*one.lapses, *one.graced)),
            href=f"{reverse('doors')}#{one.door.name}",
        )
        for one in found
    ]


def _drawn(one: Standing) -> figures.DoorState:
    if one.state is DoorState.SHUT:
        return figures.DoorState.CLOSED
    if one.lapses:
        return figures.DoorState.PARTLY
    return (
        figures.DoorState.UNGUARDED if one.state is DoorState.UNGUARDED else figures.DoorState.OPEN
    )


def _told(one: Standing) -> Both:
    if one.lapses:
        return "", ""
    if one.grace_until:
        ends = one.grace_until
        return f"开，宽限至 {moment(ends, 'zh')}", f"open, grace until {moment(ends, 'en')}"
    if one.state is DoorState.UNGUARDED:
        bare = len(one.unbuilt)
        return f"{bare} 项还没人守", f"{bare} kept by nobody yet"
    return (
        (f"开，{one.stated} 项凭声明", f"open, {one.stated} on a statement")
        if one.stated
        else ("", "")
    )
