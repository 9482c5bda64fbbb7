"""Handing over: sealing a package and releasing it."""

from __future__ import annotations

from typing import Any

from tests.sabotage.act import Act, cast, nothing, ref_of
from tests.sabotage.place import Place


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
