"""What a house of tests states: as the demo does, and of requests too.

It lists no channel and takes no request in, so nothing could be known of them; the demo does.
"""

from __future__ import annotations

from datetime import datetime

from shoumi.doors.demo import cast as people

REQUESTS = ("10.1", "10.2", "10.3")


def attest(cast: people.Cast, at: datetime) -> None:
    people.attest(cast, at)
    for duty in REQUESTS:
        people.state(cast, duty, at)
