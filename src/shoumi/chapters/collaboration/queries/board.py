"""Shared tasks by where they stand, for the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import shared_tasks
from shoumi.chapters.collaboration.rules.words import Lane
from shoumi.core.refs import Ref

# Of a lane at once: what one looks through on one screen.
LANE = 12
_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Part:
    """``after``  the number below which the next part of the lane begins; None: there is none"""

    tasks: Sequence[SharedTask]
    after: int | None = None


def lane(one: SharedTask, at: datetime) -> Lane:
    over = shared_tasks.over_at(one)
    if over <= at:
        return Lane.OVER
    if over <= at + _SOON:
        return Lane.ENDING
    return Lane.RUNNING if one.grant else Lane.UNOPENED


def lanes(
    person: Ref, at: datetime, department: str = "", below: Mapping[Lane, int] | None = None
) -> dict[Lane, Part]:
    """What ``person`` sees, the newest first in each lane.

    ``department``  those it takes part in; empty for all
    ``below``       of a lane only tasks with smaller numbers
    """
    seen = shared_tasks.seen_by(person, at)
    found: dict[Lane, list[SharedTask]] = {one: [] for one in Lane}
    for one in seen.filter(closed_at=None):
        found[lane(one, at)].append(one)
    start = (below or {}).get(Lane.OVER)
    closed = seen.exclude(closed_at=None)
    if start is not None:
        closed = closed.filter(number__lt=start)
    # Words in JSON are no column to filter by on both engines, so of those that are over a part is
    # read until it is full.
    over = []
    for one in closed.iterator(chunk_size=LANE * 4):
        if _takes_part(one, department):
            over.append(one)
        if len(over) > LANE:
            break
    found[Lane.OVER] = sorted([*found[Lane.OVER], *over], key=lambda one: -one.number)
    return {name: _part(own, department, (below or {}).get(name)) for name, own in found.items()}


def _takes_part(one: SharedTask, department: str) -> bool:
    return not department or department in one.departments


def _part(found: Sequence[SharedTask], department: str, below: int | None) -> Part:
    own = [
        one
        for one in found
        if _takes_part(one, department) and (below is None or one.number < below)
    ]
    shown = own[:LANE]
    return Part(shown, shown[-1].number if len(own) > LANE else None)
