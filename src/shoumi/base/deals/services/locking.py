"""Take a deal for writing."""

from __future__ import annotations

from shoumi.base.deals.errors import NoSuchDeal, Suspended, Terminated
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay
from shoumi.core.refs import Ref


def lock(ref: Ref) -> Deal:
    """
    Raises:
        NoSuchDeal
    """
    found = Deal.objects.select_for_update().filter(ref=ref).first()
    if found is None:
        raise NoSuchDeal
    return found


def lock_free(ref: Ref) -> Deal:
    """A deal nothing lies over.

    Raises:
        NoSuchDeal, Suspended, Terminated
    """
    found = lock_living(ref)
    if found.overlay == Overlay.SUSPENDED:
        raise Suspended(reason=found.overlay_reason)
    return found


def lock_living(ref: Ref) -> Deal:
    """A deal that is not terminated.

    Raises:
        NoSuchDeal, Terminated
    """
    found = lock(ref)
    if found.overlay == Overlay.TERMINATED:
        raise Terminated(reason=found.overlay_reason)
    return found
