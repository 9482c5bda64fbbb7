"""Each day: texts whose term is over are destroyed, and contacts of who is on duty no more."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.queues import LONG
from shoumi.base.jobs.task_names import called
from shoumi.chapters.incidents.services import erasure


@called("销毁到期的应急文字", "destroy texts of incidents and contacts whose term is over")
@task(queue_name=LONG)
def forget_past_term() -> None:
    clear(clock.now())
    work.forget_done("incidents.forget@")


def clear(at: datetime) -> int:
    """How many texts went."""
    return erasure.forget_past_term(at) + erasure.sweep(at)
