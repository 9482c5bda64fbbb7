"""Legal holds: what must wait, and when it need no longer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Hold
from shoumi.core.errors import Missing
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class NoSuchHold(Missing):
    code = "destruction.no_such_hold"


@transaction.atomic
def place_hold(
    *,
    deal: Ref,
    subject: Ref | None,
    cause: rules.Cause,
    until: date | None,
    actor: Ref,
    at: datetime,
) -> Hold:
    """Forbid destruction of one person, or of the whole deal.

    Raises:
        NotPermitted: the actor is not of legal.
    """
    accounts.require(actor, at, Role.LEG, deal=deal)
    hold = Hold.objects.create(
        ref=Ref.new("hold"),
        deal=deal,
        subject=subject or "",
        cause=cause,
        placed_at=at,
        until=until,
    )
    about = pseudonyms([subject])[subject] if subject else deal
    facts: dict[str, Value] = {"cause": cause}
    if until is not None:
        facts["until"] = until
    writer.record(Event(Tag.HOLD_PLACED, actor, about, at, facts, ("8.1",), deal))
    return hold


@transaction.atomic
def lift_hold(*, hold: Ref, actor: Ref, at: datetime) -> None:
    """Allow destruction again.  A hold ends by being lifted, never by its date alone.

    Raises:
        NoSuchHold: there is none, or it is lifted.
        NotPermitted: the actor is not of legal.
    """
    accounts.require(actor, at, Role.LEG)
    if not Hold.objects.filter(ref=hold, lifted_at=None).update(lifted_at=at):
        raise NoSuchHold(hold=hold)
    deal = Ref(Hold.objects.values_list("deal", flat=True).get(ref=hold))
    writer.record(Event(Tag.HOLD_LIFTED, actor, hold, at, {}, ("8.1",), deal))
