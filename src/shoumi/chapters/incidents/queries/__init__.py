"""Reads.  Nothing here writes.  ``demands`` says what the house keeps of 9 and 20."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from shoumi.base.registry.incident_desk import KnownIncident, OwnIncident
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.chapters.incidents.models import (
    Breach,
    BreachNotice,
    BreachOrigin,
    BreachStep,
    ContingencyPlan,
    DutyContact,
    DutyPost,
    Exposure,
    Liability,
    Lowering,
    NoticeLetters,
    PlanChange,
    StatusNote,
)
from shoumi.chapters.incidents.rules.plans import Duty
from shoumi.chapters.incidents.rules.words import BreachState, ChangeState, PlanState, Post
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchPlan(Missing):
    code = "incidents.no_plan"


class NoSuchPost(Missing):
    code = "incidents.no_such_post"


class NoSuchContact(Missing):
    code = "incidents.no_contact"


class NoSuchChange(Missing):
    code = "incidents.no_change"


class NoSuchIncident(Missing):
    code = "incidents.no_incident"


class NoSuchLowering(Missing):
    code = "incidents.no_lowering"


class NoSuchLiability(Missing):
    code = "incidents.no_liability"


class NoSuchStatus(Missing):
    code = "incidents.no_status"


class NoSuchDrawnDrill(Missing):
    code = "incidents.no_drawn_drill"


_ABSENT: dict[type[AuthenticatedRow], type[Missing]] = {
    ContingencyPlan: NoSuchPlan,
    DutyPost: NoSuchPost,
    DutyContact: NoSuchContact,
    PlanChange: NoSuchChange,
    Breach: NoSuchIncident,
    Lowering: NoSuchLowering,
    BreachStep: NoSuchIncident,
    BreachOrigin: NoSuchIncident,
    Exposure: NoSuchIncident,
    BreachNotice: NoSuchIncident,
    NoticeLetters: NoSuchIncident,
    Liability: NoSuchLiability,
    StatusNote: NoSuchStatus,
}


def get(table: type[Any], ref: str) -> Any:
    """
    Raises:
        NoSuchPlan, NoSuchPost, NoSuchContact, NoSuchChange, NoSuchIncident, NoSuchLowering,
        NoSuchLiability, NoSuchStatus
    """
    found = table.objects.filter(ref=ref).first()
    if found is None:
        raise _ABSENT[table](ref=ref)
    return found


def held(table: type[Any], ref: str) -> Any:
    """The same, locked, and as the house left it.

    Raises:
        NotAuthentic, and as ``get``
    """
    found = table.objects.select_for_update().filter(ref=ref).first()
    if found is None:
        raise _ABSENT[table](ref=ref)
    verification.require([found])
    return found


# -- plans ----------------------------------------------------------------------------------


def in_force() -> ContingencyPlan | None:
    """The newest that was approved."""
    found = ContingencyPlan.objects.filter(approved_at__isnull=False)
    return found.order_by("-approved_at", "-number").first()


def plan_state(plan: ContingencyPlan) -> PlanState:
    if plan.approved_at is None:
        return PlanState.DRAFT
    newest = in_force()
    return PlanState.IN_FORCE if newest and newest.ref == plan.ref else PlanState.REPLACED


def in_plan_state(wanted: PlanState, at: object = None) -> Q:
    """The same as a question to the database."""
    newest = in_force()
    own = Q(pk=newest.pk if newest else None)
    match wanted:
        case PlanState.DRAFT:
            return Q(approved_at__isnull=True)
        case PlanState.IN_FORCE:
            return own
    return Q(approved_at__isnull=False) & ~own


def posts() -> list[DutyPost]:
    """Who holds each post now, in the order of the posts."""
    found = DutyPost.objects.filter(left_at__isnull=True)
    return sorted(found, key=lambda one: list(Post).index(Post(one.post)))


def as_duty(one: DutyPost) -> Duty:
    return Duty(Post(one.post), one.person, one.deputy)


def change_state(change: PlanChange) -> ChangeState:
    if change.decided_at is None:
        return ChangeState.OPEN
    return ChangeState.ADOPTED if change.plan else ChangeState.DECLINED


def in_change_state(wanted: ChangeState, at: object = None) -> Q:
    match wanted:
        case ChangeState.OPEN:
            return Q(decided_at__isnull=True)
        case ChangeState.ADOPTED:
            return Q(decided_at__isnull=False) & ~Q(plan="")
    return Q(decided_at__isnull=False, plan="")


# -- incidents, by what they came from ---------------------------------------------------------


def number_of(one: Breach) -> str:
    """As people call it."""
    return f"{'DRILL' if one.is_drill else 'INC'}-{one.number:03d}"


def as_known(one: Breach) -> KnownIncident:
    return KnownIncident(Ref(one.ref), number_of(one), "incident", "breach")


def from_origin(origin: Ref) -> KnownIncident | None:
    """The incident that a request, a vendor's report or an alert became."""
    found = BreachOrigin.objects.filter(origin=origin).first()
    return as_known(get(Breach, found.breach)) if found else None


def own_incidents(since: datetime) -> list[OwnIncident]:
    """What happened to the house itself and was found since; no drill, the oldest first.

    Raises:
        NotAuthentic
    """
    found = [
        one
        for one in verification.require_all(Breach)
        if not one.is_drill and one.found_at >= since
    ]
    found.sort(key=lambda one: (one.found_at, one.number))
    return [OwnIncident(Ref(one.ref), number_of(one), one.found_at) for one in found]


# -- incidents ------------------------------------------------------------------------------


def breach_state(one: Breach) -> BreachState:
    if one.closed_at:
        return BreachState.CLOSED
    if one.closing_at:
        return BreachState.CLOSING
    return BreachState.CONTAINED if one.contained_at else BreachState.OPEN


def in_breach_state(wanted: BreachState, at: datetime | None = None) -> Q:
    match wanted:
        case BreachState.OPEN:
            return Q(contained_at__isnull=True, closed_at__isnull=True)
        case BreachState.CONTAINED:
            return Q(contained_at__isnull=False, closing_at__isnull=True)
        case BreachState.CLOSING:
            return Q(closing_at__isnull=False, closed_at__isnull=True)
    return Q(closed_at__isnull=False)
