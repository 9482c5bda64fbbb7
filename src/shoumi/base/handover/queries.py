"""Reads.  Nothing here writes."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.attestations import controls
from shoumi.base.handover.models import Package, State
from shoumi.base.registry import Holding
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


def of_deal(deal: Ref) -> QuerySet[Package]:
    return Package.objects.filter(deal=deal).order_by("id")


def reconciled(deal: Ref, at: datetime) -> Holding:
    """Condition ``handover.reconciled``: received, with the very hash that was sent.

    Of every package that was not taken back; none is left that could still be released.
    """
    found = list(of_deal(deal).exclude(state=State.VOIDED))
    if not found or any(one.state != State.RECEIVED for one in found):
        return Holding(ControlState.FAIL, reason="handover.not_received")
    return Holding(ControlState.PASS, position=found[-1].position)


def keys_in_date(deal: Ref, at: datetime) -> Holding:
    """Condition ``keys.rotated``: no key is past the time at which it must be replaced (3.4)."""
    return controls.holding("3.4", None, at)
