"""What the verbs are done to, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.commands import lookup
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import InApi, Place
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import (
    Breach,
    ContingencyPlan,
    DrawnDrill,
    DutyContact,
    Liability,
    Lowering,
    PlanChange,
    StatusNote,
)
from shoumi.chapters.incidents.queries import (
    NoSuchChange,
    NoSuchDrawnDrill,
    NoSuchIncident,
    NoSuchLiability,
    NoSuchPlan,
    NoSuchStatus,
)
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.chapters.incidents.services.outcome import DECIDERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

READERS = frozenset({*HANDLERS, *DECIDERS, Role.SUP})


def _any(table: type[Any]) -> Callable[[PageRequest, str], Ref]:
    return lambda request, ref: Ref(queries.get(table, ref).ref)


def breach_of(request: PageRequest, ref: str) -> Breach:
    """One that who asks reported, or that is his or hers to handle.

    Raises:
        NoSuchIncident
    """
    found: Breach = queries.get(Breach, ref)
    if request.who() != found.reported_by and not request.roles & READERS:
        raise NoSuchIncident(incident=ref)
    return found


def liability_of(request: PageRequest, ref: str) -> Liability:
    """One that is about who asks, or that is his or hers to handle.

    Raises:
        NoSuchLiability
    """
    found: Liability = queries.get(Liability, ref)
    if request.who() != found.person and not request.roles & READERS:
        raise NoSuchLiability(liability=ref)
    return found


def drawn_of(ref: str) -> DrawnDrill:
    """
    Raises:
        NoSuchDrawnDrill
    """
    found = DrawnDrill.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchDrawnDrill(ref=ref)
    return found


def status_of(request: PageRequest, ref: str) -> StatusNote:
    """One of an incident that is who asks's to handle.

    Raises:
        NoSuchStatus
    """
    found: StatusNote = queries.get(StatusNote, ref)
    if not request.roles & READERS:
        raise NoSuchStatus(ref=ref)
    return found


PLANS = Place("", "plans")
PLAN = Place(
    "contingencyplan",
    "plans/<str:contingencyplan>",
    _any(ContingencyPlan),
    lookup.numbered(ContingencyPlan, NoSuchPlan),
)
DUTY = Place("", "on-duty")
CONTACT = Place("dutycontact", "on-duty/<str:dutycontact>", _any(DutyContact))
CHANGES = Place("", "plan-changes")
CHANGE = Place(
    "planchange",
    "plan-changes/<str:planchange>",
    _any(PlanChange),
    lookup.numbered(PlanChange, NoSuchChange),
)
BREACHES = Place("", "incidents")
BREACH = Place(
    "breach",
    "incidents/<str:breach>",
    lambda request, ref: Ref(breach_of(request, ref).ref),
    lookup.numbered(Breach, NoSuchIncident),
)
DRILLS = Place("", "exercises")
LOWERING = Place("lowering", "lowerings/<str:lowering>", _any(Lowering))
DRAWN = Place(
    "drawndrill",
    "drawn-drills/<str:drawndrill>",
    lambda request, ref: Ref(drawn_of(ref).ref),
)
STATUS = Place(
    "statusnote",
    "status-notes/<str:statusnote>",
    lambda request, ref: Ref(status_of(request, ref).ref),
)
LIABILITY = Place(
    "liability",
    "liabilities/<str:liability>",
    lambda request, ref: Ref(liability_of(request, ref).ref),
)


def staff(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    found = Person.objects.filter(kind=PersonKind.STAFF, is_active=True)
    for ref, name in found.order_by("name", "ref").values_list("ref", "name"):
        yield ref, (name, name)


def person(label: Both, name: str = "person", help_: Both = forms.NO_HELP) -> Field:
    return Field(name, label, forms.Kind.ONE, help_, options=staff, of=Ref, names="person")


def words(name: str, label: Both, help_: Both = forms.NO_HELP, **more: Any) -> Field:
    return Field(name, label, forms.Kind.LONG, help_, most=5_000, **more)


def in_api(
    summary: str,
    answer: str,
    tells: Callable[[Any], Any],
    scope: Scope = Scope.WRITE,
    **more: Any,
) -> InApi:
    """``answer``  the name of its schema, which is loaded when the API opens"""

    def schema() -> type[Any]:
        from shoumi.chapters.incidents.verbs import answer as schemas

        found: type[Any] = getattr(schemas, answer)
        return found

    return InApi(scope=scope, summary=summary, answer=schema, tells=tells, **more)
