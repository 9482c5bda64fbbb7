"""What happens to who copies, drills or restores: to the process, its disk, database or clock."""

from __future__ import annotations

from dataclasses import dataclass

from shoumi.doors.tests.faults import kept_homes


@dataclass(frozen=True)
class Fault:
    """``strikes`` and ``ends`` are given the tries; ``is_answered``: who acts lives on and is told.

    ``days``  by which the clock is another one from then on
    """

    name: str
    strikes: object
    ends: object = lambda tries: None
    is_answered: bool = True
    days: int = 0


KILLED = Fault("kill -9", lambda tries: tries.process.kill(), is_answered=False)
FULL = Fault("full disk", lambda tries: tries.disk.fill(), lambda tries: tries.disk.mend())
BROKEN = Fault("broken disk", lambda tries: tries.disk.breaks(), lambda tries: tries.disk.mend())
STOPPED = Fault(
    "database stopped",
    lambda tries: kept_homes.stop(tries.place),
    lambda tries: kept_homes.stop(tries.place, is_over=True),
)
LATER = Fault("clock jumps on", lambda tries: tries.turn_clock(40), days=40)
EARLIER = Fault("clock jumps back", lambda tries: tries.turn_clock(-2), days=-2)
FAULTS = (KILLED, FULL, BROKEN, LATER, EARLIER)
ON_SERVER = (*FAULTS, STOPPED)
