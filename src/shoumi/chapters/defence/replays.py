"""After a restore: what was drafted and approved since is lost and made anew.

Alerts that were opened since are lost with what was found of them; their entries stay, and the
watch looks at what is new from where the copy stood.  What the audit found is found again.

An address that was shut out since is shut out anew where it still matters; one that was let in is
shut out for the rest of its time, and is let in once more.

A sensor that was switched on since is switched on anew; a log is read on from where the copy stood,
so an alert of before may be told again.

A canary that was put since, in a file, a room or among customers, is put anew; one that was taken
back stands again, and is only noticed.

A rule set that was ended since stands again, and shuts until the host has it or it is ended once
more; what the host does is read within a minute, and what the copy says of it is old.
"""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, replays
from shoumi.chapters.defence.events import Tag


def of_events() -> Replays:
    return replays(
        tells=[
            Tag.DRAFTED,
            Tag.READ,
            Tag.ENDED,
            Tag.BLOCKED,
            Tag.BLOCK_SEEN,
            Tag.UNBLOCKED,
            Tag.STOPPED,
            Tag.OPENED,
            Tag.TAKEN,
            Tag.CLOSED,
            Tag.SENSOR_ADDED,
            Tag.SENSOR_DROPPED,
            Tag.SENSOR_MET,
            Tag.SENSOR_RAISED,
            Tag.CANARY_PUT,
            Tag.CANARY_TAKEN_BACK,
            Tag.CANARY_CARRIED,
            Tag.CANARY_RETURNED,
            Tag.CUSTOMER_CANARY_ASKED,
            Tag.CUSTOMER_CANARY_AGREED,
            Tag.CUSTOMER_CANARY_ENDED,
            Tag.CUSTOMER_CANARY_TOUCHED,
            Tag.FOUND,
            Tag.MENDED,
            Tag.EXCEPTION_ASKED,
            Tag.AUDIT_STOPPED,
        ],
        widens=[
            Tag.APPROVED,
            Tag.APPLIED,
            Tag.REVIEWED,
            Tag.BEGUN,
            Tag.AUDIT_BEGUN,
            Tag.ADVISORIES,
            Tag.EXCEPTED,
        ],
        narrows={},
    )
