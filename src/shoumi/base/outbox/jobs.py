"""Background work of the outbox."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs.task_names import called
from shoumi.base.outbox import delivery
from shoumi.core.refs import Ref


@called("寄出信件", "carry messages")
@task()
def deliver(batch: str) -> None:
    """Carry a batch; called again later while something in it is still queued."""
    delivery.deliver(batch=Ref(batch), at=clock.now())
