"""Lists of customers: on a page, as a file, by command, as a program; and rows taken out to be
mended."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.sabotage import letter_acts
from tests.sabotage.act import Act, cast, nothing
from tests.sabotage.place import Place, Refusal


def _listed(place: Place, _: Any, *, is_file: bool = False) -> None:
    from shoumi.base.subjects import customer_lists

    found = customer_lists.listed(
        deal=place.deal, actor=place[cast().DPO], at=place.at, is_file=is_file
    )
    assert found.exists()


def _address(place: Place) -> str:
    return f"/customers?deal={place.deal}"


def _file_page(place: Place, _: Any) -> None:
    export = f"/exports/customers/do/export?deal={place.deal}"
    work = place.led(cast().DPO, export, format="csv")
    place.work()
    assert "sub-" in place.look(cast().DPO, f"{work}/file")


PEOPLE_LIST = Act(
    "people_list",
    ("listed", "campaign_open", "closed"),
    nothing,
    {
        "service": _listed,
        "command": lambda place, _: place.shoumi(
            "subject", "list", place.told.number, as_=cast().DPO
        ),
        "page": lambda place, _: place.look(cast().DPO, _address(place)),
        "operation": lambda place, _: place.read(cast().DPO, f"/deals/{place.deal}/customers"),
    },
)


def _campaign(place: Place) -> str:
    from shoumi.chapters.consent.models import Campaign

    return str(Campaign.objects.filter(deal=place.deal).order_by("id")[0].ref)


def _answers_service(place: Place, _: Any) -> None:
    from shoumi.base.subjects import customer_lists

    customer_lists.require_listable(deal=place.deal, actor=place[cast().DPO], at=place.at)


ANSWERS_LIST = Act(
    "answers_list",
    ("campaign_send", "closed"),
    nothing,
    {
        "service": _answers_service,
        "operation": lambda place, _: place.read(
            cast().DPO, f"/campaigns/{_campaign(place)}/answers"
        ),
    },
)
PEOPLE_FILE = Act(
    "people_file",
    ("listed", "campaign_open", "closed"),
    nothing,
    {
        "service": lambda place, _: _listed(place, None, is_file=True),
        "page": _file_page,
    },
)


# A good row, and one whose birthday no calendar has.
_SHEET = "姓名,手机号,出生日期\n陈虚安,15400001901,1980-02-01\n李虚柏,15400001902,1990-02-30\n"


def set_aside(place: Place) -> str:
    """A small later file is taken in, of which one row has to be mended; a task of two persons to
    take out what waits."""
    from shoumi.base import registry
    from shoumi.base.gate.tasks import open_task
    from shoumi.base.intake import set_aside as rows
    from shoumi.core.gate import Act as GateAct
    from shoumi.core.terms import Purpose

    before = rows.waiting(place.deal)
    sheet = place.folder / "later.csv"
    sheet.write_text(_SHEET, "utf-8")
    day = f"{place.at:%Y-%m-%d}"
    place.shoumi(
        "intake", "run", sheet, "--deal", place.told.number, "--cut-off", day, as_=cast().DPO
    )
    assert rows.waiting(place.deal) == before + 1
    task = open_task(
        purpose=Purpose.INVENTORY,
        deal=place.deal,
        actors=[place[cast().DPO]],
        acts=[GateAct.EXPORT],
        # Of rows that waited before, whatever they have.
        fields=sorted(registry.field_register()),
        expires_at=place.at + timedelta(hours=8),
        actor=place[cast().HEAD],
        at=place.at,
    )
    return str(task)


def _take_out(place: Place, task: str) -> None:
    from shoumi.base.intake import mending_file, set_aside
    from shoumi.core.refs import Ref

    made = mending_file.take_out(
        deal=place.deal, dataset=place.ref("dataset"), task=Ref(task), lang="zh",
        actor=place[cast().DPO], at=place.at,
    )  # fmt: skip
    assert (made.count, made.refused) == (set_aside.waiting(place.deal), 0)


def _take_out_command(place: Place, task: str) -> None:
    """A refused command leaves no file behind."""
    out: Path = place.folder / "out.xlsx"
    out.unlink(missing_ok=True)
    try:
        place.shoumi(
            "intake", "take-out", "--deal", place.told.number, "--task", task, "-o", out,
            as_=cast().DPO,
        )  # fmt: skip
    except Refusal:
        if out.exists():
            raise AssertionError(f"left behind: {out}") from None
        raise


def take_out_by_page(place: Place, task: str) -> None:
    given = {"dataset": str(place.ref("dataset")), "task": task}
    place.led(cast().DPO, f"/deals/{place.deal}/do/intake-take-out", **given)
    place.work()


TAKE_OUT = Act(
    "take_out",
    ("listed", "campaign_send"),
    set_aside,
    {
        "service": _take_out,
        "command": _take_out_command,
        "page": take_out_by_page,
        "operation": lambda place, task: place.call(
            cast().DPO,
            f"/deals/{place.deal}/set-aside/take-out",
            {"dataset": str(place.ref("dataset")), "task": task},
        ),
    },
    apart="take_out",
)


def _letters_list(place: Place, campaign: str) -> None:
    """Who is written to, letter by letter; where that is shut the page says why in its place."""
    shown = place.look(cast().SERVICE, f"/campaigns/{campaign}/letters")
    if "sub-" not in shown:
        raise Refusal(shown)


def _written_to(place: Place) -> str:
    from shoumi.base.correspondence.models import Letter

    told = letter_acts.under_way(place)
    assert Letter.objects.filter(about=told.campaign).exists()
    return told.campaign


LETTERS_LIST = Act(
    "letters_list",
    ("campaign_send",),
    _written_to,
    {"service": _answers_service, "page": _letters_list},
    apart="letters",
)


def _asked_for(place: Place, name: str, **narrowed: str) -> str:
    query = urlencode(narrowed)
    work = place.led(cast().DPO, f"/exports/{name}/do/export?{query}", format="csv")
    place.work()
    return work


def _fetch_people(place: Place, work: str) -> None:
    from shoumi.base.operations import made_files

    ref = work.rpartition("/")[2]
    made = made_files.fetch(work=ref, actor=place[cast().DPO], at=place.at)
    assert b"sub-" in made.content


def _fetch_people_page(place: Place, work: str) -> None:
    assert "sub-" in place.look(cast().DPO, f"{work}/file")


PEOPLE_WAITING_FILE = Act(
    "people_waiting_file",
    ("listed", "campaign_open"),
    lambda place: _asked_for(place, "customers", deal=str(place.deal)),
    {"service": _fetch_people, "page": _fetch_people_page},
    apart="made_files",
)


def house_list(name: str) -> Act:
    """A list of the house, in which nobody's customer is: made and fetched by whoever reads it."""

    def service(place: Place, _: Any) -> None:
        from shoumi.base.exports import operations
        from shoumi.base.exports.events import Format

        operations.ask(
            slug=name, of=Format.CSV, deal=None, given={}, lang="zh", actor=place[cast().DPO],
            at=place.at,
        )  # fmt: skip

    def page(place: Place, _: Any) -> None:
        assert "sub-" not in place.look(cast().DPO, f"{_asked_for(place, name)}/file")

    return Act(f"{name}_list_file", ("closed",), nothing, {"service": service, "page": page})


PEOPLE = (
    *(PEOPLE_LIST, ANSWERS_LIST, LETTERS_LIST),
    *(PEOPLE_FILE, PEOPLE_WAITING_FILE, TAKE_OUT),
    *map(house_list, ("duties", "evidence", "statements", "register")),
    *map(house_list, ("deadlines", "rooms", "campaigns")),
)
