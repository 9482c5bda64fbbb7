"""Agreements that ended after the copy have ended again."""

from __future__ import annotations

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.chapters.agreements.events import Tag
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import State

_ENDS = {
    Tag.BREACHED.value: State.BREACHED,
    Tag.REVOKED.value: State.REVOKED,
    Tag.WITHDRAWN.value: State.WITHDRAWN,
}


def _ended(told: Told) -> bool:
    """One that was signed only after the copy is a draft here, and is taken back."""
    found = Agreement.objects.filter(ref=told.line.about).first()
    if found is not None and found.state in (State.DRAFT, State.SIGNED):
        is_draft = found.state == State.DRAFT
        found.state = State.WITHDRAWN if is_draft else _ENDS[told.line.tag]
        found.ended_at = told.line.at
        found.save(update_fields=["state", "ended_at"])
    return True


def of_events() -> Replays:
    return replays(
        widens=[Tag.DRAFTED, Tag.SIGNED],
        narrows=dict.fromkeys([Tag.BREACHED, Tag.REVOKED, Tag.WITHDRAWN], _ended),
    )
