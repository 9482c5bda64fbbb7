"""What came in as a request, a vendor's report or an alert becomes an incident.

Its clocks run from when it came in, whoever reads it when.  How grave it is nobody knows yet: it
is of medium severity, so deals that it touches stop, and whether data leaked people say.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.registry.incident_desk import IncidentReport, KnownIncident
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, BreachOrigin
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.origins import kind_of
from shoumi.chapters.incidents.rules.words import Source
from shoumi.chapters.incidents.services import incidents, rows
from shoumi.chapters.incidents.services.errors import AlreadyReported
from shoumi.chapters.incidents.services.incidents import HANDLERS, Report
from shoumi.core.incident_clock import Severity
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import SYSTEM, Ref


@transaction.atomic
def take_in(told: IncidentReport, actor: Ref, at: datetime) -> KnownIncident:
    """
    Raises:
        NotPermitted: the actor is a person, and none of the staff.
        TextMissing, TextTooLong, NotYet
        AlreadyReported
    """
    if actor != SYSTEM and not accounts.all_roles(actor, at):
        accounts.require(actor, at, *HANDLERS)
    writer.hold()
    if (known := queries.from_origin(told.origin)) is not None:
        raise AlreadyReported(number=known.number)
    source = Source(told.through.value)
    made = incidents.put_down(
        told=Report(
            kind=kind_of(source, is_inside=told.is_inside),
            source=source,
            found_at=told.came_in_at,
            account=told.account,
            grade=Grade(0, 0, is_leak=False, judged=Severity.MEDIUM),
            deals=told.deals,
        ),
        injects=(),
        is_drill=False,
        actor=actor,
        at=at,
    )
    _keep(made, told.origin, source, actor, at)
    return queries.as_known(made)


def _keep(made: Breach, origin: Ref, source: Source, actor: Ref, at: datetime) -> None:
    row = BreachOrigin(
        ref=Ref.new("borigin"),
        breach=made.ref,
        origin=origin,
        source=source,
        by=actor,
        at=at,
    )
    facts: dict[str, Value] = {"breach": Ref(made.ref), "origin": origin, "source": source}
    rows.keep(row, Tag.TAKEN_IN, facts, rows.INCIDENT, actor, at)
