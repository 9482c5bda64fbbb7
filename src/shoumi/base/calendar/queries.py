"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.calendar.models import Deadline
from shoumi.core.refs import Ref


def running() -> QuerySet[Deadline]:
    """Everything not done yet, the most pressing first."""
    return Deadline.objects.filter(met_at=None).order_by("until", "ref")


def lapses(before: datetime, deal: Ref | None = None) -> QuerySet[Deadline]:
    """Every duty that is too late by ``before`` unless it is done; in one deal or all."""
    found = running().filter(until__lte=before, is_wait=False)
    return found if deal is None else found.filter(deal=deal)


def of_deal(deal: Ref) -> QuerySet[Deadline]:
    """Everything ever due in a deal, in order of the deadline."""
    return Deadline.objects.filter(deal=deal).order_by("until", "ref")


def latest(*, about: Ref, keys: Iterable[str]) -> dict[str, Deadline]:
    """The newest deadline of each kind about one thing."""
    found = Deadline.objects.filter(about=about, key__in=list(keys)).order_by("until")
    return {each.key: each for each in found}
