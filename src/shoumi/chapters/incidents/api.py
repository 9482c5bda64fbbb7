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
from shoumi.chapters.incidents.models import ContingencyPlan, PlanChange
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.verbs import VERBS, plans
from shoumi.chapters.incidents.verbs.answer import PlanChangeLine, PlanLine

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


operation.add(router, VERBS)
