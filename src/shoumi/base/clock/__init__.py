"""What time it is: real time, or the story time of a demo home.

Only doors ask; services are told.  A story stands still until it is moved, and only ever moves
forward.  Once a home has a story it is a demo for good, whatever its ``home.toml`` says by then.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from shoumi.base.clock import home
from shoumi.core.calendar import day_in_china


def now() -> datetime:
    """The time the house acts at, aware, UTC."""
    from shoumi.base.clock import queries

    return queries.story_now() or datetime.now(UTC)


def reading() -> tuple[datetime, bool]:
    """``now`` and ``is_demo`` at once."""
    from shoumi.base.clock import queries

    is_marked = home.kind() is home.Kind.DEMO  # first: a home that cannot be read is refused
    told = queries.story_now()
    return told or datetime.now(UTC), is_marked or told is not None


def today() -> date:
    """The day it is in China."""
    return day_in_china(now())


def is_demo() -> bool:
    """Whether this home only plays: it may tell a story and never sends mail."""
    from shoumi.base.clock import queries

    return home.kind() is home.Kind.DEMO or queries.story_now() is not None
