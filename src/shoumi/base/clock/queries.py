"""Reads.  Nothing here writes."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connections

# In SQL, because every request asks; as text, since the engines give a time in different ways.
_NOW = "SELECT CAST(now_at AS text) FROM clock_story WHERE id = 1"


def story_now() -> datetime | None:
    """The time in the story, or None where there is none."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_NOW)
        found: tuple[str] | None = cursor.fetchone()
    if found is None:
        return None
    at = datetime.fromisoformat(found[0])
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
