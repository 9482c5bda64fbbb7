"""Each day: questions that do not tell who knows from who does not are withdrawn, rows of staff
that nobody mended are destroyed.  Each hour: own incidents become cases to be told."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.queues import LONG
from shoumi.base.jobs.task_names import called
from shoumi.chapters.learning.services import bank, cases, left_workbook


@called("停用区分不出会与不会的题", "withdraw questions that tell nothing")
@task(queue_name=LONG)
def withdraw_weak() -> None:
    bank.withdraw_weak(clock.now())
    work.forget_done("learning.weak@")


@called("销毁过期未改的员工名单行", "destroy rows of staff lists that nobody mended")
@task(queue_name=LONG)
def forget_lists() -> None:
    left_workbook.forget_due(clock.now())
    work.forget_done("learning.lists@")


@called("把安全事件列为要写的案例", "list incidents as cases to be told")
@task(queue_name=LONG)
def raise_cases() -> None:
    cases.raise_from_incidents(clock.now())
    work.forget_done("learning.cases@")
