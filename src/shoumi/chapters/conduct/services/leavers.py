"""Personnel notes who gave notice, and that somebody stays after all."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import person_rows
from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.services.errors import (
    AlreadyLeaving,
    DayToCome,
    NotLeaving,
    OneselfNot,
)
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

NOTERS = (Role.HR, Role.HEAD)
_DUTIES = ("4.2",)


def note(*, person: Ref, given_on: date, actor: Ref, at: datetime) -> LeavingNotice:
    """
    Raises:
        NotPermitted, NoSuchPerson, OneselfNot, AlreadyLeaving
        DayToCome
    """
    accounts.require(actor, at, *NOTERS)
    person_rows.require(person)
    accounts.require_known(person)
    if actor == person:
        raise OneselfNot
    if given_on > day_in_china(at):
        raise DayToCome
    made = LeavingNotice(
        ref=Ref.new("leaver"), person=person, given_on=given_on, noted_by=actor, noted_at=at
    )
    facts: dict[str, Value] = {"person": person, "given": given_on}
    try:
        with transaction.atomic():
            event = Event(Tag.LEAVING_NOTED, actor, Ref(made.ref), at, facts, _DUTIES)
            codes.put(made, writer.record(event).position)
            made.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyLeaving from error
    return made


@transaction.atomic
def withdraw(*, leaver: Ref, actor: Ref, at: datetime) -> LeavingNotice:
    """The person stays: what is opened from now on is no more than anybody else's.

    Raises:
        NotPermitted, NoSuchNotice, NotAuthentic, NotLeaving
        OneselfNot: it is the actor's own.
    """
    accounts.require(actor, at, *NOTERS)
    found: LeavingNotice = queries.held(LeavingNotice, leaver)
    if actor == found.person:
        raise OneselfNot
    if found.withdrawn_at:
        raise NotLeaving
    found.withdrawn_by, found.withdrawn_at = actor, at
    facts: dict[str, Value] = {"person": Ref(found.person)}
    event = Event(Tag.LEAVING_WITHDRAWN, actor, leaver, at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found
