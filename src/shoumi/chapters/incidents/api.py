"""Plans, changes and incidents over the API: lists, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.incidents.documents import drill_export
from shoumi.chapters.incidents.models import Breach, ContingencyPlan, PlanChange, StatusNote
from shoumi.chapters.incidents.queries import NoSuchIncident
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.verbs import VERBS, incidents, plans, status_notes
from shoumi.chapters.incidents.verbs.answer import (
    BreachLine,
    DrillData,
    PlanChangeLine,
    PlanLine,
    StatusNoteLine,
)
from shoumi.chapters.incidents.verbs.place import READERS, breach_of

router = Router(tags=["incidents"])


@router.get("/plans", operation_id="plans_list", **reads(Page[PlanLine]))
@needs(Scope.READ)
def list_plans(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The versions of the plan, the newest first."""
    return paging.newest_first(request, wanted, ContingencyPlan.objects.all(), plans.told)


@router.get("/plan-changes", operation_id="planchanges_list", **reads(Page[PlanChangeLine]))
@needs(Scope.READ)
def list_changes(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """What calls for changing the plan, the newest first."""
    return paging.newest_first(request, wanted, PlanChange.objects.all(), plans.told_change)


@router.get("/incidents", operation_id="incidents_list", **reads(Page[BreachLine]))
@needs(Scope.READ)
def list_incidents(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Incidents and drills, the newest first: all for who handles them, else the reported ones."""
    found = Breach.objects.all()
    if not request.roles & READERS:
        found = found.filter(reported_by=request.who())
    return paging.newest_first(request, wanted, found, incidents.told)


@router.get("/incidents/{breach}", operation_id="incidents_breach", **reads(BreachLine))
@needs(Scope.READ)
def one_incident(request: PageRequest, breach: str) -> dict[str, Any]:
    """One incident or drill."""
    return incidents.told(breach_of(request, breach))


@router.get("/incidents/{breach}/drill", operation_id="incidents_drill", **reads(DrillData))
@needs(Scope.READ)
def drill_data(request: PageRequest, breach: str) -> dict[str, Any]:
    """A drill as data: what it was graded by, what happened and was done when, and its score."""
    one = breach_of(request, breach)
    if not one.is_drill:
        raise NoSuchIncident(incident=breach)
    return dict(drill_export.told(one))


@router.get(
    "/incidents/{breach}/status-notes",
    operation_id="statusnotes_list",
    **reads(Page[StatusNoteLine]),
)
@needs(Scope.READ)
def list_status_notes(request: PageRequest, breach: str, wanted: Query[Paging]) -> dict[str, Any]:
    """What was said of an incident in public, the newest first."""
    found = StatusNote.objects.filter(breach=breach_of(request, breach).ref)
    return paging.newest_first(request, wanted, found, status_notes.told)


operation.add(router, VERBS)
