"""Recurring work.  Plans stand in code; the table holds only when each is due next.

A plan fires on multiples of ``every`` counted from midnight in China, plus ``offset``.  Times that
passed while no worker ran are made up once, not one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, connection, transaction

from shoumi.base.jobs import server_time
from shoumi.base.jobs.backend import AnyTask, insert
from shoumi.base.jobs.models import Plan

# Midnight in China on the first day of Unix time, in UTC.
_ANCHOR = datetime(1969, 12, 31, 16, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Recurring:
    name: str
    task: AnyTask
    every: timedelta
    offset: timedelta = timedelta()


class PlannedTwice(RuntimeError):
    """A bug: two plans with one name."""


_plans: dict[str, Recurring] = {}


def plan(name: str, task: AnyTask, every: timedelta, offset: timedelta = timedelta()) -> None:
    """Have ``task`` called without arguments on every multiple of ``every``.

    Raises:
        PlannedTwice: a bug.
    """
    if name in _plans:
        raise PlannedTwice(name)
    _plans[name] = Recurring(name, task, every, offset)


def next_time(after: datetime, every: timedelta, offset: timedelta = timedelta()) -> datetime:
    """The first firing time later than ``after``."""
    passed = (after - _ANCHOR - offset) // every
    return _ANCHOR + offset + (passed + 1) * every


def tick() -> int:
    """Put in a job for every plan that is due; how many were put in."""
    return sum(_fire(recurring) for recurring in list(_plans.values()))


def _fire(recurring: Recurring) -> bool:
    with transaction.atomic():
        now = server_time.now()
        due = next_time(now, recurring.every, recurring.offset)
        Plan.objects.get_or_create(name=recurring.name, defaults={"due_at": due})
        rows = Plan.objects.filter(name=recurring.name, due_at__lte=now)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        row = rows.first()
        if row is None:
            return False
        key = f"{recurring.name}@{row.due_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        Plan.objects.filter(pk=row.pk).update(due_at=due)
        try:
            with transaction.atomic():
                insert(recurring.task, key=key)
        except IntegrityError:
            return False
        return True
