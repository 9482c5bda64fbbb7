"""How long the answers of the last twelve months took."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.db.models import QuerySet

from shoumi.base.row_authentication import verification
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, reply_times
from shoumi.chapters.feedback.rules.reply_times import Course
from shoumi.core.calendar import day_in_china

# China is ahead of UTC, so a month begins there on the last day of the month before.
_AHEAD = timedelta(days=1)


def courses(among: QuerySet[Request], at: datetime) -> list[Course]:
    """
    Raises:
        NotAuthentic: one was changed from outside, so no number is true.
    """
    first = reply_times.months(day_in_china(at))[0]
    since = datetime.combine(first - _AHEAD, time(), UTC)
    found = verification.require(among.filter(received_at__gte=since).order_by("id"))
    return list(_courses(found, at))


def _courses(found: Iterable[Request], at: datetime) -> Iterable[Course]:
    for timed in queries.all_timed(found):
        one = timed.request
        yield Course(
            kind=Kind(one.kind),
            month=day_in_china(one.received_at).replace(day=1),
            received_at=one.received_at,
            answered_at=one.answered_at,
            is_late=timed.is_overdue(at),
        )
