"""How far rotations came, and since when the erased are dead in backups too."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import Rotation, State


def under_way() -> QuerySet[Rotation]:
    """What was begun and is not finished; parts of a larger one are not named."""
    return Rotation.objects.filter(state=State.OPEN, parent="").order_by("id")


def epoch_closed_since(moment: datetime) -> Rotation | None:
    """An epoch step that began at ``moment`` or later and replaced the root with all else.

    From its end on nobody can open what a backup of the keyring from before holds.  Where the root
    is a passphrase there is none, unless the passphrase was replaced afterwards.
    """
    done = Rotation.objects.filter(what=What.EPOCH, state=State.DONE, begun_at__gte=moment)
    for epoch in done.order_by("id"):
        roots = Rotation.objects.filter(
            what=What.ROOT, state=State.DONE, begun_at__gte=epoch.begun_at
        )
        if roots.exists():
            return epoch
    return None
