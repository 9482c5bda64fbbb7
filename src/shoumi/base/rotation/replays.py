"""Nothing of a rotation is done again by its entry: how old the keys are tells what is due.

A key that was replaced after the copy is the older one here, so the clocks and exits of
``duty_clocks`` and ``exits`` ask for it anew.
"""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, replays
from shoumi.base.rotation.events import Tag


def of_events() -> Replays:
    return replays(
        tells=[Tag.BEGUN, Tag.FINISHED, Tag.REFUSED, Tag.RETIRED, Tag.CLOCKS_BEGAN],
        widens=[Tag.REVIEWED],
    )
