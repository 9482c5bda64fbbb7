"""Plans, changes, contacts, incidents and what belongs to them, by reference.  What is found names
nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.incidents.models import (
    Breach,
    BreachNotice,
    BreachOrigin,
    BreachStep,
    ContingencyPlan,
    DrawnDrill,
    DrillInject,
    DutyContact,
    DutyPost,
    Exposure,
    Liability,
    Lowering,
    NoticeLetters,
    PlanChange,
    StatusNote,
)
from shoumi.core.messages import Both

_PAGES: tuple[tuple[type[Any], Both, str, str], ...] = (
    (ContingencyPlan, ("应急预案", "Emergency plan"), "plan", "contingencyplan"),
    (PlanChange, ("修订意见", "Change of the plan"), "plan-change", "planchange"),
    (DutyContact, ("值守联络", "Contact"), "duty-contact", "dutycontact"),
    (Breach, ("安全事件", "Incident"), "incident", "breach"),
    (StatusNote, ("公开说明", "Public note"), "status-note", "statusnote"),
)
_PARTS: tuple[tuple[type[Any], Both], ...] = (
    (BreachStep, ("事件处置", "Step of an incident")),
    (BreachOrigin, ("事件来源", "What an incident came from")),
    (DrillInject, ("演练情况注入", "Inject of a drill")),
    (Exposure, ("涉及人数", "Count of an incident")),
    (BreachNotice, ("事件告知", "Notice of an incident")),
    (NoticeLetters, ("事件告知信", "Letters of an incident")),
    (Lowering, ("降级", "Grading lower")),
    (Liability, ("责任认定", "Who answers for an incident")),
)


def hits(wanted: str) -> Iterator[SearchHit]:
    for table, told, route, name in _PAGES:
        if table.objects.filter(ref=wanted).exists():
            yield SearchHit(told, wanted, route, {name: wanted})
    if DrawnDrill.objects.filter(ref=wanted).exists():
        yield SearchHit(("突击演练", "Unannounced drill"), wanted, "exercises", {})
    if DutyPost.objects.filter(ref=wanted).exists():
        yield SearchHit(("应急值守", "Duty"), wanted, "on-duty", {})
    for part, told in _PARTS:
        for breach in part.objects.filter(ref=wanted).values_list("breach", flat=True):
            yield SearchHit(told, wanted, "incident", {"breach": breach})
