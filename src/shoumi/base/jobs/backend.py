"""The Django Tasks interface over leased rows.

Putting a job in is one INSERT in the transaction around it: it is there if the change is there.
"""

from __future__ import annotations

from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from shoumi.base.jobs import server_time, task_aliases
from shoumi.base.jobs.arguments import all_plain
from shoumi.base.jobs.models import Job, State
from shoumi.core.refs import Ref

AnyTask = Task[..., Any]
AnyResult = TaskResult[Any]

_STATUS = {
    State.READY: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.DEAD: TaskResultStatus.FAILED,
}


class LeasedDatabaseBackend(BaseTaskBackend):
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: AnyTask, args: Any, kwargs: Any) -> AnyResult:
        """
        Raises:
            UnfitArgument: an argument is more than a reference or a number.
        """
        self.validate_task(task)
        job = insert(task, args, kwargs)
        return result_of(job, task, self.alias)

    def get_result(self, result_id: str) -> AnyResult:
        job = Job.objects.filter(ref=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_aliases.load(job.task), self.alias)


def insert(task: AnyTask, args: Any = (), kwargs: Any = None, key: str | None = None) -> Job:
    """Put a job in.  ``key`` is unique: a second job with it is an IntegrityError.

    Raises:
        UnfitArgument
    """
    plain_args, plain_kwargs = all_plain(args, kwargs or {})
    now = server_time.now()
    return Job.objects.create(
        ref=Ref.new("job"),
        task=task.module_path,
        args=plain_args,
        kwargs=plain_kwargs,
        queue=task.queue_name,
        priority=task.priority,
        key=key,
        enqueued_at=now,
        run_after=task.run_after or now,
    )


def result_of(job: Job, task: AnyTask, alias: str) -> AnyResult:
    result: AnyResult = TaskResult(
        task=task,
        id=job.ref,
        status=_STATUS[State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.last_attempted_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=alias,
        errors=[TaskError(exception_class_path=name, traceback="") for name in job.failures],
        worker_ids=job.workers,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
