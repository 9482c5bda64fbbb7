"""Letters that left after the copy do not leave a second time: nobody knows which, so none goes on
by itself."""

from __future__ import annotations

from shoumi.base.correspondence.events import Tag
from shoumi.base.correspondence.models import Batch, Trial
from shoumi.base.registry.replays import Replays, Told, replays

RESTORED = {"code": "letters.restored", "facts": {}}


def _held(told: Told) -> bool:
    """What was queued before the copy may have left since; a person goes on with it."""
    Batch.objects.filter(about=told.line.about).update(held=RESTORED)
    Batch.objects.filter(ref=told.line.about).update(held=RESTORED)
    return True


def _account(told: Told) -> bool:
    """The account here is the old one, whose keys the vendor may know no more: it is tried anew."""
    Trial.objects.filter(way="sms").delete()
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.TRIED],
        widens=[Tag.QUEUED],
        narrows={
            Tag.HELD: _held,
            Tag.PRINTED: _held,
            Tag.POSTED: _held,
            Tag.ACCOUNT: _account,
        },
    )
