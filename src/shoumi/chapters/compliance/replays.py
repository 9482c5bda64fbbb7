"""Assessments that became stale after the copy are stale again."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.chapters.compliance.events import Tag
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import State


def _stale(told: Told) -> bool:
    found = Assessment.objects.filter(ref=told.line.about).exclude(state=State.DRAFT)
    found.update(state=State.STALE)
    return True


def of_events() -> Replays:
    return replays(
        widens=[Tag.DRAFTED, Tag.WRITTEN, Tag.MITIGATED, Tag.APPROVED],
        narrows={Tag.STALE: _stale},
    )
