"""The milestones of a deal as the stations of a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import PASSED
from shoumi.base.messages import names
from shoumi.base.messages.text import day, say
from shoumi.base.pages.figures import Lack, Station, StationState
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.milestones import Standing
from shoumi.core.terms import DealStage

_NONE: Mapping[DealStage, tuple[Lack, ...]] = MappingProxyType({})


def stations(
    rows: Mapping[DealStage, MilestoneState],
    *,
    lacks: Mapping[DealStage, tuple[Lack, ...]] = _NONE,
    refused: Collection[str] = (),
) -> list[Station]:
    """``lacks`` of those that are open or could open next; ``refused``: a refusal happened there.
    A side of the deal is told neither."""
    return [
        Station(
            names.pair(stage),
            _when(row),
            _state(Standing(row.state), bool(lacks.get(stage))),
            refused=stage in refused,
            lacks=lacks.get(stage, ()),
        )
        for stage, row in rows.items()
    ]


def _when(row: MilestoneState) -> Both:
    when = row.done_at or row.opened_at
    if not when:
        return ("", "")
    local = day_in_china(when)
    return day(local, "zh").split(" ")[0], say(("", "{d}"), "en", d=day(local, "en").split(",")[0])


def _state(standing: Standing, lacks: bool) -> StationState:
    if standing in PASSED:
        return StationState.DONE
    if standing is Standing.OPEN:
        return StationState.NOW
    shut = lacks or standing is Standing.REFUSED
    return StationState.CLOSED if shut else StationState.AHEAD
