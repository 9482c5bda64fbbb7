"""Write down which reviews did not come.  That the account stops does not wait for it."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.emergency import services
from shoumi.base.jobs import services as work


@task()
def overdue() -> None:
    services.note_overdue(at=clock.now())
    work.forget_done("emergency.overdue@")
