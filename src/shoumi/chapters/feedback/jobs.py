"""Each day: texts whose term is over are destroyed, and what a killed process left."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.queues import LONG
from shoumi.base.jobs.task_names import called
from shoumi.chapters.feedback.services import erasure


@called("销毁到期的沟通记录", "destroy records of requests whose term is over")
@task(queue_name=LONG)
def destroy_due() -> None:
    clear(clock.now())
    work.forget_done("feedback.destroy@")


def clear(at: datetime) -> int:
    """How many texts went."""
    return erasure.forget_past_term(at) + erasure.sweep(at)
