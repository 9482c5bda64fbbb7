"""Each day: vendors are reminded of what they have to answer."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called
from shoumi.chapters.vendors.services import reminders


@called("提醒供应商", "remind vendors")
@task()
def remind() -> None:
    reminders.tell(at=clock.now())
    work.forget_done("vendors.remind@")
