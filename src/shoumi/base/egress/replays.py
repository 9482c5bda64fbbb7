"""Hosts taken off the list after the copy are off it again."""

from __future__ import annotations

from shoumi.base.egress import asks
from shoumi.base.egress.events import Tag
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import verification
from shoumi.core.ledger.leaf import Digest


def _withdrawn(told: Told) -> bool:
    """By its name: it may have been put on the list anew in between."""
    for host in Host.objects.filter(until=None):
        if host.ref == told.line.about or _digest(host.name) == told.line.facts.get("host"):
            host.until = told.line.at
            host.save(update_fields=["until"])
    return _answered(told)


def _allowed(told: Told) -> bool:
    """The host is lost; the ask it came of is answered, so that it is not answered twice."""
    return _answered(told)


def _answered(told: Told) -> bool:
    ref = str(told.line.facts.get("ask", ""))
    asked = HostAsk.objects.filter(ref=ref, approved_by=None)
    for wish in verification.authentic(asked):
        asks.mark_used(wish, told.line.actor)
    asked.update(approved_by_id=told.line.actor)
    return True


def _digest(name: str) -> str:
    return Digest.of(name.encode()).hex()


def of_events() -> Replays:
    return replays(widens=[Tag.ASKED], narrows={Tag.ALLOWED: _allowed, Tag.WITHDRAWN: _withdrawn})
