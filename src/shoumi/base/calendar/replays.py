"""Deadlines that began to run after the copy run on; what was done in time is shown again."""

from __future__ import annotations

from datetime import date, datetime

from shoumi.base.calendar.events import Tag
from shoumi.base.calendar.models import Deadline
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.core.calendar import Due

# Where the ledger does not say by which constants it was counted.
_PERIODS = ""


def _due(told: Told) -> Due:
    said, provisional = str(told.line.facts["due"]), bool(told.line.facts["provisional"])
    if "T" in said:
        return Due(at=datetime.fromisoformat(said), is_provisional=False)
    return Due(on=date.fromisoformat(said), is_provisional=provisional)


def _started(told: Told) -> bool:
    line, due = told.line, _due(told)
    key = str(line.facts["key"])
    if not Deadline.objects.filter(about=line.about, key=key, met_at=None).exists():
        Deadline.objects.create(
            ref=str(line.facts["deadline"]),
            deal=line.deal or "",
            about=line.about,
            key=key,
            periods=_PERIODS,
            counted_from_at=line.at,
            due_on=due.on,
            due_at=due.at,
            until=due.until,
        )
    return True


def _met(told: Told) -> bool:
    """One that the restore itself brought back goes again; of the others it is shown anew."""
    Deadline.objects.filter(ref=str(told.line.facts["deadline"]), periods=_PERIODS).delete()
    return True


def _dropped(told: Told) -> bool:
    Deadline.objects.filter(ref=str(told.line.facts["deadline"])).delete()
    return True


def _recounted(told: Told) -> bool:
    due = _due(told)
    Deadline.objects.filter(ref=str(told.line.facts["deadline"]), met_at=None).update(
        due_on=due.on, due_at=due.at, until=due.until
    )
    return True


def of_events() -> Replays:
    return replays(
        # The entry is the table: it counts as soon as the ledger has caught up.
        tells=[Tag.YEAR_ENTERED],
        narrows={
            Tag.STARTED: _started,
            Tag.MET: _met,
            Tag.RECOUNTED: _recounted,
            Tag.DROPPED: _dropped,
        },
    )
