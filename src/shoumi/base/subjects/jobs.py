"""Background work: everything stored is looked at again and again, and what belongs to nobody
goes."""

from __future__ import annotations

from datetime import UTC, datetime

from django_tasks import task

from shoumi.base import clock
from shoumi.base.documents import store
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called
from shoumi.base.subjects import cleanup, examination

# Slices of one run: a minute's share, so that other work is not kept waiting.
_SLICES = 4


@called("核对存量数据", "examine stored data")
@task()
def examine() -> None:
    """Go on with the examination; what is wrong is in ``shoumi doctor``."""
    for _ in range(_SLICES):
        if not examination.go_on(at=clock.now()):
            break
    work.forget_done("subjects.examine@")


@called("把存量数据核对一整遍", "examine all that is stored")
@task()
def examine_all() -> None:
    """A whole pass, as somebody asked for it."""
    examination.whole(at=clock.now())


@called("清除被拒文件留下的密钥和内容", "clear away what refused files left")
@task()
def sweep() -> None:
    """Keys and files of what was refused or broken off after they were made, a day later.

    Keys first, with their entry: broken off in between, the files go the next day.
    """
    cleanup.sweep(made_before=clock.now() - cleanup.PATIENCE, at=clock.now())
    store.sweep(older_than=datetime.now(UTC) - cleanup.PATIENCE)
    work.forget_done("subjects.sweep@")
