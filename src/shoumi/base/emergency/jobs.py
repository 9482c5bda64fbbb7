"""Write down which reviews did not come.  That the account stops does not wait for it."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.emergency import services
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called


@called("清点逾期没有复核的紧急开启", "find emergencies nobody reviewed in time")
@task()
def overdue() -> None:
    services.note_overdue(at=clock.now())
    work.forget_done("emergency.overdue@")
