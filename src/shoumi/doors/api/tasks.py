"""Open work over the API: one's own, those of a deal, open one, close one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from ninja import Field, Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.gate.models import Task
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.verbs import operation
from shoumi.doors.api.task_schemas import TaskLine
from shoumi.doors.verbs import minors
from shoumi.doors.verbs.tasks import READ_MORE, VERBS, task_seen, told

# First: its address would be taken for that of a task.
router = operation.add(Router(tags=["tasks"]), [READ_MORE])


class TasksWanted(Paging):
    """``is_open``  true: those that are open now, false: those that are over"""

    deal: str | None = Field(None, max_length=60)
    is_open: bool | None = None


@router.get("/tasks", **reads(Page[TaskLine]))
@needs(Scope.TASKS_READ)
def tasks(request: PageRequest, wanted: Query[TasksWanted]) -> dict[str, Any]:
    """Tasks of the deals in which the caller takes part, the newest first."""
    found = Task.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    if wanted.deal is not None:
        found = found.filter(deal=seen(request, wanted.deal))
    if wanted.is_open is not None:
        is_open = Q(closed_at=None, expires_at__gt=request.at)
        found = found.filter(is_open if wanted.is_open else ~is_open)
    return paging.newest_first(request, wanted, found, told)


@router.get("/tasks/{task}", **reads(TaskLine))
@needs(Scope.TASKS_READ)
def task(request: PageRequest, task: str) -> dict[str, Any]:
    """One task."""
    return told(task_seen(request, task))


operation.add(router, [verb for verb in (*VERBS, *minors.VERBS) if verb is not READ_MORE])
