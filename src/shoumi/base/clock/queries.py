"""Reads.  Nothing here writes."""

from __future__ import annotations

from datetime import UTC, datetime

from shoumi.base.clock.models import Story


def story_now() -> datetime | None:
    """The time in the story, or None where there is none."""
    found = Story.objects.filter(pk=1).values_list("now_at", flat=True).first()
    return found.astimezone(UTC) if found else None
