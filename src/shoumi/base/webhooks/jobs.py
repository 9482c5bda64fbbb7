"""Background work of pushing events."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import server_time
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called
from shoumi.base.webhooks import delivery, feed


@called("推送事件", "push events")
@task()
def push() -> None:
    """Follow the ledger, then carry what is due; the newest job of its kind is enough."""
    feed.feed(real_at=server_time.now())
    delivery.send_due(at=clock.now())
    delivery.forget_old()
    work.forget_done("webhooks.push@")
