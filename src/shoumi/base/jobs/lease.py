"""Who works on a job: taken for a time, kept alive by a heartbeat, lost when that stops.

A worker that was killed stops beating; its job is taken again once the lease has run out.  A worker
that was only slow finds on its next write that its lease number is no longer the job's, and what it
wrote is rolled back.  So a task may be *called* more than once, and takes effect once where its
steps call ``progress`` inside the transaction of each.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet

from shoumi.base.jobs import server_time
from shoumi.base.jobs.errors import LeaseLost
from shoumi.base.jobs.models import Job, State
from shoumi.core.refs import Ref

LENGTH = timedelta(seconds=60)
MAX_ATTEMPTS = 8
FIRST_DELAY = timedelta(seconds=2)
MAX_DELAY = timedelta(hours=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lease:
    """``done`` is how far an earlier delivery came."""

    job: int
    ref: Ref
    number: int
    done: int


_current: ContextVar[Lease | None] = ContextVar("lease", default=None)


def current() -> Lease | None:
    """The lease under which this code runs; None outside a worker."""
    return _current.get()


@contextmanager
def under(lease: Lease) -> Iterator[None]:
    token = _current.set(lease)
    try:
        yield
    finally:
        _current.reset(token)


def claim(
    worker: str, queues: frozenset[str] | None = None, length: timedelta = LENGTH
) -> Job | None:
    """Take the next job that is due or whose worker fell silent.

    A job that took its workers down ``MAX_ATTEMPTS`` times is not taken again; ``spent`` finds it.
    """
    with transaction.atomic():
        now = server_time.now()
        job = _next(now, queues)
        if job is None:
            return None
        job.state = State.RUNNING
        job.lease += 1
        job.lease_expires_at = now + length
        job.attempts += 1
        job.workers = [*job.workers, worker]
        job.started_at = job.started_at or now
        job.last_attempted_at = now
        job.save()
        return job


def _due(now: datetime) -> Q:
    fell_silent = Q(state=State.RUNNING, lease_expires_at__lte=now)
    return Q(state=State.READY, run_after__lte=now) | fell_silent


def _next(now: datetime, queues: frozenset[str] | None) -> Job | None:
    waiting = Job.objects.filter(_due(now), attempts__lt=MAX_ATTEMPTS)
    if queues is not None:
        waiting = waiting.filter(queue__in=queues)
    return _locked(waiting.order_by("-priority", "run_after", "id")).first()


def _locked(rows: QuerySet[Job]) -> QuerySet[Job]:
    """On SQLite the transaction is IMMEDIATE: it holds the one write lock already."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows


def spent() -> Job | None:
    """A job none of whose last attempts came back.  To be asked inside a transaction."""
    now = server_time.now()
    return _locked(Job.objects.filter(_due(now), attempts__gte=MAX_ATTEMPTS)).first()


def _held(lease: Lease) -> QuerySet[Job]:
    return Job.objects.filter(pk=lease.job, lease=lease.number, state=State.RUNNING)


def extend(lease: Lease, length: timedelta = LENGTH) -> bool:
    """One heartbeat; False once the lease is lost."""
    return _held(lease).update(lease_expires_at=server_time.now() + length) == 1


def progress(done: int, total: int) -> None:
    """Say how far the work came, in the transaction of the step itself.

    Outside a worker there is nothing to say and nothing happens.

    Raises:
        LeaseLost: another worker has the job; the step around the call must not commit.
    """
    lease = current()
    if lease is not None and _held(lease).update(done=done, total=total) != 1:
        raise LeaseLost


def finish(lease: Lease, result: object) -> None:
    """
    Raises:
        LeaseLost
    """
    changes = {"state": State.DONE, "finished_at": server_time.now(), "result": result}
    if _held(lease).update(lease_expires_at=None, **changes) != 1:
        raise LeaseLost


def fail(lease: Lease, name: str) -> bool:
    """Put the job back for later after ``name`` was raised, or give it up.  True: given up.

    Raises:
        LeaseLost
    """
    with transaction.atomic():
        job = _held(lease).select_for_update().first()
        if job is None:
            raise LeaseLost
        now = server_time.now()
        is_over = job.attempts >= MAX_ATTEMPTS
        job.state = State.DEAD if is_over else State.READY
        job.run_after = now + delay(job.attempts)
        job.finished_at = now if is_over else None
        job.lease_expires_at = None
        job.failures = [*job.failures, name]
        job.save()
        return is_over


def give_back(lease: Lease) -> None:
    """Put the job back untried: its worker was asked to stop."""
    _held(lease).update(state=State.READY, lease_expires_at=None, attempts=F("attempts") - 1)


def delay(attempts: int) -> timedelta:
    """2, 4, 8 … seconds after the first, second, third failure; an hour at most."""
    doubled: int = 2 ** (attempts - 1)
    return min(FIRST_DELAY * doubled, MAX_DELAY)


@contextmanager
def beating(lease: Lease, length: timedelta = LENGTH) -> Iterator[None]:
    """Extend ``lease`` from a thread of its own, three times in its length."""
    stop = threading.Event()
    beats = (lease, length, stop)
    thread = threading.Thread(target=_beat, args=beats, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(lease: Lease, length: timedelta, stop: threading.Event) -> None:
    try:
        while not stop.wait(length.total_seconds() / 3):
            try:
                if not extend(lease, length):
                    return
            except DatabaseError as error:
                # A long write of our own holds SQLite's lock, and then nobody else can take the
                # job either; the next beat tries again.
                log.warning("heartbeat of %s failed: %s", lease.ref, type(error).__name__)
    finally:
        connection.close()
