"""Rotations that nobody orders: the house itself takes keys out of use, or replaces what is old.

They have no parameters and take nothing from anybody, so they need no second person (ADR 0030).
"""

from __future__ import annotations

from datetime import datetime

from shoumi.base.rotation import services, signing_clock
from shoumi.base.rotation.events import What
from shoumi.base.vault import queries
from shoumi.core.refs import SYSTEM


def begin_idle(*, at: datetime) -> int:
    """Begin to take out signers' keys of earlier years and of who has left; how many.

    Their public halves stay.  ``services.resume`` takes it to its end.
    """
    return _begin(What.SIGNING, signing_clock.waiting(at), at)


def begin_aged(*, at: datetime) -> int:
    """Begin to replace deal keys and data keys that are a year old; how many deals' keys.

    What lies under them is sealed anew, so the first write after a year finds a young key.
    """
    deals, data = queries.deals_of_age(at)
    return _begin(What.DEAL, deals, at) + _begin(What.DATA, data, at)


def _begin(what: What, targets: list[str], at: datetime) -> int:
    if targets:
        services.start_all(what=what, targets=targets, actor=SYSTEM, at=at)
    return len(targets)
