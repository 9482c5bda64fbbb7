"""Graces over the API: those of the house, grant one, end one."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations.models import Grace
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.doors.api.house_schemas import GraceLine
from shoumi.doors.verbs.graces import VERBS, grace_seen, told

router = Router(tags=["graces"])


@router.get("/graces", **reads(Page[GraceLine]))
@needs(Scope.DUTIES_READ)
def graces(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """All of them, the newest first."""
    return paging.newest_first(request, wanted, Grace.objects.all(), told, by="position")


@router.get("/graces/{grace}", **reads(GraceLine))
@needs(Scope.DUTIES_READ)
def grace(request: PageRequest, grace: str) -> dict[str, Any]:
    """One grace."""
    return told(grace_seen(request, grace))


operation.add(router, VERBS)
