"""Fetching what long work made, and what was released: judged at each fetch."""

from __future__ import annotations

from tests.sabotage import list_acts
from tests.sabotage.act import Act, cast, ref_of
from tests.sabotage.place import Place


def _letters(place: Place) -> str:
    """Reminders are written by page and worker, and wait sealed."""
    from shoumi.base.jobs.models import Errand
    from shoumi.chapters.consent.services import campaigns, letter_files

    campaign = ref_of(place.told.given["campaign"])
    letter_files.handed(
        campaign=campaign,
        people=list(campaigns.codes(campaign=campaign)),
        actor=place[cast().SERVICE],
        at=place.at,
    )
    place.page(
        cast().SERVICE,
        f"/deals/{place.deal}/do/campaign-remind",
        campaign=str(place.told.given["campaign"]),
        task=str(place.told.given["task"]),
        is_sure="on",
    )
    place.work()
    return str(Errand.objects.order_by("-id")[0].ref)


def _fetch_letters(place: Place, work: str) -> None:
    from shoumi.base.operations import made_files

    made = made_files.fetch(work=work, actor=place[cast().SERVICE], at=place.at)
    assert made.content.count(b"\n") > 1


def _letters_page(place: Place, work: str) -> None:
    assert "SELF," in place.look(cast().SERVICE, f"/errands/{work}/file")


def _taken_out(place: Place) -> str:
    """Rows that have to be mended were taken out by page and worker, and wait sealed."""
    from shoumi.base.jobs.models import Errand

    list_acts.take_out_by_page(place, list_acts.set_aside(place))
    return str(Errand.objects.order_by("-id")[0].ref)


def _fetch_taken_out(place: Place, work: str) -> None:
    from shoumi.base.operations import made_files

    made = made_files.fetch(work=work, actor=place[cast().DPO], at=place.at)
    assert made.content.startswith(b"PK")


def _released(place: Place) -> str:
    from shoumi.base.handover import services

    package = ref_of(place.told.given["package"])
    services.release(package=package, actor=place[cast().HEAD], at=place.at)
    return str(package)


def _fetch_package(place: Place, package: str) -> None:
    from shoumi.base.handover import fetches

    fetches.hand_out(package=ref_of(package), actor=place[cast().DPO], at=place.at)


FILES = (
    Act(
        "letters_file",
        ("campaign_send",),
        _letters,
        {"service": _fetch_letters, "page": _letters_page},
        apart="letters_file",
    ),
    Act(
        "take_out_file",
        ("listed",),
        _taken_out,
        {
            "service": _fetch_taken_out,
            "page": lambda place, work: place.look(cast().DPO, f"/errands/{work}/file"),
        },
        apart="made_files",
    ),
    Act(
        "package_file",
        ("release",),
        _released,
        {
            "service": _fetch_package,
            "page": lambda place, package: place.look(cast().DPO, f"/handover/{package}/file"),
        },
        apart="package_file",
    ),
)
