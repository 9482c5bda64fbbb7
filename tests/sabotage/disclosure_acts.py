"""Rooms, telling people, and handing over."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.sabotage.act import Act, cast, nothing, ref_of
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


_OPEN = "dd_l3 room_l3 view_l3 signed campaign_open campaign_send"
ROOMS = (
    *map(_room, ("L1", "L2", "L3")),
    _entering("enter_l1", "L1", f"dd_l2 room_l2 {_OPEN}"),
    _entering("enter_l2", "L2", _OPEN),
    _entering("view_l3", "L3", "view_l3"),
)


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
