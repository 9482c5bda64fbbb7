"""Take a deal for writing."""

from __future__ import annotations

from shoumi.base.deals.errors import NoSuchDeal, NotSuspended, Suspended, Terminated
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import DUTY_OF, Overlay, SuspendReason, TerminateReason
from shoumi.base.row_authentication import verification
from shoumi.core.refs import Ref


def lock(ref: Ref) -> Deal:
    """
    Raises:
        NoSuchDeal
    """
    found = Deal.objects.select_for_update(no_key=True).filter(ref=ref).first()
    if found is None:
        raise NoSuchDeal
    return found


def lock_free(ref: Ref) -> Deal:
    """A deal nothing lies over, and that nobody lifted it off from outside.

    Raises:
        NoSuchDeal, Suspended, Terminated
        NotAuthentic
    """
    found = lock(ref)
    must_be_free(found)
    verification.require([found])
    return found


def require_free(ref: Ref) -> None:
    """As ``lock_free``, and takes nothing: for who holds the ledger's head, under which nothing is
    laid over a deal.

    Raises:
        NoSuchDeal, Suspended, Terminated
        NotAuthentic
    """
    found = Deal.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchDeal
    must_be_free(found)
    verification.require([found])


def lock_living(ref: Ref) -> Deal:
    """A deal that is not terminated.

    Raises:
        NoSuchDeal, Terminated
    """
    found = lock(ref)
    must_live(found)
    return found


def require_living(ref: Ref) -> None:
    """As ``lock_living``, and takes nothing: for what is begun in a deal and opens nothing yet.

    Raises:
        Terminated
    """
    found = Deal.objects.filter(ref=ref).first()
    if found is not None:
        must_live(found)


def must_live(found: Deal) -> None:
    """
    Raises:
        Terminated
    """
    if found.overlay == Overlay.TERMINATED:
        raise Terminated(reason=TerminateReason(found.overlay_reason))


def must_be_free(found: Deal) -> None:
    """
    Raises:
        Suspended, Terminated
    """
    must_live(found)
    if found.overlay == Overlay.SUSPENDED:
        reason = SuspendReason(found.overlay_reason)
        raise Suspended(reason=reason, demands=DUTY_OF.get(reason, ()))


def must_be_suspended(found: Deal) -> None:
    """
    Raises:
        NotSuspended, Terminated
    """
    must_live(found)
    if found.overlay != Overlay.SUSPENDED:
        raise NotSuspended
