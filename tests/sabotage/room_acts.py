"""Rooms: opening them, going in, looking, asking, preparing what they show."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import Any

from tests.sabotage.act import Act, Way, cast, nothing, ref_of
from tests.sabotage.place import Place


def _open_room(place: Place, _: Any, *, level: str) -> None:
    from shoumi.base.rooms import services

    services.open_room(
        room=place.ref(level),
        persons=[place[cast().BUYER]],
        closes_at=place.at + timedelta(hours=48),
        actor=place[cast().CONSULTANT],
        at=place.at,
    )


def _room(level: str) -> Act:
    return Act(
        f"room_{level.lower()}",
        (f"room_{level.lower()}",),
        nothing,
        {
            "service": partial(_open_room, level=level),
            "command": lambda place, _: place.shoumi(
                "room", "open", place.ref(level), "--person", cast().BUYER, "--hours", 48,
                as_=cast().CONSULTANT,
            ),
            "page": lambda place, _: place.page(
                cast().CONSULTANT, f"/rooms/{place.ref(level)}/do/room-open",
                persons=[str(place[cast().BUYER])], hours=48,
            ),
        },
    )  # fmt: skip


def _enter(place: Place, _: Any, *, level: str) -> None:
    from shoumi.base.rooms import services

    room, buyer = place.ref(level), place[cast().BUYER]
    if level == "L3":
        assert list(services.view_items(room=room, actor=buyer, at=place.at))
    else:
        services.enter(room=room, actor=buyer, at=place.at)


def _entering(name: str, level: str, moments: str) -> Act:
    command = "view" if level == "L3" else "enter"
    return Act(
        name,
        tuple(moments.split()),
        nothing,
        {
            "service": partial(_enter, level=level),
            "command": lambda place, _: place.shoumi(
                "room", command, place.ref(level), as_=cast().BUYER
            ),
            "page": lambda place, _: place.page(cast().BUYER, f"/rooms/{place.ref(level)}/inside"),
        },
    )


def _looked_at(place: Place, _: Any, *, level: str) -> None:
    from shoumi.base.rooms import admission
    from shoumi.base.rooms.models import Room

    admission.require(Room.objects.get(ref=place.ref(level)), place[cast().BUYER], place.at)


def _looking(name: str, level: str, moments: str) -> Act:
    """A buyer looks at a room without going in: its page, its index, its questions."""

    def page(part: str) -> Way:
        return lambda place, _: place.look(cast().BUYER, f"/rooms/{place.ref(level)}{part}")

    return Act(
        name,
        tuple(moments.split()),
        nothing,
        {
            "service": partial(_looked_at, level=level),
            "page": page(""),
            "index page": page("/papers"),
            "questions page": page("/questions"),
        },
    )


def _asked(place: Place) -> str:
    """A question of the buyer's that waits for its answer."""
    from shoumi.base.rooms import inquiries

    row = inquiries.ask(
        room=place.ref("L2"), text="服务费含不含税？", paper=None, page=None,
        actor=place[cast().BUYER], at=place.at,
    )  # fmt: skip
    return str(row.ref)


def _answer(place: Place, inquiry: str) -> None:
    from shoumi.base.rooms import inquiries

    inquiries.answer(
        inquiry=ref_of(inquiry), text="含税。", actor=place[cast().SELLER], at=place.at
    )


def _first_paper(place: Place) -> Any:
    from shoumi.base.rooms.models import Paper

    found = Paper.objects.select_related("room").filter(room__ref=place.ref("L2"), pages__gt=0)
    return found.order_by("id")[0]


def _check(place: Place, _: Any) -> None:
    from shoumi.base.rooms import page_views

    page_views.check(paper=_first_paper(place), page=1, actor=place[cast().CONSULTANT], at=place.at)


def _check_page(place: Place, _: Any) -> None:
    """The page, and then its picture."""
    number = _first_paper(place).number
    address = f"/rooms/{place.ref('L2')}/papers/{number}/1"
    text = place.look(cast().CONSULTANT, address, whole=True)
    picture = re.search(r'src="(/views/[^"]+)"', text)
    assert picture is not None
    place.look(cast().CONSULTANT, picture.group(1))


def _checked(place: Place) -> str:
    """A page was shown a moment ago, and its picture not yet fetched."""
    from shoumi.base.rooms import page_views

    view = page_views.check(
        paper=_first_paper(place), page=1, actor=place[cast().CONSULTANT], at=place.at
    )
    return str(view.ref)


def _fetch(place: Place, view: str) -> None:
    from shoumi.base.rooms import page_views

    page_views.fetched(view=ref_of(view), actor=place[cast().CONSULTANT], at=place.at)


def _shown(place: Place) -> str:
    """The buyer was shown a page a moment ago, and its picture is not yet fetched."""
    from shoumi.base.rooms import page_views

    view = page_views.look(
        paper=_first_paper(place), page=1, actor=place[cast().BUYER], at=place.at
    )
    return str(view.ref)


def _shown_picture(place: Place, view: str) -> None:
    from shoumi.base.rooms import page_views

    page_views.fetched(view=ref_of(view), actor=place[cast().BUYER], at=place.at)


def _put(place: Place, _: Any) -> None:
    from shoumi.base.rooms import room_documents
    from shoumi.base.rooms.rules import Section

    room_documents.put(
        room=place.ref("L2"), section=Section.CUSTOMERS, title="名册", pages=[],
        actor=place[cast().CONSULTANT], at=place.at,
    )  # fmt: skip


_OPEN = "dd_l3 room_l3 view_l3 signed campaign_open campaign_send"
ROOMS = (
    _entering("enter_l1", "L1", f"dd_l2 room_l2 {_OPEN}"),
    _entering("enter_l2", "L2", _OPEN),
    _entering("view_l3", "L3", "view_l3"),
    _looking("look_l1", "L1", f"dd_l2 room_l2 {_OPEN}"),
    _looking("look_l2", "L2", _OPEN),
    _looking("look_l3", "L3", "view_l3"),
    Act(
        "answer",
        tuple(_OPEN.split()),
        _asked,
        {
            "service": _answer,
            "page": lambda place, inquiry: place.page(
                cast().CONSULTANT, f"/questions/{inquiry}/do/room-answer", text="含税。"
            ),
        },
    ),
    Act(
        "look_picture",
        ("dd_l3", "view_l3", "campaign_send"),
        _shown,
        {
            "service": _shown_picture,
            "page": lambda place, view: place.look(cast().BUYER, f"/views/{view}"),
        },
    ),
    Act("check", ("room_l2",), nothing, {"service": _check, "page": _check_page}),
    Act(
        "checked_picture",
        ("room_l2",),
        _checked,
        {
            "service": _fetch,
            "page": lambda place, view: place.look(cast().CONSULTANT, f"/views/{view}"),
        },
    ),
    Act(
        "paper",
        ("room_l2",),
        nothing,
        {
            "service": _put,
            "command": lambda place, _: place.shoumi(
                "room", "put", place.ref("L2"), "customers", "汇总", "--own",
                as_=cast().CONSULTANT,
            ),
            "page": lambda place, _: place.page(
                cast().CONSULTANT, f"/rooms/{place.ref('L2')}/do/room-paper",
                section="4", title="汇总", source="own",
            ),
        },
        apart="paper",  # the room has to be approved anew
    ),
    # Last: what is prepared is prepared no more once the room is open.
    *map(_room, ("L1", "L2", "L3")),
)  # fmt: skip
