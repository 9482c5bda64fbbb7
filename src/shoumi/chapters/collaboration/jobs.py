"""Each minute shared tasks that are over are ended, with all that was opened for them; each hour
messages are looked at again; each day what was said in threads whose term is over is destroyed."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.queues import LONG
from shoumi.base.jobs.task_names import called
from shoumi.chapters.collaboration.services import connectors, erasure, second_looks, shared_tasks


@called("结束到期的协作任务", "end shared tasks that are over")
@task
def end_due() -> None:
    shared_tasks.end_due(at=clock.now())
    work.forget_done("collaboration.end@")


@called("复查消息里有没有个人信息", "look again at messages for personal information")
@task
def look_again() -> None:
    second_looks.look(at=clock.now())
    work.forget_done("collaboration.look@")


@called("销毁到期的讨论内容", "destroy what was said in threads whose term is over")
@task(queue_name=LONG)
def forget_past_term() -> None:
    erasure.forget_past_term(clock.now())
    work.forget_done("collaboration.forget@")


@called("让群机器人通知待看的事", "have robots tell what waits")
@task
def tell_groups() -> None:
    connectors.send_due(at=clock.now())
    work.forget_done("collaboration.tell@")
