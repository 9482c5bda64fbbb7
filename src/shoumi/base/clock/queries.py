"""Reads.  Nothing here writes."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connections

from shoumi.base.clock.events import STORY, Tag
from shoumi.base.clock.models import Story
from shoumi.base.ledger import latest_entries

_TOLD = latest_entries.told_in_sql([Tag.STARTED], f"'{STORY}'")
# In SQL, because every request asks; as text, since the engines give a time in different ways.
_NOW = (
    "SELECT CAST(now_at AS text) FROM clock_story WHERE id = 1"  # noqa: S608
    f" AND {_TOLD} IS NOT NULL"
)


def story_now() -> datetime | None:
    """The time in the story, or None where there is none.

    One that the ledger knows nothing of is none: it would hold every clock of a real home still.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(_NOW)
        found: tuple[str] | None = cursor.fetchone()
    if found is None:
        return None
    at = datetime.fromisoformat(found[0])
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def is_put_in() -> bool:
    """Whether a story stands in the table that the house never began."""
    return Story.objects.exists() and story_now() is None
