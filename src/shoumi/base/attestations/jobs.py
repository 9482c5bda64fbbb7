"""Background work of the demands: what lapses soon is told."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.attestations import lapse_notices
from shoumi.base.jobs import services as work


@task()
def tell_lapses() -> None:
    lapse_notices.tell(at=clock.now())
    work.forget_done("attestations.lapses@")
