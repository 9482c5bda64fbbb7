"""What the verbs of chapter 11 are done to: the house, a shared task, the duty of a chapter, a
thread, a message."""

from __future__ import annotations

from shoumi.base.commands import lookup
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.collaboration.connector_models import Connector
from shoumi.chapters.collaboration.models import ChapterDuty, SharedTask
from shoumi.chapters.collaboration.queries import connectors, deputies, duties, threads
from shoumi.chapters.collaboration.queries import shared_tasks as queries
from shoumi.chapters.collaboration.queries.connectors import NoSuchConnector
from shoumi.chapters.collaboration.queries.duties import NoSuchDuty
from shoumi.chapters.collaboration.queries.shared_tasks import NoSuchSharedTask
from shoumi.chapters.collaboration.queries.threads import NoSuchThread
from shoumi.chapters.collaboration.thread_models import Thread
from shoumi.core.refs import Ref


def task_seen(request: PageRequest, ref: str) -> SharedTask:
    """
    Raises:
        NoSuchSharedTask: there is none, or it is of a deal of others.
    """
    found = queries.seen_by(request.who(), request.at).filter(ref=ref).first()
    if found is None:
        raise NoSuchSharedTask(task=ref)
    return found


SHARING = Place("", "shared-tasks")
TASK = Place(
    "sharedtask",
    "shared-tasks/<str:sharedtask>",
    lambda request, ref: Ref(task_seen(request, ref).ref),
    lookup.numbered(SharedTask, NoSuchSharedTask),
)
DUTIES = Place("", "responsibilities")
DUTY = Place(
    "chapterduty",
    "responsibilities/<str:chapterduty>",
    lambda request, ref: Ref(duties.get(Ref(ref)).ref),
    lookup.numbered(ChapterDuty, NoSuchDuty),
)
THREADS = Place("", "threads")
THREAD = Place(
    "thread",
    "threads/<str:thread>",
    lambda request, ref: Ref(threads.seen(Ref(ref), request.who(), request.at).ref),
    lookup.numbered(Thread, NoSuchThread),
)
MESSAGE = Place(
    "threadmessage",
    "messages-of-threads/<str:threadmessage>",
    lambda request, ref: Ref(threads.removable(Ref(ref), request.who(), request.at).ref),
)
ABSENCE = Place(
    "absence",
    "absences/<str:absence>",
    lambda request, ref: Ref(deputies.absence(Ref(ref)).ref),
)
INTEREST = Place(
    "interest",
    "interests/<str:interest>",
    lambda request, ref: Ref(deputies.interest(Ref(ref)).ref),
)
CONNECTORS = Place("", "connectors")
CONNECTOR = Place(
    "connector",
    "connectors/<str:connector>",
    lambda request, ref: Ref(connectors.get(Ref(ref)).ref),
    lookup.numbered(Connector, NoSuchConnector),
)
