"""Background work of the calls: nothing kept outlives its day."""

from __future__ import annotations

from django_tasks import task

from shoumi.base.api_tokens import idempotency
from shoumi.base.jobs import server_time
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called


@called("清掉留够时间的应答", "drop answers to programs that were kept long enough")
@task()
def sweep() -> None:
    """Drop answers that were kept long enough."""
    idempotency.sweep(server_time.now())
    work.forget_done("bearers.sweep@")
