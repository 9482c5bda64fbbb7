"""Background work: whose record is a minor's."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.gate import minor_marks
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called


@called("核对谁是未成年人", "see who is a minor")
@task()
def mark_minors() -> None:
    """Look at those who have no mark, and once a month at those who have one."""
    minor_marks.mark(clock.now())
    minor_marks.mark_again(clock.now())
    work.forget_done("gate.mark_minors@")
