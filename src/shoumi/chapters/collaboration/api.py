"""Shared tasks, threads and responsibilities over the API: lists, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.collaboration.models import ChapterDuty
from shoumi.chapters.collaboration.queries import connectors as found_connectors
from shoumi.chapters.collaboration.queries import shared_tasks as queries
from shoumi.chapters.collaboration.queries import threads as found_threads
from shoumi.chapters.collaboration.rules.words import Scope
from shoumi.chapters.collaboration.thread_models import Thread
from shoumi.chapters.collaboration.verbs import VERBS, connectors, duties, shared_tasks, threads
from shoumi.chapters.collaboration.verbs.answer import (
    ChapterDutyLine,
    ConnectorLine,
    MessageLine,
    SharedTaskLine,
    ThreadLine,
)
from shoumi.chapters.collaboration.verbs.place import task_seen
from shoumi.core.refs import Ref

router = Router(tags=["collaboration"])


@router.get("/shared-tasks", operation_id="shared_tasks_list", **reads(Page[SharedTaskLine]))
@needs(Scope.READ)
def tasks(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The shared tasks of one's deals, the newest first."""
    found = queries.seen_by(request.who(), request.at)
    return paging.newest_first(request, wanted, found, shared_tasks.told)


@router.get(
    "/shared-tasks/{sharedtask}", operation_id="shared_tasks_shared_task", **reads(SharedTaskLine)
)
@needs(Scope.READ)
def task(request: PageRequest, sharedtask: str) -> dict[str, Any]:
    """One shared task."""
    return shared_tasks.told(task_seen(request, sharedtask))


@router.get(
    "/responsibilities", operation_id="responsibilities_list", **reads(Page[ChapterDutyLine])
)
@needs(Scope.READ)
def responsibilities(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Who answers for each chapter of the handbook."""
    return paging.newest_first(request, wanted, ChapterDuty.objects.all(), duties.told)


@router.get("/threads", operation_id="threads_list", **reads(Page[ThreadLine]))
@needs(Scope.READ)
def all_threads(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The threads in which who asks takes part, the newest first."""
    mine = [one.pk for one in found_threads.of(request.who(), request.at)]
    found = Thread.objects.filter(pk__in=mine)
    return paging.newest_first(request, wanted, found, threads.told)


@router.get(
    "/threads/{thread}/messages", operation_id="threads_messages", **reads(Page[MessageLine])
)
@needs(Scope.READ)
def messages(request: PageRequest, thread: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The messages of one thread without their texts, the newest first."""
    one = found_threads.seen(Ref(thread), request.who(), request.at)
    found = found_threads.messages(Ref(one.ref))
    return paging.newest_first(request, wanted, found, threads.told_message)


@router.get("/connectors", operation_id="connectors_list", **reads(Page[ConnectorLine]))
@needs(Scope.READ)
def robots(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The robots of departments' groups, the newest first."""
    return paging.newest_first(request, wanted, found_connectors.listed(), connectors.told)


operation.add(router, VERBS)
