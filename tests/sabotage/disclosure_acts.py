"""Rooms, telling people, and handing over."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.sabotage.act import Act, Way, cast, nothing, ref_of
from tests.sabotage.place import Place, Refusal


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


def _put(place: Place, _: Any) -> None:
    from shoumi.base.rooms import room_documents
    from shoumi.base.rooms.rules import Section

    room_documents.put(
        room=place.ref("L2"), section=Section.CUSTOMERS, title="名册", pages=[],
        actor=place[cast().CONSULTANT], at=place.at,
    )  # fmt: skip


_OPEN = "dd_l3 room_l3 view_l3 signed campaign_open campaign_send"
ROOMS = (
    *map(_room, ("L1", "L2", "L3")),
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
    ),
)  # fmt: skip


def _campaign(place: Place) -> str:
    return str(place.told.given["campaign"])


def _open_window(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import campaigns

    campaigns.open_window(campaign=ref_of(campaign), actor=place[cast().DPO], at=place.at)


def _open_window_page(place: Place, campaign: str) -> None:
    place.page(cast().DPO, f"/deals/{place.deal}/do/campaign-open", campaign=campaign, is_sure="on")
    place.work()


def _codes_file(place: Place) -> Path:
    return place.folder / f"codes-{len(list(place.folder.glob('codes-*')))}.csv"


def _send(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import campaigns, dispatch
    from shoumi.chapters.consent.story.answer_script import PretendVendor

    dispatch.send(
        campaign=ref_of(campaign),
        codes=campaigns.codes(campaign=ref_of(campaign)),
        task=place.told.given["task"],
        sender=PretendVendor(frozenset()),
        actor=place[cast().SERVICE],
        at=place.at,
    )


def _letters_command(verb: str, place: Place, campaign: str) -> None:
    """A refused command leaves no letters behind."""
    out = place.folder / f"{verb}.csv"
    out.unlink(missing_ok=True)
    task = place.told.given["task"]
    try:
        place.shoumi("campaign", verb, campaign, "--task", task, "--out", out, as_=cast().SERVICE)
    except Refusal:
        if out.exists():
            raise AssertionError(f"left behind: {out}") from None
        raise


def _letters_page(verb: str, place: Place, campaign: str) -> None:
    place.page(
        cast().SERVICE,
        f"/deals/{place.deal}/do/campaign-{verb}",
        campaign=campaign,
        task=str(place.told.given["task"]),
        is_sure="on",
    )
    place.work()


_send_command, _send_page = partial(_letters_command, "send"), partial(_letters_page, "send")
_remind_command, _remind_page = (
    partial(_letters_command, "remind"),
    partial(_letters_page, "remind"),
)


def _remind(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import dispatch

    dispatch.remind(campaign=ref_of(campaign), actor=place[cast().SERVICE], at=place.at)


CAMPAIGNS = (
    Act(
        "campaign_open",
        ("campaign_open",),
        _campaign,
        {
            "service": _open_window,
            "command": lambda place, campaign: place.shoumi(
                "campaign", "open", campaign, "--codes", _codes_file(place), as_=cast().DPO
            ),
            "page": _open_window_page,
            "operation": lambda place, campaign: place.call(
                cast().DPO, f"/campaigns/{campaign}/open"
            ),
        },
    ),
    Act(
        "campaign_send",
        ("campaign_send",),
        _campaign,
        {"service": _send, "command": _send_command, "page": _send_page},
    ),
    # Before any letter went out: nobody is left to be reminded, and the one reminder is spent.
    Act(
        "campaign_remind",
        ("campaign_send",),
        _campaign,
        {"service": _remind, "command": _remind_command, "page": _remind_page},
    ),
)


def _seal(place: Place, _: Any) -> None:
    from shoumi.base.handover import services
    from shoumi.base.subjects import queries
    from shoumi.base.subjects.models import State

    given = place.told.given
    everybody = queries.of_deal(place.deal, State.ACTIVE, State.SEALED, State.FROZEN)
    services.seal(
        deal=place.deal,
        recipient=given["recipient"],
        key=given["key"],
        task=given["task"],
        subjects=queries.everyone(everybody),
        fields=given["fields"],
        actor=place[cast().DPO],
        at=place.at,
    )


def _seal_page(place: Place, _: Any) -> None:
    given = place.told.given
    place.page(
        cast().DPO,
        f"/deals/{place.deal}/do/handover-seal",
        recipient=str(given["recipient"]),
        task=str(given["task"]),
        key=given["key"],
    )
    place.work()


def _seal_operation(place: Place, _: Any) -> None:
    given = place.told.given
    place.call(
        cast().DPO,
        f"/deals/{place.deal}/packages",
        {
            "recipient": str(given["recipient"]),
            "task": str(given["task"]),
            "key": given["key"],
        },
    )


def _package(place: Place) -> tuple[str, str]:
    from shoumi.base.handover.models import Package

    found = Package.objects.get(ref=place.told.given["package"])
    return str(found.ref), str(found.sha256)


def _release(place: Place, told: tuple[str, str]) -> None:
    from shoumi.base.handover import services

    services.release(package=ref_of(told[0]), actor=place[cast().HEAD], at=place.at)


HANDOVER = (
    Act(
        "seal",
        ("seal",),
        nothing,
        {
            "service": _seal,
            "command": lambda place, _: place.shoumi(
                "handover", "seal", place.told.number, "--key", place.told.given["key"], "--task",
                place.told.given["task"], as_=cast().DPO,
            ),
            "page": _seal_page,
            "operation": _seal_operation,
        },
    ),
    Act(
        "release",
        ("release",),
        _package,
        {
            "service": _release,
            "command": lambda place, told: place.shoumi(
                "handover", "release", told[0], "--yes", as_=cast().HEAD
            ),
            "page": lambda place, told: place.page(
                cast().HEAD, f"/handover/{told[0]}/do/handover-release", is_sure="on"
            ),
            "operation": lambda place, told: place.call(
                cast().HEAD, f"/packages/{told[0]}/release", {"sha256": told[1]}
            ),
        },
    ),
)  # fmt: skip
