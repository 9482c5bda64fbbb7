"""After a restore: what was drafted and approved since is lost and made anew.

A rule set that was ended since stands again, and shuts until the host has it or it is ended once
more; what the host does is read within a minute, and what the copy says of it is old.
"""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, replays
from shoumi.chapters.defence.events import Tag


def of_events() -> Replays:
    return replays(
        tells=[Tag.DRAFTED, Tag.READ, Tag.ENDED],
        widens=[Tag.APPROVED, Tag.APPLIED, Tag.REVIEWED],
        narrows={},
    )
