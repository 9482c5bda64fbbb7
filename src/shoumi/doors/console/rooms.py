"""Data rooms: who may enter until when, what is in them, who looked; and the room from inside."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.gate.events import Tag as Gate
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import acts, audit_rows, clocks, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.figures import Clock
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.rooms import field_lists, page_views, rules, services
from shoumi.base.rooms.models import Paper, Room
from shoumi.base.rooms.rules import State
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Line
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose
from shoumi.doors.console import room_shut, viewer_labels

PLACE = "rooms/<str:room>"
LEVELS: dict[DisclosureLevel, Both] = {
    DisclosureLevel.L1: ("汇总数，小单元格不公开", "counts; small cells kept back"),
    DisclosureLevel.L2: (
        "去标识的行，去标识检验通过",
        "de-identified rows; the de-identification test is passed",
    ),
    DisclosureLevel.L3: (
        "净室：具名的重点合同联系人",
        "clean room: named contacts of key contracts",
    ),
}
_LOOKS = 30
_DECISIONS = 100  # of the deal, the newest, among which those of one room are looked for
_ROWS = 200


def own(request: PageRequest, room: str) -> Room:
    """The room, for who takes part in its deal; a side of the deal has to be named in it.

    Raises:
        Http404
    """
    found = scoping.own(request, Room, room)
    if request.is_party and request.who() not in found.persons and not _approves(request, found):
        raise Http404
    return found


def _approves(request: PageRequest, room: Room) -> bool:
    held = accounts.roles(request.who(), request.at, Ref(room.deal))
    return bool(held & set(rules.APPROVERS))


def is_visible(request: PageRequest, room: Room) -> bool:
    return request.who() in room.persons or _approves(request, room)


def state_words(request: PageRequest, room: Room, words: room_shut.Words | None) -> str:
    if words is not None and state_of(room, request) is State.OPEN:
        return request.say(words.title)
    return names.of(state_of(room, request), request.lang)


def state_of(room: Room, request: PageRequest) -> State:
    """A room past its closing time is shut, whether or not somebody said so."""
    is_over = room.closes_at is not None and room.closes_at <= request.at
    return State.SHUT if is_over else State(room.state)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def room(request: PageRequest, room: str) -> HttpResponse:
    found = own(request, room)
    return room_shut.of(request, found) or shown(request, found)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def inside(request: PageRequest, room: str) -> HttpResponse:
    """Go in: each visit is an act in the ledger, before anything is shown."""
    found = own(request, room)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("room", kwargs={"room": found.ref}), status=303)
    try:
        content = _content(request, found)
    except DomainError as refused:
        told = request.tell(refused)
        is_shut = room_shut.of(request, found, refused)
        return is_shut or shown(request, found, refused=told, status=403)
    return shown(request, found, content=content)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def out(request: PageRequest, room: str) -> HttpResponse:
    """Ask to take what is inside away: the gate says no, with every reason, and that is kept."""
    found = own(request, room)
    if request.method == "POST":
        try:
            services.export(room=Ref(found.ref), actor=request.who(), at=request.at)
        except DomainError as refused:
            return room_shut.of(request, found) or shown(
                request, found, refused=request.tell(refused), status=403
            )
    return HttpResponseRedirect(reverse("room", kwargs={"room": found.ref}), status=303)


def _content(request: PageRequest, found: Room) -> list[Table]:
    """
    Raises:
        GateClosed: with every reason; the refusal stands in the ledger.
    """
    ref, who = Ref(found.ref), request.who()
    if found.level == DisclosureLevel.L3:
        seen = list(services.view_items(room=ref, actor=who, at=request.at))
        codes = sorted({code for _, values in seen for code in values})
        heads = [names.field(code, request.lang) for code in codes]
        rows = [[values.get(code) for code in codes] for _, values in seen]
        return [_plain(heads, rows, ("净室", "Clean room"))]
    kept: Any = services.enter(room=ref, actor=who, at=request.at)
    count = request.say(("人数", "people"))
    if isinstance(kept, dict):
        few = request.say(("少于下限", "under the minimum"))
        return [
            _plain(
                [_heading(name, request), count],
                [[label, few if number is None else number] for label, number in cells],
                (_heading(name, request),) * 2,
            )
            for name, cells in kept.items()
        ]
    heads = list(kept[0]) if kept else []
    rows = [list(one.values()) for one in kept[:_ROWS]]
    return [_plain([_heading(one, request) for one in heads], rows, ("去标识的行", "Rows"))]


_HEADINGS: dict[str, Both] = {
    "district": ("区县", "district"),
    "age": ("年龄段", "age"),
    "amount": ("金额段", "amount"),
    "service": ("服务", "service"),
    "id": ("代号", "pseudonym"),
    "person": ("代号", "pseudonym"),
    "pseudonym": ("代号", "pseudonym"),
}


def _heading(name: str, request: PageRequest) -> str:
    return request.say(_HEADINGS.get(name, (name, name)))


def _plain(heads: Sequence[str], rows: Sequence[Sequence[Any]], name: Both) -> Table:
    empty = ("这里没有可看的。", "There is nothing to see here.")
    return Table([Column((head, head)) for head in heads], rows, name, empty)


def shown(
    request: PageRequest,
    found: Room,
    *,
    content: Sequence[Table] | None = None,
    refused: RefusalWords | None = None,
    status: int = 200,
) -> HttpResponse:
    """The room's page, with what is inside if somebody just went in."""
    state, level = state_of(found, request), DisclosureLevel(found.level)
    as_party = request.is_party
    known = scoping.people([*found.persons, *found.approvals, found.requester])
    told: dict[str, Any] = {
        "room": found,
        "deal": deals.deal(Ref(found.deal)),
        "state": names.of(state, request.lang),
        "is_open": state is State.OPEN,
        "what": request.say(LEVELS[level]) if level in LEVELS else "",
        "clock": _clock(found, request) if state is State.OPEN else None,
        "fields": listed(found, request),
        "persons": [known.get(ref, ref) for ref in found.persons],
        "approvals": [known.get(ref, ref) for ref in found.approvals],
        "requester": known.get(found.requester, found.requester),
        "needed": rules.LIMITS[level].approvals if level in rules.LIMITS else 0,
        "may_enter": state is State.OPEN and request.who() in found.persons,
        "content": content,
        "is_cut": bool(content) and level is DisclosureLevel.L2 and found.rows > _ROWS,
        "shown_rows": _ROWS,
        "refused": refused,
        "as_party": as_party,
        "tells_each": bool(found.persons) and not as_party and state is not State.SHUT,
        "papers": _papers(request, found, as_party=as_party),
        "may_answer": viewer_labels.may_answer(request, found),
        "looks": [] if as_party else _looks(request, found),
        "acts": _acts(request, found),
    }
    title = named(found)
    answer = page(request, "console/room.html", title, told, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def listed(found: Room, request: PageRequest) -> list[str]:
    """What its material may hold, as people call the fields."""
    return [names.field(code, request.lang) for code in sorted(field_lists.of_room(found))]


def _papers(request: PageRequest, found: Room, *, as_party: bool) -> Table:
    """What lies in the room, by number; for the house each leads to who looked at it."""
    shown = page_views.counted(found.papers.all())
    after = request.GET.get("after", "")
    section, _, place = after.partition(".")
    if section.isdecimal() and place.isdecimal():
        later = Q(section=int(section[:4]), place__gt=int(place[:4]))
        shown = shown.filter(later | Q(section__gt=int(section[:4])))
    some = list(shown.order_by("section", "place")[: tables.PAGE + 1])
    part = some[: tables.PAGE]
    closed = request.say(("交割后", "after closing"))

    def first(one: Paper) -> Cell:
        place = {"room": found.ref, "number": one.number}
        return Cell(one.number, "" if as_party else reverse("room-paper", kwargs=place))

    return Table(
        (
            Column(("编号", "Number")),
            Column(("标题", "Title")),
            Column(("页", "Pages"), "number"),
            Column(("看过", "Looks"), "number"),
        ),
        [
            (
                first(one),
                one.title,
                closed if one.is_closed else one.pages,
                None if as_party else one.looks,
            )
            for one in part
        ],
        ("文件", "Documents"),
        ("还没有文件。", "No document yet."),
        after=part[-1].number if len(some) > tables.PAGE else None,
    )


def _clock(found: Room, request: PageRequest) -> Clock | None:
    if found.opened_at is None or found.closes_at is None:
        return None
    return clocks.until(found.opened_at, found.closes_at, request.at)


def _looks(request: PageRequest, room: Room) -> list[audit_rows.AuditRow]:
    """What was done to the room, and every visit to it and try that the gate decided about."""
    own = deque(reader.entries(about=Ref(room.ref)), maxlen=_LOOKS)
    asked = [
        one
        for tag in (Gate.DECIDED, Gate.REVEALED)
        for one in reader.latest(_DECISIONS, deal=Ref(room.deal), tag=tag)
        if _is_of(one.line(), room)
    ]
    newest = sorted((*own, *asked), key=lambda one: -one.position)[:_LOOKS]
    return audit_rows.told(request, newest)


def _is_of(line: Line, room: Room) -> bool:
    """Whether a decision of the gate was about that level; a clean room is read by revealing."""
    if line.facts.get("purpose") != Purpose.DUE_DILIGENCE:
        return False
    level = line.facts.get("level", DisclosureLevel.L3 if line.tag == Gate.REVEALED else None)
    return bool(level == room.level)


def level_name(found: Room, lang: Lang) -> str:
    return names.of(DisclosureLevel(found.level), lang)


def named(found: Room) -> Both:
    return (f"数据室 {level_name(found, 'zh')}", f"Data room {level_name(found, 'en')}")


def _acts(request: PageRequest, found: Room) -> list[tuple[str, str]]:
    return [
        (request.say(act.title), href)
        for act in acts.every()
        if act.place == PLACE
        and found.state in _FROM.get(act.slug, ())
        and (href := acts.offered(act, request, room=found.ref))
    ]


_FROM = {
    "room-approve": (State.PREPARED,),
    "room-open": (State.PREPARED,),
    "room-shut": (State.OPEN,),
    "room-paper": (State.PREPARED,),
}
