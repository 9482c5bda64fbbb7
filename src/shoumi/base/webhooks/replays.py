"""Receivers that were paused after the copy, or whose secret was replaced, are told nothing."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.webhooks.events import Cause, Tag
from shoumi.base.webhooks.models import Endpoint


def _paused(told: Told) -> bool:
    cause = Cause(str(told.line.facts.get("cause", Cause.BY_HAND)))
    Endpoint.objects.filter(ref=told.line.about).update(paused=cause)
    return True


def _rotated(told: Told) -> bool:
    """The secret here is the old one: somebody gives it a new one before it is told again."""
    Endpoint.objects.filter(ref=told.line.about).update(paused=Cause.BY_HAND)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.PINGED, Tag.REDELIVERED],
        widens=[Tag.MADE, Tag.RESUMED],
        narrows={Tag.PAUSED: _paused, Tag.ROTATED: _rotated},
    )
