"""The persons named for a data room, each by itself: whether it may go in, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import DEAL_ROLES
from shoumi.base.messages import names
from shoumi.base.pages import scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.rooms import admission
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console import rooms

_TITLE: Both = ("谁能进去", "Who may go in")
_COLUMNS = (
    Column(("姓名", "Name")),
    Column(("现在", "Now")),
    Column(("缺什么", "What is missing")),
    Column(("怎么办", "What to do")),
)
_MAY: Both = ("能进去", "may go in")
_WOULD: Both = ("开放后能进去", "may go in once it is open")
_MAY_NOT: Both = ("还进不去", "may not go in yet")
_LEAD: Both = (
    "共 {n} 人，{may} 人什么也不缺。缺的补齐了，这个人就能进去，不用再办一次。",
    "{may} of {n} lack nothing. Once what another lacks is there, that person may go in as well.",
)
_SHUT: Both = ("数据室已关闭，谁也进不去。", "The room is shut; nobody may go in.")
_NOBODY: Both = (
    "还没有点名。开放数据室时写明谁可以进。",
    "Nobody is named yet. Whoever opens the room says who may enter.",
)


def sides(deal: Ref, at: datetime) -> Mapping[str, Role]:
    """Who stands for a side of the deal, and for which."""
    held = accounts.live_anywhere(at).filter(deal=deal, role__in=[*DEAL_ROLES])
    return {person: Role(role) for person, role in held.values_list("person", "role")}


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def persons(request: PageRequest, room: str) -> HttpResponse:
    """Each with an answer of its own; asked now, and nothing is recorded, for nobody goes in."""
    found = rooms.own(request, room)
    state = rooms.state_of(found, request)
    start = min(tables.place(request) or 0, len(found.persons))
    some = found.persons[start : start + tables.PAGE]
    after = start + tables.PAGE if len(found.persons) > start + tables.PAGE else None
    lacks: Mapping[str, tuple[str, ...]] = {}
    if state is not State.SHUT:
        lacks = admission.hindrances(found, some, request.at)
    rows = list(_rows(request, found, lacks))
    may = sum(not codes for codes in lacks.values())
    table = Table(_COLUMNS, rows, _TITLE, _SHUT if found.persons else _NOBODY, after=after)
    lead = request.say(_LEAD, n=len(lacks), may=may) if lacks else ""
    way = [
        (request.say(("数据室", "Data rooms")), reverse("rooms")),
        (request.say(rooms.named(found)), reverse("room", kwargs={"room": found.ref})),
    ]
    answer = show(request, ContentPage(_TITLE, [table], lead, crumbs=way))
    answer["Cache-Control"] = "no-store"
    return answer


def _rows(
    request: PageRequest, room: Room, lacks: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Any, ...]]:
    """A row for each thing that somebody lacks; one for who lacks nothing."""
    known = scoping.people(lacks)
    of = sides(Ref(room.deal), request.at)
    good = request.say(_MAY if room.task else _WOULD)
    for person, codes in lacks.items():
        side = names.of(of[person], request.lang) if person in of else ""
        href = reverse("person", kwargs={"person": person})
        name = Cell(known.get(person, person), href, side)
        if not codes:
            yield name, good, None, None
        for code in codes:
            what, mend = request.tell_code(code)
            yield name, request.say(_MAY_NOT), what, mend
