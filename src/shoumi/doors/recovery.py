"""Start again after a crash: finish what was begun, take away what belongs to nobody.

Every step may be repeated and may itself be broken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# As long as ``subjects.cleanup.PATIENCE``, which cannot be asked before a home is loaded.
PATIENCE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What cards ``resumed``; leftovers that were removed; ``rooms`` emptied."""

    resumed: int
    keys: int
    blobs: int
    packages: int
    rooms: int


def recover(*, at: datetime, real_at: datetime, patience: timedelta = PATIENCE) -> Recovered:
    """Bring the home into a state in which nothing is half done.

    ``at``       the house's time, which keys carry; in a demo home that of the story
    ``real_at``  the machine's time, which files carry

    Raises:
        Shortened, Forked, MarkMissing: the ledger is not the one it was; nothing was done.
        StillReadable, StillOnDisk: a destruction could not be finished.
    """
    from shoumi.base import registry
    from shoumi.base.documents import store
    from shoumi.base.handover import cleanup as handover
    from shoumi.base.jobs import sealed_staging
    from shoumi.base.ledger import highwater
    from shoumi.base.rooms import content_erasure
    from shoumi.base.subjects import cleanup as subjects

    highwater.check()
    sealed_staging.clear()
    return Recovered(
        resumed=sum(card.resume(at) for card in registry.cards() if card.resume),
        keys=subjects.sweep(made_before=at - patience, at=at),
        blobs=store.sweep(older_than=real_at - patience),
        packages=handover.sweep(older_than=real_at - patience),
        rooms=content_erasure.empty(at=at),
    )
