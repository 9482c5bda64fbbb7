"""Background work of transport."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called
from shoumi.base.transport import services
from shoumi.core.refs import SYSTEM


@called("试一遍每条传输路径", "try every path to another machine")
@task()
def attempt() -> None:
    """Try every path of today's; the newest job of its kind is enough."""
    services.attempt_all(actor=SYSTEM, at=clock.now())
    work.forget_done("transport.attempt@")
