"""Granting a role, reading and taking in customers' data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.sabotage.act import Act, cast
from tests.sabotage.place import Place


def _asked_for_role(place: Place) -> Any:
    """Somebody of marketing is to answer customers' letters too."""
    from shoumi.base.accounts import services
    from shoumi.core.terms import Role

    people = cast()
    ask = services.request_grant(
        person=place[people.MARKETING],
        role=Role.CS,
        deal=None,
        actor=place[people.DPO],
        at=place.at,
    )
    return ask.ref


def _grant(place: Place, ask: str) -> None:
    from shoumi.base.accounts import services
    from shoumi.core.refs import Ref

    services.grant(ask=Ref(ask), actor=place[cast().HEAD], at=place.at)


GRANT = Act(
    "grant",
    ("*",),
    _asked_for_role,
    {
        "service": _grant,
        "command": lambda place, ask: place.shoumi(
            "person", "grant", "approve", ask, as_=cast().HEAD
        ),
        "page": lambda place, ask: place.page(cast().HEAD, f"/people/asks/{ask}/do/approve-role"),
    },
)


def task_to_reveal(place: Place) -> tuple[str, str]:
    from shoumi.base.gate.tasks import open_task
    from shoumi.base.subjects import queries
    from shoumi.base.subjects.models import State
    from shoumi.core.gate import Act as GateAct
    from shoumi.core.terms import Purpose

    officer = place[cast().DPO]
    task = open_task(
        purpose=Purpose.INVENTORY,
        deal=place.deal,
        actors=[officer],
        acts=[GateAct.REVEAL, GateAct.LIST],
        fields=["name", "mobile"],
        expires_at=place.at + timedelta(hours=8),
        actor=place[cast().HEAD],
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
        actor=place[cast().DPO],
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
        actor=place[cast().DPO],
        act=GateAct.LIST,
        task=Ref(told[0]),
        at=place.at,
        fields={"mobile"},
    )
    decisions.enter(asked)


def _reveal_page(place: Place, told: tuple[str, str]) -> None:
    task, subject = told
    place.page(
        cast().DPO, f"/customers/{subject}/reveal?task={task}&field=name&field=mobile", task=task
    )


_READ_AT = [
    "listed",
    "dd_l1",
    "room_l1",
    "dd_l2",
    "room_l2",
    "dd_l3",
    "room_l3",
    "view_l3",
    "signed",
    "campaign_open",
    "campaign_send",
    "data_handover",
    "seal",
    "release",
    "settled",
    "closed",
]
REVEAL = Act(
    "reveal",
    tuple(_READ_AT),
    task_to_reveal,
    {
        "service": _reveal,
        "command": lambda place, told: place.shoumi(
            "subject", "reveal", told[1], "--task", told[0], "--fields", "name,mobile",
            as_=cast().DPO,
        ),
        "page": _reveal_page,
        "operation": lambda place, told: place.call(
            cast().DPO, f"/customers/{told[1]}/reveal", {"task": told[0], "fields": ["name"]}
        ),
    },
)  # fmt: skip
LIST = Act(
    "list",
    tuple(_READ_AT),
    task_to_reveal,
    {
        "service": _list,
        "command": lambda place, told: place.shoumi(
            "subject", "find", place.told.number, "--field", "mobile", "--task", told[0],
            as_=cast().DPO, input="15400001001\n",
        ),
        "page": lambda place, told: place.page(
            cast().DPO, f"/customers/search?deal={place.deal}", task=told[0], field="mobile",
            value="15400001001",
        ),
    },
)  # fmt: skip


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
        actor=place[cast().DPO],
        at=place.at,
    )


_SHEET = "客户编号,姓名,手机号\nC901,陈虚安,15400001901\nC902,李虚柏,15400001902\n"


def _import_command(place: Place, told: Any) -> None:
    sheet = place.folder / "customers.csv"
    sheet.write_text(_SHEET, "utf-8")
    place.shoumi("intake", "run", sheet, "--deal", place.told.number, as_=cast().DPO)


def _upload() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("customers.csv", _SHEET.encode())


def _import_page(place: Place, told: Any) -> None:
    """Brought, read by a worker, then taken in."""
    who, given = cast().DPO, {"dataset": str(told.given["dataset"]), "files": _upload()}
    led = place.led(who, f"/deals/{place.deal}/do/intake-bring", **given)
    place.led(who, led)
    place.work()
    place.led(who, f"{led}/take-in")
    place.work()


def _import_operation(place: Place, told: Any) -> None:
    place.upload(
        cast().DPO,
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
