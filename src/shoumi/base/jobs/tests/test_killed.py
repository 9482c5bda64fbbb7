"""A worker is killed in the middle of its work; another one ends it, and nothing is done twice."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from shoumi.base.jobs import server_time
from shoumi.base.jobs.models import Job, Plan, State
from shoumi.base.jobs.tests import tasks
from shoumi.base.jobs.worker import run_worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both, pytest.mark.crash]
LENGTH = timedelta(seconds=30)


def work():
    run_worker(now=lambda: datetime.now(UTC), once=True, length=LENGTH)


def in_a_child():
    """Start a worker of its own process; its number."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def end_of(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def let_the_lease_run_out():
    Job.objects.update(lease_expires_at=server_time.now() - timedelta(seconds=1))


@pytest.mark.parametrize("where", [0, 1, 2])
@pytest.mark.parametrize("step", [0, 4, 9])
def test_work_goes_on_where_the_dead_worker_left_it(step, where):
    tasks.walk.enqueue(10, die_at=step, where=where)
    assert end_of(in_a_child()) == -signal.SIGKILL
    job = Job.objects.get()
    assert (job.state, job.done) == (State.RUNNING, step + (where == 2))
    work()
    assert Job.objects.get().state == State.RUNNING
    let_the_lease_run_out()
    work()
    job = Job.objects.get()
    assert (job.state, job.done, job.attempts, job.failures) == (State.DONE, 10, 2, [])
    assert Plan.objects.count() == 10


def test_a_worker_killed_from_outside_leaves_nothing_half_done():
    tasks.walk.enqueue(40, pause_ms=10)
    child = in_a_child()
    while Job.objects.get().done < 5:
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    assert end_of(child) == -signal.SIGKILL
    job = Job.objects.get()
    assert job.state == State.RUNNING
    assert Plan.objects.count() == job.done < 40
    let_the_lease_run_out()
    work()
    assert Job.objects.get().state == State.DONE
    assert Plan.objects.count() == 40


def test_two_workers_never_have_the_same_job():
    for _ in range(12):
        tasks.walk.enqueue(0)
    children = [in_a_child(), in_a_child()]
    assert [end_of(child) for child in children] == [0, 0]
    jobs = list(Job.objects.all())
    assert {job.state for job in jobs} == {State.DONE}
    assert all(job.attempts == 1 for job in jobs)
