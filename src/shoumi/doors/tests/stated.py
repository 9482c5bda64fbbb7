"""What a house of tests states: as the demo does, and of requests, plans and incidents too.

It lists no channel, takes no request in and writes no plan, so nothing could be known of them; the
demo does.
"""

from __future__ import annotations

from datetime import datetime

from shoumi.doors.demo import cast as people

UNTOLD = ("9.1", "9.2", "10.1", "10.2", "10.3", "20.1", "20.3")


def attest(cast: people.Cast, at: datetime) -> None:
    people.attest(cast, at)
    for duty in UNTOLD:
        people.state(cast, duty, at)
