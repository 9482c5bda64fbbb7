"""What apps above this one ask of a task: before it is opened, and from when on it is over."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from shoumi.core.refs import Ref

# The kind of reference of tasks that no app above ends: nobody is asked about them.
USUAL = "task"
# Each raises where the people may not be on one task.
_openings: list[Callable[[Collection[Ref], datetime], None]] = []
# Each says from when on a task is over by a reason of its own, asked at a moment.
_ends: list[Callable[[Ref, datetime], datetime | None]] = []


def also_require(opening: Callable[[Collection[Ref], datetime], None]) -> None:
    """Have ``opening`` asked before somebody opens a task for people."""
    _openings.append(opening)


def also_end(since: Callable[[Ref, datetime], datetime | None]) -> None:
    """Have ``since`` asked whenever the gate reads a task of an unusual kind: from then on it is
    over, whatever its own row says.  It changes with an entry of the ledger or at the moment it
    names."""
    _ends.append(since)


def require(actors: Collection[Ref], at: datetime) -> None:
    """
    Raises: what an app above refuses.
    """
    for opening in _openings:
        opening(actors, at)


def over_since(task: Ref, at: datetime) -> datetime | None:
    """The first moment from which on ``task`` is over by any of these reasons; None: by none."""
    if task.kind == USUAL:
        return None
    return min((found for since in _ends if (found := since(task, at))), default=None)


def is_over(task: Ref, at: datetime) -> bool:
    since = over_since(task, at)
    return since is not None and since <= at
