"""What of shared tasks and responsibilities waits for whom."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import deputies, duties, threads
from shoumi.chapters.collaboration.queries import shared_tasks as queries
from shoumi.chapters.collaboration.rules.words import State
from shoumi.chapters.collaboration.services.duties import ASSIGNERS
from shoumi.chapters.collaboration.thread_models import Mention, Thread, ThreadMessage
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_ANSWER: Both = ("负责协作任务", "Answer for a shared task")
_WORK: Both = ("参加协作任务", "Work on a shared task")
_READ: Both = ("看一条请您看的消息", "Read a message for you")
_REMOVE: Both = ("撤下含个人信息的消息", "Remove a message that names somebody")
_ASSIGN: Both = ("给没人负责的一章指定负责人", "Say who answers for a chapter that nobody does")


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return
    yield from _tasks(asker)
    yield from _messages(asker)
    yield from _to_remove(asker)
    if not asker.roles.isdisjoint(ASSIGNERS):
        yield from _chapters(asker)


def _tasks(asker: Asker) -> Iterator[InboxItem]:
    # Names in JSON are no column to filter by on both engines; running tasks are few.
    for one in SharedTask.objects.filter(closed_at=None).order_by("number"):
        is_own = one.accountable == asker.person
        if not is_own and asker.person not in one.workers:
            continue
        if queries.state(one, asker.at) is State.OVER:
            continue
        yield InboxItem(
            InboxKind.TASK,
            f"sharing:{one.ref}:{asker.person}:{is_own}",
            _ANSWER if is_own else _WORK,
            (f"协作任务 {one.number}", f"shared task {one.number}"),
            "shared-task",
            {"sharedtask": one.ref},
            deal=one.deal,
            since=one.opened_at,
            until=one.expires_at,
            news=True,
        )


def _messages(asker: Asker) -> Iterator[InboxItem]:
    """Messages that mention who asks and wait to be read; no word of them."""
    waiting = list(Mention.objects.filter(person=asker.person).order_by("said_at"))
    found = Thread.objects.filter(ref__in={one.thread for one in waiting})
    of = {one.ref: one for one in found if threads.may_read(one, asker.person, asker.at)}
    for one in waiting:
        if (thread := of.get(one.thread)) is None:
            continue
        yield InboxItem(
            InboxKind.QUESTION,
            f"thread:{one.message}:{asker.person}",
            _READ,
            (f"讨论 {thread.number}", f"thread {thread.number}"),
            "thread",
            {"thread": thread.ref},
            deal=thread.deal,
            since=one.said_at,
            news=True,
        )


def _to_remove(asker: Asker) -> Iterator[InboxItem]:
    """Messages in which a later look found somebody named."""
    is_remover = bool(asker.roles & threads.REMOVERS)
    for one in ThreadMessage.objects.filter(found_at__isnull=False, removed_at=None):
        if not is_remover and one.author != asker.person:
            continue
        yield InboxItem(
            InboxKind.TASK,
            f"message:{one.ref}:{asker.person}",
            _REMOVE,
            (f"第 {one.place} 条", f"message {one.place}"),
            "thread-message",
            {"threadmessage": one.ref},
            since=one.found_at,
            news=True,
        )


def _chapters(asker: Asker) -> Iterator[InboxItem]:
    try:
        found = duties.all_of_them()
    except NotAuthentic:
        return  # the demand itself fails then
    for one in found:
        if deputies.acting(Ref(one.accountable), asker.at) is not None:
            continue
        yield InboxItem(
            InboxKind.TASK,
            f"raci:{one.ref}:{one.entry_position}",
            _ASSIGN,
            (f"第 {one.number} 章", f"chapter {one.number}"),
            "chapter-duty",
            {"chapterduty": one.ref},
            since=one.assigned_at,
        )
