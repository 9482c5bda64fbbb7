"""Tasks that tests put in.  A step is a row that can be there once only: a plan's name."""

from __future__ import annotations

import os
import signal
import threading
import time

from django.db import transaction
from django_tasks import task

from shoumi.base.jobs import lease, server_time
from shoumi.base.jobs.models import Job, Plan
from shoumi.base.jobs.queues import COPIES, LONG

called: list[object] = []


@task()
def note(*args, **kwargs):
    called.append((args, kwargs))
    return 7


@task(takes_context=True)
def attempt(context):
    called.append(context.attempt)


@task()
def say_name():
    return "林示范"


@task()
def break_down():
    raise ValueError("林示范 could not be reached")


@task()
def interrupted():
    raise KeyboardInterrupt


@task()
def take_away():
    """Lose the lease while at work, as a worker does that was paused for too long."""
    held = lease.current()
    Job.objects.filter(pk=held.job).update(lease=held.number + 1)
    with transaction.atomic():
        Plan.objects.create(name="written too late", due_at=server_time.now())
        lease.progress(1, 1)


@task()
def walk(total, pause_ms=0, die_at=-1, where=0):
    """Take ``total`` steps, each in a transaction; the first delivery dies at step ``die_at``.

    ``where``: 0 before the step, 1 inside its transaction, 2 after the commit.
    """
    held = lease.current()
    dies = held.number == 1

    def die(here, step):
        if dies and step == die_at and where == here:
            os.kill(os.getpid(), signal.SIGKILL)

    for step in range(held.done, total):
        die(0, step)
        with transaction.atomic():
            Plan.objects.create(name=f"step {step}", due_at=server_time.now())
            lease.progress(step + 1, total)
            die(1, step)
        die(2, step)
        time.sleep(pause_ms / 1000)


# What a long task waits for, and that it has begun.
begun, may_end = threading.Event(), threading.Event()


@task(queue_name=LONG)
def take_long():
    begun.set()
    assert may_end.wait(30)


@task(queue_name=COPIES)
def note_copy(*args):
    called.append((args, {}))


@task(queue_name=LONG)
def fall_over():
    raise KeyboardInterrupt
