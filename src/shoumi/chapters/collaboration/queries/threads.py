"""Reads of threads: who may read which, and what is new for whom."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import shared_tasks
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.rules.words import State
from shoumi.chapters.collaboration.thread_models import (
    Attachment,
    Thread,
    ThreadMessage,
    ThreadRead,
)
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Who removes a message of others.
REMOVERS = frozenset({Role.DPO, Role.SEC})


class NoSuchThread(Missing):
    """There is none, or who asks does not take part in it."""

    code = "thread.no_such"


class NoSuchMessage(Missing):
    code = "thread.no_such_message"


def readers(thread: Thread, at: datetime) -> list[Ref]:
    """Who reads and writes in it now; of a shared task nobody once that is over."""
    if thread.kind != On.TASK:
        return [Ref(one) for one in thread.members]
    task = SharedTask.objects.filter(ref=thread.about).first()
    if task is None or shared_tasks.state(task, at) is State.OVER:
        return []
    return shared_tasks.people(task)


def is_over(thread: Thread, at: datetime) -> bool:
    return thread.closed_at is not None or not readers(thread, at)


def may_read(thread: Thread, person: Ref, at: datetime) -> bool:
    """Somebody who takes part in it, is in the house and reaches its deal."""
    reach = {deal for _, deal in accounts.held(person, at)}
    return person in readers(thread, at) and bool(reach & {"", thread.deal})


def of(person: Ref, at: datetime) -> list[Thread]:
    """The threads in which somebody takes part, the newest first."""
    found = Thread.objects.order_by("-number")
    return [one for one in found if may_read(one, person, at)]


def seen(thread: Ref, person: Ref, at: datetime) -> Thread:
    """
    Raises:
        NoSuchThread
    """
    found = Thread.objects.filter(ref=thread).first()
    if found is None or not may_read(found, person, at):
        raise NoSuchThread(thread=thread)
    return found


def message_seen(message: Ref, person: Ref, at: datetime) -> ThreadMessage:
    """
    Raises:
        NoSuchMessage
    """
    found = ThreadMessage.objects.filter(ref=message).first()
    thread = Thread.objects.filter(ref=found.thread).first() if found else None
    if found is None or thread is None or not may_read(thread, person, at):
        raise NoSuchMessage(message=message)
    return found


def removable(message: Ref, person: Ref, at: datetime) -> ThreadMessage:
    """For its readers, and for who removes what a later look found, of which nothing is shown.

    Raises:
        NoSuchMessage
    """
    if accounts.roles(person, at) & REMOVERS:
        found = ThreadMessage.objects.filter(ref=message).first()
        if found is None:
            raise NoSuchMessage(message=message)
        return found
    return message_seen(message, person, at)


def messages(thread: Ref) -> QuerySet[ThreadMessage]:
    return ThreadMessage.objects.filter(thread=thread).order_by("place")


def files(message: Ref) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message=message).order_by("place")


def contents_of(message: ThreadMessage) -> list[Ref]:
    """Under which names its text and its files lie in the keyring."""
    found = files(Ref(message.ref)).values_list("content", flat=True)
    return [Ref(message.text), *(Ref(one) for one in found)]


def read_up_to(thread: Ref, person: Ref) -> int:
    found = ThreadRead.objects.filter(thread=thread, person=person)
    return found.values_list("place", flat=True).first() or 0


def unread(thread: Ref, person: Ref) -> QuerySet[ThreadMessage]:
    """Of others, that were not removed."""
    found = messages(thread).filter(place__gt=read_up_to(thread, person), removed_at=None)
    return found.exclude(author=person)
