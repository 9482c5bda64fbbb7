"""Emergencies over the API: what was opened without approval, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.emergency import queries
from shoumi.base.emergency.models import Emergency
from shoumi.base.pages.request import PageRequest
from shoumi.doors.console.emergencies import READERS, emergency_seen

router = Router(tags=["emergencies"])


class EmergencyLine(Schema):
    """One opening.  ``due_at`` is when it has to be reviewed, ``overdue`` the entry that says it
    was not; ``outcome`` and ``note`` are empty until it is.  The reason is read on its page."""

    ref: str
    person: str
    deal: str
    subject: str
    task: str
    fields: list[str]
    opened_at: datetime
    ends_at: datetime
    due_at: datetime
    overdue: int | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    outcome: str
    note: str
    position: int


class EmergenciesWanted(Paging):
    """``is_reviewed``  false: those alone that wait for a review"""

    is_reviewed: bool | None = None


@router.get("/emergencies", **reads(Page[EmergencyLine]))
@needs(Scope.EMERGENCIES_READ, *READERS)
def emergencies(request: PageRequest, wanted: Query[EmergenciesWanted]) -> dict[str, Any]:
    """The newest first; one's own for who only opens them."""
    found = queries.seen_by(request.who(), request.roles)
    if wanted.is_reviewed is not None:
        found = found.filter(reviewed_at__isnull=not wanted.is_reviewed)
    begin = paging.place(request, wanted)
    if begin is not None:
        found = found.filter(position__lt=begin)
    some = found.order_by("-position")[: wanted.limit + 1]
    return paging.page(request, wanted, some, _line, lambda one: int(one.position))


@router.get("/emergencies/{emergency}", **reads(EmergencyLine))
@needs(Scope.EMERGENCIES_READ, *READERS)
def emergency(request: PageRequest, emergency: str) -> dict[str, Any]:
    """One of them."""
    return _line(emergency_seen(request, emergency))


def _line(one: Emergency) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in EmergencyLine.model_fields}
    return {**plain, "person": one.person_id, "reviewed_by": one.reviewed_by_id}
