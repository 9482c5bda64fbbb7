from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.jobs import lease, queries, server_time, services
from shoumi.base.jobs.errors import LeaseLost, NoSuchJob, NotDead, UnfitArgument
from shoumi.base.jobs.lease import Lease
from shoumi.base.jobs.models import Job, Plan, State
from shoumi.base.jobs.tests import tasks
from shoumi.base.jobs.worker import run_worker
from shoumi.base.ledger import reader
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def make_due():
    Job.objects.update(run_after=server_time.now() - SECOND)


def let_lapse():
    Job.objects.update(lease_expires_at=server_time.now() - SECOND)


def held(job):
    return Lease(job.pk, Ref(job.ref), job.lease, job.done)


def test_a_job_runs_once_and_tells_how_it_ended(now, called):
    put_in = tasks.note.enqueue(Ref("deal-1"), count=3)
    assert put_in.status is TaskResultStatus.READY
    assert run_worker(now=now, once=True) == 1
    assert run_worker(now=now, once=True) == 0
    assert called == [(("deal-1",), {"count": 3})]
    put_in.refresh()
    assert put_in.status is TaskResultStatus.SUCCESSFUL
    assert put_in.return_value == 7
    assert put_in.attempts == 1


def test_a_job_is_there_if_the_change_around_it_is_there(now, called):
    with transaction.atomic():
        tasks.note.enqueue()
        transaction.set_rollback(True)
    assert run_worker(now=now, once=True) == 0
    assert called == []


def test_a_persons_value_is_not_put_in():
    with pytest.raises(UnfitArgument):
        tasks.note.enqueue("林示范")
    assert not Job.objects.exists()


def test_a_job_waits_for_its_time(now, called):
    later = server_time.now() + timedelta(hours=1)
    tasks.note.using(run_after=later).enqueue()
    assert run_worker(now=now, once=True) == 0
    make_due()
    assert run_worker(now=now, once=True) == 1


def test_urgent_jobs_go_first_then_older_ones(now, called):
    tasks.note.enqueue(1)
    tasks.note.enqueue(2)
    tasks.note.using(priority=5).enqueue(3)
    run_worker(now=now, once=True)
    assert [args for (args, _) in called] == [(3,), (1,), (2,)]


def test_a_worker_minds_its_queues(now, called):
    tasks.note.using(queue_name="mail").enqueue(1)
    tasks.note.enqueue(2)
    assert run_worker(now=now, once=True, only=frozenset({"mail"})) == 1
    assert called == [((1,), {})]


def test_a_task_that_wants_its_context_gets_it(now, called):
    tasks.attempt.enqueue()
    run_worker(now=now, once=True)
    assert called == [1]


def test_what_a_task_returns_is_dropped_when_it_could_be_a_persons_value(now):
    tasks.say_name.enqueue()
    run_worker(now=now, once=True)
    job = Job.objects.get()
    assert (job.state, job.result) == (State.DONE, None)


def test_a_failure_is_tried_again_later_and_at_last_given_up(now, caplog):
    put_in = tasks.break_down.enqueue()
    for attempts in range(1, lease.MAX_ATTEMPTS):
        assert run_worker(now=now, once=True) == 1
        job = Job.objects.get()
        assert (job.state, job.attempts) == (State.READY, attempts)
        assert job.run_after > server_time.now()
        make_due()
    run_worker(now=now, once=True)
    job = Job.objects.get()
    assert job.state == State.DEAD
    assert list(queries.dead()) == [job]
    assert [entry.line().tag for entry in reader.entries()] == ["job.died"]
    put_in.refresh()
    assert put_in.status is TaskResultStatus.FAILED
    assert put_in.errors[0].exception_class is ValueError
    assert "林示范" not in caplog.text
    assert "林示范" not in str(Job.objects.values())


def test_waits_double_up_to_an_hour():
    waits = [lease.delay(n).total_seconds() for n in range(1, 14)]
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == 3600


def test_a_row_that_names_no_task_fails(now):
    tasks.note.enqueue()
    for path in ("shoumi.base.jobs.tests.tasks.called", "shoumi.nowhere.task"):
        Job.objects.update(task=path, state=State.READY)
        make_due()
        run_worker(now=now, once=True)
    assert Job.objects.get().failures == [
        "shoumi.base.jobs.worker.NoTask",
        "builtins.ModuleNotFoundError",
    ]


def test_a_worker_asked_to_stop_puts_its_job_back_untried(now):
    tasks.interrupted.enqueue()
    with pytest.raises(KeyboardInterrupt):
        run_worker(now=now, once=True)
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.READY, 0)


@pytest.mark.both
def test_a_silent_workers_job_is_taken_again_and_the_old_lease_is_worth_nothing():
    tasks.note.enqueue()
    first = held(lease.claim("one"))
    assert lease.claim("two") is None
    let_lapse()
    second = held(lease.claim("two"))
    assert second.number == first.number + 1
    assert not lease.extend(first)
    assert lease.extend(second)
    for late in (lambda: lease.finish(first, None), lambda: lease.fail(first, "x")):
        with pytest.raises(LeaseLost):
            late()
    lease.finish(second, None)
    assert Job.objects.get().workers == ["one", "two"]


@pytest.mark.both
def test_what_a_worker_writes_after_it_lost_the_lease_is_rolled_back(now):
    tasks.take_away.enqueue()
    run_worker(now=now, once=True)
    assert not Plan.objects.exists()
    assert Job.objects.get().state == State.RUNNING


def test_a_job_that_takes_its_workers_down_is_given_up(now):
    tasks.note.enqueue()
    for _ in range(lease.MAX_ATTEMPTS):
        last = held(lease.claim("victim"))
        let_lapse()
    assert lease.claim("victim") is None
    assert run_worker(now=now, once=True) == 0
    assert Job.objects.get().state == State.DEAD
    assert not lease.extend(last)
    assert [entry.line().tag for entry in reader.entries()] == ["job.died"]


def test_a_dead_job_is_delivered_again_by_hand(now, called):
    house = House()
    operator = house.staff(Role.OPS, name="沈测试")
    tasks.note.enqueue()
    job = Ref(Job.objects.get().ref)
    with pytest.raises(NotDead):
        services.redeliver(job=job, actor=operator, at=AT)
    Job.objects.update(state=State.DEAD, attempts=lease.MAX_ATTEMPTS)
    with pytest.raises(NotPermitted):
        services.redeliver(job=job, actor=house.head, at=AT)
    services.redeliver(job=job, actor=operator, at=AT)
    assert run_worker(now=now, once=True) == 1
    with pytest.raises(NoSuchJob):
        services.redeliver(job=Ref("job-none"), actor=operator, at=AT)


def test_progress_is_kept_with_the_job_and_is_nothing_outside_a_worker(now):
    lease.progress(1, 2)
    tasks.walk.enqueue(3)
    run_worker(now=now, once=True)
    job = Job.objects.get()
    assert (job.done, job.total, job.state) == (3, 3, State.DONE)
    assert Plan.objects.count() == 3


def test_a_long_job_keeps_its_lease_by_beating(now):
    tasks.walk.enqueue(4, pause_ms=150)
    short = timedelta(seconds=0.3)
    run_worker(now=now, once=True, length=short)
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.DONE, 1)


def test_a_heartbeat_stops_when_the_lease_is_lost():
    tasks.note.enqueue()
    first = held(lease.claim("one", length=timedelta(seconds=0.06)))
    with lease.beating(first, timedelta(seconds=0.06)):
        Job.objects.update(lease=9)
        time.sleep(0.1)
    assert Job.objects.get().lease == 9


def test_counts_by_state():
    tasks.note.enqueue()
    assert queries.counts() == {
        State.READY: 1,
        State.RUNNING: 0,
        State.DONE: 0,
        State.DEAD: 0,
    }


def test_an_unknown_job_has_no_result():
    with pytest.raises(TaskResultDoesNotExist):
        tasks.note.get_result("job-none")


@pytest.mark.both
def test_the_servers_time_is_aware_and_moves_on_inside_a_transaction():
    with transaction.atomic():
        before = server_time.now()
        connection.cursor().execute("SELECT 1")
        assert server_time.now() >= before
    assert before.utcoffset() == timedelta(0)


@pytest.mark.both
def test_the_database_itself_refuses_a_job_that_runs_without_a_lease():
    tasks.note.enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(state=State.RUNNING)
