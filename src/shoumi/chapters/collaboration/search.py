"""Shared tasks, threads, messages and responsibilities, by reference."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry import Asker
from shoumi.base.registry.search import SearchHit
from shoumi.chapters.collaboration.connector_models import Connector
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.models import ChapterDuty, SharedTask
from shoumi.chapters.collaboration.queries import threads
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core.messages import Both

_TASK: Both = ("协作任务", "Shared task")
_THREAD: Both = ("讨论", "Thread")
_ABSENCE: Both = ("不在和代理", "Absence")
_INTEREST: Both = ("利害关系", "Interest")
_ROBOT: Both = ("群机器人", "Robot")
_DUTY: Both = ("职责分工", "Responsibility")


def hits(wanted: str) -> Iterator[SearchHit]:
    for one in SharedTask.objects.filter(ref=wanted):
        name = str(one.number)
        yield SearchHit(_TASK, name, "shared-task", {"sharedtask": one.ref}, deal=one.deal)
    for duty in ChapterDuty.objects.filter(ref=wanted):
        yield SearchHit(_DUTY, str(duty.number), "chapter-duty", {"chapterduty": duty.ref})
    for kind, table, route in ((_ABSENCE, Absence, "absence"), (_INTEREST, Interest, "interest")):
        if table._default_manager.filter(ref=wanted).exists():
            yield SearchHit(kind, wanted, route, {route: wanted})
    for robot in Connector.objects.filter(ref=wanted):
        yield SearchHit(_ROBOT, str(robot.number), "connector", {"connector": wanted})
    of = ThreadMessage.objects.filter(ref=wanted).values_list("thread", flat=True)
    for thread in Thread.objects.filter(ref__in=[wanted, *of]):
        yield _thread(thread)


def _thread(thread: Thread) -> SearchHit:
    def seen(asker: Asker) -> bool:
        return threads.may_read(thread, asker.person, asker.at)

    place = {"thread": thread.ref}
    return SearchHit(_THREAD, str(thread.number), "thread", place, deal=thread.deal, seen=seen)
