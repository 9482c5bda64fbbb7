"""Plans, changes, contacts, incidents and what belongs to them, by reference.  What is found names
nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.incidents.models import (
    ContingencyPlan,
    DutyContact,
    DutyPost,
    PlanChange,
)
from shoumi.core.messages import Both

_PAGES: tuple[tuple[type[Any], Both, str, str], ...] = (
    (ContingencyPlan, ("应急预案", "Emergency plan"), "plan", "contingencyplan"),
    (PlanChange, ("修订意见", "Change of the plan"), "plan-change", "planchange"),
    (DutyContact, ("值守联络", "Contact"), "duty-contact", "dutycontact"),
)


def hits(wanted: str) -> Iterator[SearchHit]:
    for table, told, route, name in _PAGES:
        if table.objects.filter(ref=wanted).exists():
            yield SearchHit(told, wanted, route, {name: wanted})
    if DutyPost.objects.filter(ref=wanted).exists():
        yield SearchHit(("应急值守", "Duty"), wanted, "on-duty", {})
