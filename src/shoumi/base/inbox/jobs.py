"""Background work of the inbox: mails about what waits."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.inbox import mailboxes, notices
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called


@called("马上通知要两个人办的待办", "tell at once what takes two")
@task()
def at_once() -> None:
    """Tell what takes two and began to wait; the newest job of its kind is enough."""
    notices.tell(at=clock.now())
    work.forget_done("inbox.at_once@")


@called("寄出待办汇总", "send the digests")
@task()
def digests() -> None:
    """Send the digests whose time has come, and keep no address of somebody who has left."""
    at = clock.now()
    mailboxes.forget_left(at=at)
    notices.digests(at=at)
    work.forget_done("inbox.digests@")
