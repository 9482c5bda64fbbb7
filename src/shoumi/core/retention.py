"""How long a record is kept and what becomes of it afterwards.

A person's data goes when its period is over (PIPL 19, 47).  Where the law still wants it kept, or
a dispute is open, it is sealed instead: stored and secured, nothing else (PIPL 47(2)).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.calendar import anniversary


class Fate(StrEnum):
    KEEP = "keep"
    SEAL = "seal"
    DESTROY = "destroy"


def kept_until(start: date, constant: str) -> date:
    """The last day a record of evidence must be kept, by the named period of the constants.

    Raises:
        NoSuchConstant: no period is called that.
    """
    return anniversary(start, months=constants.get(constant).months)


def ends_on(service_ended_on: date, retention_days: int) -> date:
    """The last day a person's data may be held after the service ended."""
    return service_ended_on + timedelta(days=retention_days)


def fate(*, ends: date | None, today: date, is_held: bool) -> Fate:
    """What becomes of a person's data.

    ``ends``     the last day it may be held; None while the service runs
    ``is_held``  a statute or an open dispute still wants it
    """
    if ends is None or today <= ends:
        return Fate.KEEP
    return Fate.SEAL if is_held else Fate.DESTROY
