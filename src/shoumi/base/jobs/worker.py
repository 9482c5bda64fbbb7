"""The loop that runs jobs."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connections, transaction
from django_tasks.base import Task, TaskContext

from shoumi.base.failures import error_log, storage
from shoumi.base.jobs import cron, lease, queues, services, task_aliases
from shoumi.base.jobs.arguments import plain
from shoumi.base.jobs.backend import result_of
from shoumi.base.jobs.errors import LeaseLost, UnfitArgument
from shoumi.base.jobs.lease import Lease
from shoumi.base.jobs.models import Job
from shoumi.base.ledger import home_seal
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref

POLL_SECONDS = 1.0
# Between two tries while the storage can do nothing.
FAULT_SECONDS = 5.0

log = logging.getLogger(__name__)


class NoTask(RuntimeError):
    """A bug or an older version: the row names something that is no task."""


def run_worker(
    *,
    now: Callable[[], datetime],
    once: bool = False,
    only: frozenset[str] | None = None,
    length: timedelta = lease.LENGTH,
    stop: threading.Event | None = None,
    plans: bool = True,
) -> int:
    """Run jobs until ``stop`` is set; with ``once``, until none is due.  How many were run.

    ``now`` is the house's clock, which stamps what is written to the ledger; leases go by the
    database's.  ``length`` is how long a silent worker keeps a job from the others.  ``only``
    jobs of these queues; ``plans``  whether recurring work is put in and lost work given up.
    """
    stop = stop or threading.Event()
    name = f"worker-{os.getpid()}"
    count = 0
    housekeeping_due = 0.0
    while not stop.is_set():
        close_old_connections()
        if home_seal.is_sealed():  # put back from a copy: nothing runs
            if once:
                break
            stop.wait(POLL_SECONDS)
            continue
        try:
            if plans and time.monotonic() >= housekeeping_due:
                housekeeping_due = time.monotonic() + POLL_SECONDS
                cron.tick()
                bury(now)
            job = lease.claim(name, only, length)
            if job is not None:
                run(job, now, length)
                count += 1
        except (DatabaseError, OSError) as error:
            # A disk that is full or a database that is gone comes back; whoever waits is at hand.
            if once or storage.refusal(error) is None:
                raise
            error_log.write(error, door="worker", place="")
            stop.wait(FAULT_SECONDS)
            continue
        if job is None:
            if once:
                break
            stop.wait(POLL_SECONDS)
    return count


def run_queues(*, now: Callable[[], datetime], stop: threading.Event) -> int:
    """Run the jobs of every queue until ``stop`` is set, those that take long, copies, drills
    and those that wait each in a thread of their own.  How many were run in this one.

    If one loop breaks off, all end: whoever started the worker starts it again.
    """

    def run_queue(queue: str) -> None:
        try:
            run_worker(now=now, only=frozenset({queue}), stop=stop, plans=False)
        finally:
            stop.set()
            connections.close_all()

    queues.ENDING.clear()
    beside = [
        threading.Thread(target=run_queue, args=(queue,), name=queue)
        for queue in (queues.LONG, queues.COPIES, queues.WAIT, queues.EXERCISE)
    ]
    for thread in beside:
        thread.start()
    try:
        return run_worker(now=now, only=frozenset({queues.DEFAULT}), stop=stop)
    finally:
        stop.set()
        queues.ENDING.set()
        for thread in beside:
            thread.join()


def bury(now: Callable[[], datetime]) -> None:
    """Give up the jobs whose last worker never came back."""
    while True:
        with transaction.atomic():
            job = lease.spent()
            if job is None:
                return
            services.give_up(job, now())


def run(job: Job, now: Callable[[], datetime], length: timedelta = lease.LENGTH) -> None:
    """Call the task of a claimed job and write down how it ended."""
    held = Lease(job.pk, Ref(job.ref), job.lease, job.done)
    try:
        try:
            with lease.under(held), lease.beating(held, length):
                result = _call(job)
        except Exception as error:  # noqa: BLE001 - whatever a task raises is its failure
            _failed(held, job.task, error, now)
        except BaseException:
            lease.give_back(held)
            raise
        else:
            lease.finish(held, result)
    except LeaseLost:
        log.warning("job %s went to another worker", job.ref)


def _call(job: Job) -> object:
    task = task_aliases.load(job.task)
    if not isinstance(task, Task):
        raise NoTask(job.task)
    given: list[Any] = list(job.args)
    if task.takes_context:
        given.insert(0, TaskContext(task_result=result_of(job, task, task.backend)))
    return _kept(task.call(*given, **job.kwargs))


def _kept(result: object) -> object:
    """What a task returns is kept if it could be an argument, else dropped."""
    try:
        return plain(result, "result")
    except UnfitArgument:
        return None


def _failed(held: Lease, task: str, error: Exception, now: Callable[[], datetime]) -> None:
    if isinstance(error, LeaseLost):
        raise error
    kind = type(error)
    # The text of an exception may quote what it choked on, so only its name is kept.
    if isinstance(error, DomainError):
        log.warning("job %s failed: %s", held.ref, kind.__name__)
    else:
        error_log.write(error, door="job", place=task, job=held.ref)
    with transaction.atomic():
        if lease.fail(held, f"{kind.__module__}.{kind.__qualname__}"):
            services.record_death(Job.objects.get(pk=held.job), now())
