"""Open work over the API: one's own, those of a deal, open one, close one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from ninja import Field, Query, Router, Schema

from shoumi.base.api import paging
from shoumi.base.api.fields import FieldCode, Moment, RefText, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.gate.models import Task
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.verbs import operation
from shoumi.core.gate import Act
from shoumi.core.terms import Purpose
from shoumi.doors.verbs.tasks import VERBS, task_seen, told

router = Router(tags=["tasks"])
_MOST = 100


class TaskLine(Schema):
    """Why these people may do these acts to these fields, until when."""

    ref: str
    deal: str
    purpose: Purpose
    actors: list[str]
    acts: list[Act]
    fields: list[str]
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None


class TasksWanted(Paging):
    """``is_open``  true: those that are open now, false: those that are over"""

    deal: str | None = Field(None, max_length=60)
    is_open: bool | None = None


class TaskGiven(Strict):
    """``fields``  all registered for the purpose where none is named"""

    purpose: Purpose
    actors: list[RefText] = Field(min_length=1, max_length=_MOST)
    acts: list[Act] = Field(min_length=1, max_length=len(Act))
    fields: list[FieldCode] = Field([], max_length=_MOST)
    until: Moment


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


operation.add(router, VERBS)
