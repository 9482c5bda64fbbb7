"""A decision against somebody of the staff, by rules that are in force: shut by 4.3."""

from __future__ import annotations

from tests.sabotage import conduct_breaks, staff_cases
from tests.sabotage.act import Act, cast
from tests.sabotage.place import Place


def _by_page(place: Place, case: str) -> None:
    address = f"/staff-cases/{case}/do/staffcase-decide"
    place.page(cast().HEAD, address, is_sure="on", **staff_cases.words())


SANCTION = Act(
    "sanction",
    ("listed", "settled"),
    staff_cases.replied,
    {
        "service": lambda place, case: staff_cases.decide(place, case, place[cast().HEAD]),
        "command": lambda place, case: place.shoumi(
            *("staffcase", "decide", case, *staff_cases.options(), "--yes"), as_=cast().HEAD
        ),
        "page": _by_page,
        "operation": lambda place, case: place.call(
            cast().HEAD, f"/staff-cases/{case}/decide", staff_cases.words()
        ),
    },
    within=(conduct_breaks.begin,),
)
