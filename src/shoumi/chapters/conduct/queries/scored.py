"""When accesses were scored last, and who stands how now."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.reader import Recorded
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import Suspension
from shoumi.chapters.conduct.queries import accesses, observed
from shoumi.chapters.conduct.rules import scores
from shoumi.chapters.conduct.rules.scores import Score

# A week that has begun and the one before.
_WEEKS = timedelta(weeks=1)


def last_round() -> Recorded | None:
    found = latest_entries.all_of([Tag.SCORED])
    return reader.entry(max(found)) if found else None


def is_anything_new() -> bool:
    """Whether anybody opened anything since the last round."""
    last = last_round()
    since = last.position + 1 if last else 0
    return bool(accesses.accesses(since, reader.size()))


def scores_now(at: datetime) -> list[Score]:
    signals = observed.signals_until(at, at - _WEEKS)
    return scores.scores(signals, _looked_at())


def _looked_at() -> dict[str, int]:
    """Of each whose access was let run again by somebody, the position of that entry."""
    found = Suspension.objects.filter(lifted_at__isnull=False).order_by("id")
    return {one.person: one.entry_position or 0 for one in found}
