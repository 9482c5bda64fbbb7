"""Two loops of one worker: nobody waits behind what takes long."""

from __future__ import annotations

import threading

import pytest

from shoumi.base.jobs.models import Job, State
from shoumi.base.jobs.tests import tasks
from shoumi.base.jobs.worker import run_queues

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
_PATIENCE = 30


@pytest.fixture
def worker(now):
    """A worker at work, until the test ends; what it ended with is in ``ends``."""
    stop, ends = threading.Event(), []
    tasks.begun.clear()
    tasks.may_end.clear()

    def work():
        try:
            ends.append(run_queues(now=now, stop=stop))
        finally:
            from django.db import connections

            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    yield thread, stop, ends
    tasks.may_end.set()
    stop.set()
    thread.join(_PATIENCE)
    assert not thread.is_alive()


def comes(what):
    waited = threading.Event()
    for _ in range(_PATIENCE * 20):
        if what():
            return True
        waited.wait(0.05)
    return False


def test_what_somebody_waits_for_is_done_while_something_takes_long(worker, called):
    tasks.take_long.enqueue()
    assert tasks.begun.wait(_PATIENCE)
    tasks.note.enqueue(1)
    # The task has run before its row says so: the row is what is waited for.
    assert comes(lambda: Job.objects.filter(state=State.DONE).count() == 1)
    assert called == [((1,), {})]
    assert Job.objects.filter(state=State.RUNNING).count() == 1
    tasks.may_end.set()
    assert comes(lambda: Job.objects.filter(state=State.DONE).count() == 2)


def test_copies_go_on_while_something_takes_long(worker, called):
    tasks.take_long.enqueue()
    assert tasks.begun.wait(_PATIENCE)
    tasks.note_copy.enqueue(2)
    assert comes(lambda: Job.objects.filter(state=State.DONE).count() == 1)
    assert called == [((2,), {})]
    assert Job.objects.filter(state=State.RUNNING).count() == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_ends_with_either_of_its_loops(worker):
    """Whoever started it starts it again; a worker without its long loop would make no copies."""
    thread, _, ends = worker
    tasks.fall_over.enqueue()
    thread.join(_PATIENCE)
    assert ends == [0]
    assert Job.objects.get().state == State.READY


def test_it_ends_when_it_is_told_to(worker):
    thread, stop, ends = worker
    stop.set()
    thread.join(_PATIENCE)
    assert ends == [0]
