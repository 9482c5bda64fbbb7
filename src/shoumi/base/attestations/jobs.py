"""Background work of the demands: what lapses soon is told."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.attestations import lapse_notices
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called


@called("提醒快要失效的要求", "tell of demands that lapse soon")
@task()
def tell_lapses() -> None:
    lapse_notices.tell(at=clock.now())
    work.forget_done("attestations.lapses@")
