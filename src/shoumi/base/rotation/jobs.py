"""Rotations without anybody asking: what was broken off goes on, and every night an epoch ends."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import cron
from shoumi.base.jobs.task_names import called
from shoumi.base.rotation import own_rotations, services


@called("继续没有做完的换钥", "go on with a change of keys")
@task()
def resume() -> None:
    at = clock.now()
    own_rotations.begin_idle(at=at)
    services.resume(at=at)


@called("销毁之后换掉上层密钥", "replace the keys above destroyed ones")
@task()
def close_epoch() -> None:
    """Raises Unfinished, StillOnDisk: the engine calls again."""
    services.close_epoch(at=clock.now())


@called("更换到期的密钥", "replace keys that are due")
@task()
def begin_aged() -> None:
    own_rotations.begin_aged(at=clock.now())


def plan() -> None:
    """Called once, when the program starts."""
    cron.plan("rotation.resume", resume, timedelta(minutes=10))
    cron.plan("rotation.aged", begin_aged, timedelta(days=1), timedelta(hours=2))
    cron.plan("rotation.epoch", close_epoch, timedelta(days=1), timedelta(hours=3))
