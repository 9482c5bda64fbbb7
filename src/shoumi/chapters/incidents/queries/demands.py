"""What demands 9.1 to 9.3 and 20.1 to 20.3 say of a house that has begun with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from django.db.models import Q

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.ledger import latest_entries
from shoumi.base.registry import Holding
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import ContingencyPlan, DutyContact, DutyPost, PlanChange
from shoumi.chapters.incidents.queries import incident_demands
from shoumi.chapters.incidents.rules import plans
from shoumi.chapters.incidents.rules.plans import Duty, Fault
from shoumi.core.terms import ControlState

NOT_BEGUN = "incidents.not_begun"


def has_plan() -> bool:
    """Whether a plan was ever approved here.  The ledger says so, for rows can be deleted."""
    return latest_entries.last([Tag.PLAN_APPROVED]) is not None


def here(at: datetime) -> frozenset[str]:
    """The staff whose accounts run."""
    runs = Q(stops_at__isnull=True) | Q(stops_at__gt=at)
    found = Person.objects.filter(runs, kind=PersonKind.STAFF, is_active=True)
    return frozenset(found.values_list("ref", flat=True))


def duties() -> list[Duty]:
    """
    Raises:
        NotAuthentic
    """
    return [
        queries.as_duty(one) for one in verification.require_all(DutyPost) if one.left_at is None
    ]


def on_duty() -> list[str]:
    return plans.people_on_duty(duties())


def staffing_faults(at: datetime) -> Iterator[tuple[str, Fault]]:
    """Posts nobody holds, who is gone, and who was not reached within the quarter.

    Raises:
        NotAuthentic
    """
    held = duties()
    yield from plans.duty_faults(held, here(at))
    good = {one.person: until for one, until in _contacts() if until > at}
    for person in plans.people_on_duty(held):
        if person not in good:
            yield person, Fault.NOT_REACHED


def _contacts() -> Iterator[tuple[DutyContact, datetime]]:
    """Those who were reached, and until when that counts."""
    for one in verification.require_all(DutyContact):
        if one.is_reached and one.tried_at:
            yield one, plans.contact_good_until(one.tried_at)


def plan_in_force() -> ContingencyPlan | None:
    """
    Raises:
        NotAuthentic
    """
    found = [
        one for one in verification.require_all(ContingencyPlan) if one.approved_at is not None
    ]
    return max(found, key=lambda one: (one.approved_at, one.number), default=None)


def planned(at: datetime) -> Holding:
    """Demand 9.1: a plan is in force, and each post is held by somebody who is here."""
    plan = plan_in_force()
    if plan is None:
        return _fails("incidents.no_plan_in_force")
    for _, fault in plans.duty_faults(duties(), here(at)):
        return _fails(f"{fault.value}_then")
    stops = Person.objects.filter(ref__in=on_duty(), stops_at__gt=at).order_by("stops_at").first()
    return Holding(
        ControlState.PASS, position=plan.entry_position, turns=stops.stops_at if stops else None
    )


def whole_and_reached(at: datetime) -> Holding:
    """Demand 20.1: the plan says what it has to, and whoever is on duty was reached in time."""
    plan = plan_in_force()
    if plan is None:
        return _fails("incidents.no_plan_in_force")
    for _, fault in plans.section_faults(plan.sections):
        return _fails(f"{fault.value}_then")
    good = {one.person: until for one, until in _contacts()}
    people = on_duty()
    if any(good.get(person, at) <= at for person in people):
        return _fails(f"{Fault.NOT_REACHED.value}_then")
    until = min((good[person] for person in people), default=None)
    return Holding(ControlState.PASS, position=plan.entry_position, until=until, turns=until)


def up_to_date(at: datetime) -> Holding:
    """Demand 20.3: the plan is not older than a year, and no change waits longer than it may."""
    plan = plan_in_force()
    if plan is None or plan.approved_at is None:
        return _fails("incidents.no_plan_in_force")
    ends = plans.review_due(plan.approved_at)
    if ends <= at:
        return _fails("incidents.plan_old")
    waiting = [one.due_at for one in verification.require_all(PlanChange) if one.decided_at is None]
    if any(due <= at for due in waiting):
        return _fails("incidents.change_late")
    until = min([ends, *waiting])
    return Holding(ControlState.PASS, position=plan.entry_position, until=until, turns=until)


def _fails(reason: str) -> Holding:
    return Holding(ControlState.FAIL, reason=reason)


def _of(
    check: Callable[[datetime], Holding], is_begun: Callable[[], bool] = has_plan
) -> Callable[[datetime], Holding]:
    """A row that was changed by hand fails what rests on it; before the house begins the word is
    left to what is stated."""

    def checked(at: datetime) -> Holding:
        if not is_begun():
            return Holding(ControlState.NOT_BUILT, reason=NOT_BEGUN)
        try:
            return check(at)
        except NotAuthentic as error:
            return _fails(error.code)

    return checked


def _is_begun() -> bool:
    """Whether anything was reported here, or a plan says how."""
    return has_plan() or incident_demands.has_incident()


CHECKS: Mapping[str, Callable[[datetime], Holding]] = {
    "9.1": _of(planned),
    "9.2": _of(incident_demands.responded, _is_begun),
    "9.3": _of(incident_demands.settled, lambda: True),
    "20.1": _of(whole_and_reached),
    "20.2": _of(incident_demands.drilled, incident_demands.has_drill),
    "20.3": _of(up_to_date),
}
