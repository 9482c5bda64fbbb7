"""Graces over the API: those of the house, grant one, end one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations.models import Grace
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.core.handbook import GraceReason
from shoumi.doors.verbs.graces import VERBS, grace_seen, told

router = Router(tags=["graces"])


class GraceLine(Schema):
    """Until ``until`` the doors of ``duties`` stand open, though each is what it is.

    ``ended_at``  it was ended before
    """

    ref: str
    duties: list[str]
    reason: Annotated[GraceReason, WithJsonSchema(words_of(GraceReason))]
    granted_by: str
    approved_by: str
    granted_at: datetime
    until: datetime
    ended_at: datetime | None
    position: int


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
