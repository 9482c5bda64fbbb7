"""After a restore: what was drafted and approved since is lost and made anew.

Alerts that were opened since are lost with what was found of them; their entries stay, and the
watch looks at what is new from where the copy stood.  What the audit found is found again.

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
            Tag.STOPPED,
            Tag.OPENED,
            Tag.TAKEN,
            Tag.CLOSED,
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
