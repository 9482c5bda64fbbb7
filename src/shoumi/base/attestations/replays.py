"""Statements taken back and graces ended after the copy are so again."""

from __future__ import annotations

from shoumi.base.attestations.events import Tag
from shoumi.base.attestations.models import Attestation, Grace
from shoumi.base.registry.replays import Replays, Told, replays


def _revoked(told: Told) -> bool:
    found = Attestation.objects.filter(ref=told.line.about, revoked_at=None)
    found.update(revoked_at=told.line.at, revoked_by=told.line.actor)
    return True


def _grace_ended(told: Told) -> bool:
    found = Grace.objects.filter(ref=told.line.about, ended_at=None)
    found.update(ended_at=told.line.at, ended_by=told.line.actor)
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.OPENED, Tag.DOOR_REFUSED, Tag.LAPSE_TOLD],
        widens=[Tag.GIVEN, Tag.GRACE_GRANTED],
        narrows={Tag.REVOKED: _revoked, Tag.GRACE_ENDED: _grace_ended},
    )
