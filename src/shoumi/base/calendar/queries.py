"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Q, QuerySet

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


class State(StrEnum):
    """Where one deadline stands."""

    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"


def state(one: Deadline, at: datetime) -> State:
    if one.met_at is not None:
        return State.LATE if one.is_late else State.MET
    return State.OVERDUE if one.until <= at and not one.is_wait else State.RUNNING


def in_state(wanted: State | None, at: datetime) -> Q:
    """Those that stand so; None: everything that is not done."""
    is_overdue = Q(met_at=None, until__lte=at, is_wait=False)
    is_late = Q(is_wait=False, met_at__gte=F("until"))
    match wanted:
        case State.RUNNING:
            return Q(met_at=None) & ~is_overdue
        case State.OVERDUE:
            return is_overdue
        case State.LATE:
            return is_late
        case State.MET:
            return Q(met_at__isnull=False) & ~is_late
    return Q(met_at=None)
