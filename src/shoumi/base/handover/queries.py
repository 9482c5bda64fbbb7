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
    """Condition ``handover.reconciled``: received, with the very hash that was sent."""
    found = of_deal(deal).last()
    if found is None or found.state != State.RECEIVED:
        return Holding(ControlState.FAIL, reason="handover.not_received")
    return Holding(ControlState.PASS, position=found.position)


def keys_in_date(deal: Ref, at: datetime) -> Holding:
    """Condition ``keys.rotated``: no key is past the time at which it must be replaced (3.4)."""
    return controls.holding("3.4", None, at)
