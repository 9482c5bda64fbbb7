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
from shoumi.core.gate.policy import Code
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
# The gate speaks to who asks; here somebody else is spoken of.  What to do: as the gate has it,
# unless it stands here.
_OF_OTHERS: Mapping[str, tuple[Both, Both]] = {
    Code.NOT_ON_TASK: (
        ("不在开放时的名单里。", "Was not named when the room was opened."),
        ("另备一间数据室，写上这个人。", "Prepare another room that names this person."),
    ),
    Code.NO_ROLE: (
        ("没有任何岗位。", "Holds no role."),
        (
            "在人员页申请受让方岗位，只限这笔转让；由另一人批准。",
            "Ask for the role of transferee in this deal on the person's page; another approves.",
        ),
    ),
    Code.NOT_ON_DEAL: (
        ("不参与这次转让。", "Takes no part in this deal."),
        ("先有这笔转让里的岗位。", "It takes a role in this deal first."),
    ),
    Code.NO_AGREEMENT: (
        ("没有对此人生效的保密协议。", "No confidentiality agreement in force names this person."),
        (
            "法务起草一份写明此人的协议，双方签署后自动打开。",
            "Legal drafts one that names this person; once both sides signed, it opens by itself.",
        ),
    ),
    Code.ROOM_SHUT: (
        (
            "数据室没有对此人开放，或已到期关闭。",
            "The room is not open to this person, or over.",
        ),
        ("见数据室的页面。", "See the page of the room."),
    ),
    Code.ROOM_LEVEL: (
        ("没有这一级的数据室对此人开放。", "No room of this level is open to this person."),
        ("见数据室的页面。", "See the page of the room."),
    ),
}
# What goes without saying beside another.
_IMPLIED: Mapping[str, str] = {
    Code.OVERSIGHT_READS_NO_CONTENT: Code.NO_ROLE,
    Code.AGREEMENT_LEVEL: Code.NO_AGREEMENT,
    Code.ROOM_LEVEL: Code.ROOM_SHUT,
}
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
            if _IMPLIED.get(code) not in codes:
                yield name, request.say(_MAY_NOT), *_words(request, code)


def _words(request: PageRequest, code: str) -> tuple[str, str]:
    """What is missing and what to do, told of somebody else."""
    if found := _OF_OTHERS.get(code):
        return request.say(found[0]), request.say(found[1])
    return request.tell_code(code)
