"""What is done to data rooms: prepare, approve, open, shut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages import choices, forms, operations, scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.rooms import content_erasure, queries, rules, services
from shoumi.base.rooms.operations import Long
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.console import deals as deal_pages
from shoumi.doors.console import room_persons, rooms

Place = Mapping[str, Any]
_LEVELS = forms.words_of(rooms.LEVELS)
_PERSONS: Both = ("谁可以进", "Who may enter")


def _readers(request: PageRequest, place: Place) -> Iterator[Option]:
    """Everybody, those who stand for a side of the deal first, with that side."""
    return _by_side(request, place, scoping.seen(request, place["deal"]))


def _named(request: PageRequest, place: Place) -> Iterator[Option]:
    """Those the approvers saw named; where nobody was named, everybody."""
    room = rooms.own(request, place["room"])
    bound = set(room.persons)
    found = _by_side(request, place, Ref(room.deal))
    return (one for one in found if not bound or one[0] in bound)


def _by_side(request: PageRequest, place: Place, deal: Ref) -> Iterator[Option]:
    sides = room_persons.sides(deal, request.at)
    everybody = list(choices.people(request, place))
    for ref, words in sorted(everybody, key=lambda one: one[0] not in sides):
        if ref not in sides:
            yield ref, words
            continue
        name = words[0].rpartition("（")[0]
        zh, en = names.pair(sides[ref])
        yield ref, (f"{name}（{zh}）", f"{name} ({en})")


def _named_now(request: PageRequest, place: Place) -> list[str]:
    """All whom the approvers saw named."""
    return list(rooms.own(request, place["room"]).persons)


def _prepare(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = scoping.seen(request, deal)
    said = {"level": given["level"], "persons": list(given["persons"])}
    return operations.ask(request, Long.PREPARE, about=ref, deal=ref, given=said)


def _approve(request: PageRequest, given: dict[str, Any], *, room: str) -> Done:
    found = rooms.own(request, room)
    services.approve(room=Ref(found.ref), actor=request.who(), at=request.at)
    return _to(room)


def _open(request: PageRequest, given: dict[str, Any], *, room: str) -> Done:
    found = rooms.own(request, room)
    hours: int | None = given["hours"]
    longest = rules.LIMITS[DisclosureLevel(found.level)].longest
    until: datetime = request.at + (timedelta(hours=hours) if hours else longest)
    services.open_room(
        room=Ref(found.ref),
        persons=given["persons"],
        closes_at=until,
        actor=request.who(),
        at=request.at,
    )
    return Done(reverse("room-persons", kwargs={"room": room}))


def _shut(request: PageRequest, given: dict[str, Any], *, room: str) -> Done:
    found = rooms.own(request, room)
    services.shut(room=Ref(found.ref), actor=request.who(), at=request.at)
    content_erasure.empty(at=request.at, actor=request.who())
    return _to(room)


def _to(room: str) -> Done:
    return Done(reverse("room", kwargs={"room": room}))


def _deal(request: PageRequest, *, deal: str) -> Iterable[tuple[Both, object]]:
    scoping.seen(request, deal)
    return ()


def _room(request: PageRequest, *, room: str) -> Iterable[tuple[Both, object]]:
    """What is decided about; a room of others is not there."""
    found = rooms.own(request, room)
    known = scoping.people(found.persons)
    return (
        (("级别", "Level"), rooms.level_name(found, request.lang)),
        (("行", "Rows"), found.rows),
        (("其中未成年人", "Minors among them"), queries.minors_in(found)),
        (("泛化", "Generalised"), found.generalised),
        (("不公开", "Kept back"), found.suppressed),
        (("字段", "Fields"), rooms.listed(found, request)),
        (("批准", "Approvals"), len(found.approvals)),
        (("点名可进", "Named to enter"), [known.get(ref, ref) for ref in found.persons]),
    )


ACTS = [
    Act(
        slug="room-prepare",
        place=deal_pages.PLACE,
        title=("备好数据室", "Prepare a data room"),
        done=("数据室备好了，等批准", "The room is ready and waits for approval"),
        do=_prepare,
        roles=rules.PREPARERS,
        help=(
            "L1 是汇总数，L2 是去标识的行，L3 是净室。不够匿名就备不成。",
            "L1 is counts, L2 de-identified rows, L3 a clean room. What is not anonymous fails.",
        ),
        fields=(
            Field("level", ("级别", "Level"), Kind.ONE, options=_LEVELS, of=DisclosureLevel),
            Field(
                "persons",
                _PERSONS,
                Kind.MANY,
                help=(
                    "批准人看到的名单，之后只减不增；L3 必填。",
                    "Approvers see these named; nobody joins later. L3 needs them.",
                ),
                options=_readers,
                of=Ref,
                is_needed=False,
            ),
        ),
        satisfies=frozenset({"room.reviewers"}),
        is_fresh=True,
        back="deal",
        facts=_deal,
        group=Group.ROOMS,
    ),
    Act(
        slug="room-approve",
        place=rooms.PLACE,
        title=("批准", "Approve"),
        done=("已批准", "Approved"),
        do=_approve,
        roles=rules.APPROVERS,
        help=("申请人不能批准自己的；L3 要两个人。", "Not by who asked for it; L3 takes two."),
        is_fresh=True,
        who=Who.SIGNED_IN,
        back="room",
        facts=_room,
    ),
    Act(
        slug="room-open",
        place=rooms.PLACE,
        title=("开放", "Open"),
        done=("数据室开着", "The room is open"),
        do=_open,
        roles=rules.PREPARERS,
        fields=(
            Field(
                "persons",
                _PERSONS,
                Kind.MANY,
                help=(
                    "开放之后逐个写明谁能进去、谁还缺什么；缺的补齐了，这个人就能进去。",
                    (
                        "Then each is told of by name: who may go in, and what another lacks; once "
                        "that is there, that person may too."
                    ),
                ),
                options=_named,
                of=Ref,
                initial=_named_now,
            ),
            Field(
                "hours",
                ("开几小时", "For how many hours"),
                Kind.WHOLE,
                help=("不填就是这一级最长的时间。", "Empty: the longest its level allows."),
                is_needed=False,
                least=1,
                most=24 * 60,
            ),
        ),
        back="room",
        facts=_room,
    ),
    Act(
        slug="room-shut",
        place=rooms.PLACE,
        title=("关上并销毁内容", "Shut, and destroy what it showed"),
        done=("数据室关上了，内容已销毁", "The room is shut; what it showed is destroyed"),
        do=_shut,
        roles=rules.SHUTTERS,
        is_final=True,
        is_fresh=True,
        back="room",
        facts=_room,
    ),
]
