"""Keys that the house itself takes out of use: nothing is signed with them any more."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.rotation import services, signing_clock
from shoumi.base.rotation.events import What
from shoumi.core.refs import SYSTEM


def begin_idle(*, at: datetime) -> int:
    """Begin to take out signers' keys of earlier years and of who has left; how many.

    Their public halves stay.  ``services.resume`` takes it to its end.
    """
    names = signing_clock.waiting(at)
    if names:
        services.start_all(what=What.SIGNING, targets=names, actor=SYSTEM, at=at)
    return len(names)
