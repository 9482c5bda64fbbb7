"""The doors that a deal passes on its way to its customers, where a statement opens them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.attestations import doors
from shoumi.base.registry import SetupStage, SetupStep
from shoumi.core.handbook import doors as every_door

_DOORS = ("staff_roles", "mandate")


def steps(at: datetime) -> Iterator[SetupStep]:
    shut = {one.door.name: one for one in doors.standings(at) if one.lapses}
    for name in _DOORS:
        door, lapses = every_door()[name], shut[name].lapses if name in shut else ()
        ids = " ".join(lapse.demand for lapse in lapses)
        yield SetupStep(
            SetupStage.STATEMENTS,
            (f"打开“{door.zh}”这扇门", f"Open the door “{door.en}”"),
            (
                f"由负责的人逐项声明，附上证据：{ids}",
                f"Who answers for it states each, with evidence: {ids}",
            ),
            tuple(dict.fromkeys(lapse.who for lapse in lapses)),
            "attestations",
            is_done=not lapses,
        )
