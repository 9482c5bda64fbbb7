"""Every act that passes a door, by every way its verb has: what an honest person does there.

``act.prepare(place)`` gets ready what needs nobody's leave (a task, a request); ``act.ways`` then do
the same by service, command, page and operation.  A way that is refused raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.sabotage.place import Place, Refusal

Way = Callable[[Place, Any], object]


@dataclass(frozen=True, slots=True)
class Act:
    """``moment`` is when the story does it, ``also`` where else it can be done; ``prepare`` gives
    what the ways are told."""

    name: str
    moments: tuple[str, ...]
    prepare: Callable[[Place], Any]
    ways: Mapping[str, Way]


def _people() -> Any:
    from shoumi.doors.demo import cast

    return cast


def _nothing(place: Place) -> None:
    return None


# -- roles ------------------------------------------------------------------------------------


def _asked_for_role(place: Place) -> Any:
    """The consultant is to answer customers' letters too."""
    from shoumi.base.accounts import services
    from shoumi.core.terms import Role

    cast = _people()
    ask = services.request_grant(
        person=place[cast.MARKETING], role=_data_role(), deal=None, actor=place[cast.DPO],
        at=place.at,
    )  # fmt: skip
    assert isinstance(_data_role(), Role)
    return ask.ref


def _data_role() -> Any:
    from shoumi.core.terms import Role

    return Role.CS


def _grant(place: Place, ask: str) -> None:
    from shoumi.base.accounts import services
    from shoumi.core.refs import Ref

    services.grant(ask=Ref(ask), actor=place[_people().HEAD], at=place.at)


GRANT = Act(
    "grant",
    ("*",),
    _asked_for_role,
    {
        "service": _grant,
        "command": lambda place, ask: place.shoumi(
            "person", "grant", "approve", ask, as_=_people().HEAD
        ),
        "page": lambda place, ask: place.page(_people().HEAD, f"/people/asks/{ask}/do/approve-role"),
    },
)


# -- reading ----------------------------------------------------------------------------------


def _task_to_reveal(place: Place) -> tuple[str, str]:
    from shoumi.base.gate.tasks import open_task
    from shoumi.base.subjects import queries
    from shoumi.base.subjects.models import State
    from shoumi.core.gate import Act as GateAct
    from shoumi.core.terms import Purpose

    officer = place[_people().DPO]
    task = open_task(
        purpose=Purpose.INVENTORY,
        deal=place.deal,
        actors=[officer],
        acts=[GateAct.REVEAL, GateAct.LIST],
        fields=["name", "mobile"],
        expires_at=place.at + timedelta(hours=8),
        actor=officer,
        at=place.at,
    )
    found = queries.of_deal(place.deal, State.ACTIVE, State.SEALED, State.FROZEN)
    return str(task), str(found[0].ref)


def _reveal(place: Place, told: tuple[str, str]) -> None:
    from shoumi.base.gate import disclosure
    from shoumi.base.gate.tasks import question
    from shoumi.core.gate import Act as GateAct
    from shoumi.core.refs import Ref

    task, subject = told
    asked = question(
        actor=place[_people().DPO],
        act=GateAct.REVEAL,
        task=Ref(task),
        at=place.at,
        subject=Ref(subject),
        fields={"name", "mobile"},
    )
    assert disclosure.open_asked(asked)


def _list(place: Place, told: tuple[str, str]) -> None:
    from shoumi.base.gate import decisions
    from shoumi.base.gate.tasks import question
    from shoumi.core.gate import Act as GateAct
    from shoumi.core.refs import Ref

    asked = question(
        actor=place[_people().DPO],
        act=GateAct.LIST,
        task=Ref(told[0]),
        at=place.at,
        fields={"mobile"},
    )
    decisions.enter(asked)


def _reveal_page(place: Place, told: tuple[str, str]) -> None:
    task, subject = told
    place.page(
        _people().DPO, f"/customers/{subject}/reveal?task={task}&field=name&field=mobile", task=task
    )


_READ_AT = (
    "listed dd_l1 room_l1 dd_l2 room_l2 dd_l3 room_l3 view_l3 signed campaign_open campaign_send"
    " data_handover seal release settled closed"
).split()
REVEAL = Act(
    "reveal",
    tuple(_READ_AT),
    _task_to_reveal,
    {
        "service": _reveal,
        "command": lambda place, told: place.shoumi(
            "subject", "reveal", told[1], "--task", told[0], "--fields", "name,mobile",
            as_=_people().DPO,
        ),
        "page": _reveal_page,
        "operation": lambda place, told: place.call(
            _people().DPO, f"/customers/{told[1]}/reveal", {"task": told[0], "fields": ["name"]}
        ),
    },
)  # fmt: skip
LIST = Act(
    "list",
    tuple(_READ_AT),
    _task_to_reveal,
    {
        "service": _list,
        "command": lambda place, told: place.shoumi(
            "subject", "find", place.told.number, "--field", "mobile", "--task", told[0],
            as_=_people().DPO, input="15400001001\n",
        ),
    },
)  # fmt: skip


# -- milestones -------------------------------------------------------------------------------

_MOVERS = {
    "data_handover": "DPO",
    "closed": "DPO",
    "signed": "LEGAL",
    "settled": "FINANCE",
}


def _mover(stage: str) -> str:
    return str(getattr(_people(), _MOVERS.get(stage, "CONSULTANT")))


def _move(place: Place, _: Any, *, stage: str, verb: str) -> None:
    from shoumi.base.deals import services
    from shoumi.core.terms import DealStage

    getattr(services, verb)(
        deal=place.deal, stage=DealStage(stage), actor=place[_mover(stage)], at=place.at
    )


def _stage(stage: str, verb: str = "advance") -> Act:
    word = {"advance": "open", "finish": "finish"}[verb]
    return Act(
        stage,
        (stage,),
        _nothing,
        {
            "service": partial(_move, stage=stage, verb=verb),
            "command": lambda place, _: place.shoumi(
                "deal", verb, place.told.number, stage, as_=_mover(stage)
            ),
            "page": lambda place, _: place.page(
                _mover(stage), f"/deals/{place.deal}/do/deal-{verb}", stage=stage
            ),
            "operation": lambda place, _: place.call(
                _mover(stage), f"/deals/{place.deal}/milestones/{stage}/{word}"
            ),
        },
    )


STAGES = (
    *map(_stage, "mandate listed dd_l1 dd_l2 dd_l3 signed data_handover settled".split()),
    _stage("closed", "finish"),
)


def _other_deal(place: Place) -> str:
    from shoumi.base.deals import services
    from shoumi.base.deals.rules import PartyRole
    from shoumi.core.milestones import FilingKind
    from shoumi.core.terms import DealType

    consultant = place[_people().CONSULTANT]
    made = services.create(
        deal_type=DealType.EQUITY,
        title="旁支转让",
        parties=[
            services.NewParty(PartyRole.TARGET, "虚构旁支有限公司", "91990000MA0DEM0213"),
            services.NewParty(PartyRole.TR, _people().SELLER, person=place[_people().SELLER]),
        ],
        actor=consultant,
        at=place.at,
    )
    services.file(
        deal=_ref(made.ref), kind=FilingKind.NOTICE_17, sha256=bytes(range(32)), actor=consultant,
        at=place.at,
    )  # fmt: skip
    return str(made.ref)


def _ref(text: str) -> Any:
    from shoumi.core.refs import Ref

    return Ref(text)


def _begin_other(place: Place, deal: str) -> None:
    from shoumi.base.deals import services
    from shoumi.core.terms import DealStage

    services.advance(
        deal=_ref(deal), stage=DealStage.INTAKE, actor=place[_people().CONSULTANT], at=place.at
    )


OTHER_DEAL = Act("other_deal", ("*",), _other_deal, {"service": _begin_other})


# -- import -----------------------------------------------------------------------------------


def _dataset(place: Place) -> Any:
    """The story's own files lie in the home; what they become is planned before."""
    return place.told


def _take_in(place: Place, told: Any) -> None:
    from shoumi.base.intake import import_run

    given = dict(told.given)
    given.pop("actor"), given.pop("at")
    files = [place.home / name for name in told.files]
    import_run.take_in(
        deal=place.deal,
        dataset=given["dataset"],
        plan=told.plan,
        files=files,
        bases=given["bases"],
        actor=place[_people().DPO],
        at=place.at,
    )


_SHEET = "客户编号,姓名,手机号\nC901,陈虚安,15400001901\nC902,李虚柏,15400001902\n"


def _import_command(place: Place, told: Any) -> None:
    sheet = place.folder / "customers.csv"
    sheet.write_text(_SHEET, "utf-8")
    place.shoumi("intake", "run", sheet, "--deal", place.told.number, as_=_people().DPO)


def _upload() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("customers.csv", _SHEET.encode())


def _import_page(place: Place, told: Any) -> None:
    """Brought, read by a worker, then taken in."""
    who, given = _people().DPO, {"dataset": str(told.given["dataset"]), "files": _upload()}
    led = place.led(who, f"/deals/{place.deal}/do/intake-bring", **given)
    place.led(who, led)
    place.work()
    place.led(who, f"{led}/take-in")
    place.work()


def _import_operation(place: Place, told: Any) -> None:
    place.upload(
        _people().DPO,
        f"/deals/{place.deal}/intake",
        {"dataset": str(told.given["dataset"]), "files": _upload()},
    )


IMPORT = Act(
    "import",
    ("import",),
    _dataset,
    {
        "service": _take_in,
        "command": _import_command,
        "page": _import_page,
        "operation": _import_operation,
    },
)


# -- rooms ------------------------------------------------------------------------------------


def _open_room(place: Place, _: Any, *, level: str) -> None:
    from shoumi.base.rooms import services

    services.open_room(
        room=place.ref(level),
        persons=[place[_people().BUYER]],
        closes_at=place.at + timedelta(hours=48),
        actor=place[_people().CONSULTANT],
        at=place.at,
    )


def _room(level: str) -> Act:
    return Act(
        f"room_{level.lower()}",
        (f"room_{level.lower()}",),
        _nothing,
        {
            "service": partial(_open_room, level=level),
            "command": lambda place, _: place.shoumi(
                "room", "open", place.ref(level), "--person", _people().BUYER, "--hours", 48,
                as_=_people().CONSULTANT,
            ),
            "page": lambda place, _: place.page(
                _people().CONSULTANT, f"/rooms/{place.ref(level)}/do/room-open",
                persons=[str(place[_people().BUYER])], hours=48,
            ),
        },
    )  # fmt: skip


def _enter(place: Place, _: Any, *, level: str) -> None:
    from shoumi.base.rooms import services

    room, buyer = place.ref(level), place[_people().BUYER]
    if level == "L3":
        assert list(services.view_items(room=room, actor=buyer, at=place.at))
    else:
        services.enter(room=room, actor=buyer, at=place.at)


def _entering(name: str, level: str, moments: str) -> Act:
    command = "view" if level == "L3" else "enter"
    return Act(
        name,
        tuple(moments.split()),
        _nothing,
        {
            "service": partial(_enter, level=level),
            "command": lambda place, _: place.shoumi(
                "room", command, place.ref(level), as_=_people().BUYER
            ),
            "page": lambda place, _: place.page(
                _people().BUYER, f"/rooms/{place.ref(level)}/inside"
            ),
        },
    )


_OPEN = "dd_l3 room_l3 view_l3 signed campaign_open campaign_send"
ROOMS = (
    *map(_room, ("L1", "L2", "L3")),
    _entering("enter_l1", "L1", f"dd_l2 room_l2 {_OPEN}"),
    _entering("enter_l2", "L2", _OPEN),
    _entering("view_l3", "L3", "view_l3"),
)


# -- telling people ---------------------------------------------------------------------------


def _campaign(place: Place) -> str:
    return str(place.told.given["campaign"])


def _open_window(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import campaigns

    campaigns.open_window(campaign=_ref(campaign), actor=place[_people().DPO], at=place.at)


def _open_window_page(place: Place, campaign: str) -> None:
    place.page(_people().DPO, f"/deals/{place.deal}/do/campaign-open", campaign=campaign, is_sure="on")
    place.work()


def _codes_file(place: Place) -> Path:
    return place.folder / f"codes-{len(list(place.folder.glob('codes-*')))}.csv"


def _send(place: Place, campaign: str) -> None:
    from shoumi.chapters.consent.services import campaigns
    from shoumi.doors.demo.answer_script import PretendVendor

    campaigns.send(
        campaign=_ref(campaign),
        codes=campaigns.codes(campaign=_ref(campaign)),
        task=place.told.given["task"],
        sender=PretendVendor(frozenset()),
        actor=place[_people().SERVICE],
        at=place.at,
    )


def _send_command(place: Place, campaign: str) -> None:
    out = place.folder / "letters.csv"
    out.unlink(missing_ok=True)
    try:
        place.shoumi("campaign", "send", campaign, "--task", place.told.given["task"], "--out", out,
                     as_=_people().SERVICE)  # fmt: skip
    except Refusal:
        if out.exists():
            raise AssertionError(f"left behind: {out}") from None
        raise


def _send_page(place: Place, campaign: str) -> None:
    place.page(
        _people().SERVICE,
        f"/deals/{place.deal}/do/campaign-send",
        campaign=campaign,
        task=str(place.told.given["task"]),
        is_sure="on",
    )
    place.work()


CAMPAIGNS = (
    Act(
        "campaign_open",
        ("campaign_open",),
        _campaign,
        {
            "service": _open_window,
            "command": lambda place, campaign: place.shoumi(
                "campaign", "open", campaign, "--codes", _codes_file(place), as_=_people().DPO
            ),
            "page": _open_window_page,
            "operation": lambda place, campaign: place.call(
                _people().DPO, f"/campaigns/{campaign}/open"
            ),
        },
    ),
    Act(
        "campaign_send",
        ("campaign_send",),
        _campaign,
        {"service": _send, "command": _send_command, "page": _send_page},
    ),
)


# -- handing over -----------------------------------------------------------------------------


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
        actor=place[_people().DPO],
        at=place.at,
    )


def _seal_page(place: Place, _: Any) -> None:
    given = place.told.given
    place.page(
        _people().DPO,
        f"/deals/{place.deal}/do/handover-seal",
        recipient=str(given["recipient"]),
        task=str(given["task"]),
        key=given["key"],
    )
    place.work()


def _seal_operation(place: Place, _: Any) -> None:
    given = place.told.given
    place.call(
        _people().DPO,
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

    services.release(package=_ref(told[0]), actor=place[_people().HEAD], at=place.at)


HANDOVER = (
    Act(
        "seal",
        ("seal",),
        _nothing,
        {
            "service": _seal,
            "command": lambda place, _: place.shoumi(
                "handover", "seal", place.told.number, "--key", place.told.given["key"], "--task",
                place.told.given["task"], as_=_people().DPO,
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
                "handover", "release", told[0], "--yes", as_=_people().HEAD
            ),
            "page": lambda place, told: place.page(
                _people().HEAD, f"/handover/{told[0]}/do/handover-release", is_sure="on"
            ),
            "operation": lambda place, told: place.call(
                _people().HEAD, f"/packages/{told[0]}/release", {"sha256": told[1]}
            ),
        },
    ),
)  # fmt: skip

ACTS = (GRANT, OTHER_DEAL, REVEAL, LIST, IMPORT, *STAGES, *ROOMS, *CAMPAIGNS, *HANDOVER)
