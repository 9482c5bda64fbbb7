"""Say who is away and who stands in; declare an interest in a deal, and clear it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.queries import shared_tasks
from shoumi.chapters.collaboration.queries.deputies import NoSuchAbsence, NoSuchInterest
from shoumi.chapters.collaboration.rules.words import Why
from shoumi.chapters.collaboration.services.errors import (
    AbsenceUnfit,
    BackAlready,
    ClearedAlready,
    DeclaredAlready,
    NotInTheHouse,
    NotYours,
    OwnInterest,
)
from shoumi.chapters.collaboration.services.shared_tasks import end_with_interest
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Who says it of others.
SAYERS = (Role.HEAD, Role.DPO, Role.HR)
CLEARERS = (Role.HEAD, Role.DPO)
_DUTIES = ("11.3",)


@transaction.atomic
def tell_absence(
    *, person: Ref, deputy: Ref, since: datetime, until: datetime, actor: Ref, at: datetime
) -> Absence:
    """Somebody is away, and another answers for all of it meanwhile.

    Raises:
        NotYours: it is of another, and the actor is none of ``SAYERS``.
        AbsenceUnfit: it is over, or somebody would stand in for herself or himself.
        NotInTheHouse
    """
    _of_oneself_or_said(person, actor, at)
    if until <= max(since, at) or deputy == person:
        raise AbsenceUnfit
    for one in (person, deputy):
        _must_be_there(one, at)
    made = Absence(
        ref=Ref.new("absence"),
        person=person,
        deputy=deputy,
        since=since,
        until=until,
        told_by=actor,
        told_at=at,
    )
    facts: dict[str, Value] = {
        "person": person,
        "deputy": deputy,
        "since": since,
        "until": until,
    }
    return _keep_absence(made, Tag.ABSENT, actor, at, facts)


@transaction.atomic
def end_absence(*, absence: Ref, actor: Ref, at: datetime) -> Absence:
    """Somebody is back earlier.

    Raises:
        NoSuchAbsence, NotAuthentic, NotYours, BackAlready
    """
    found = Absence.objects.select_for_update().filter(ref=absence).first()
    if found is None:
        raise NoSuchAbsence(absence=absence)
    _of_oneself_or_said(Ref(found.person), actor, at)
    verification.require([found])
    if found.returned_at is not None or found.until <= at:
        raise BackAlready
    found.returned_at, found.returned_by = at, actor
    return _keep_absence(found, Tag.RETURNED, actor, at, {"person": Ref(found.person)})


@transaction.atomic
def declare(*, person: Ref, deal: Ref, why: Why, actor: Ref, at: datetime) -> Interest:
    """Somebody has an interest in a deal: shared tasks of it with that person end at once.

    Raises:
        NotYours, NoSuchDeal, DeclaredAlready
    """
    _of_oneself_or_said(person, actor, at)
    deals.deal(deal)
    accounts.person(person)
    made = Interest(
        ref=Ref.new("interest"),
        person=person,
        deal=deal,
        why=why,
        declared_by=actor,
        declared_at=at,
    )
    try:
        with transaction.atomic():
            _keep_interest(made, Tag.DECLARED, actor, at, {"person": person, "why": why})
    except IntegrityError as error:
        raise DeclaredAlready from error
    end_with_interest(person=person, deal=deal, actor=actor, at=at)
    return made


@transaction.atomic
def clear(*, interest: Ref, actor: Ref, at: datetime) -> Interest:
    """There is none any more, as another person says.

    Raises:
        NotPermitted, NoSuchInterest, NotAuthentic, OwnInterest, ClearedAlready
    """
    accounts.require(actor, at, *CLEARERS)
    found = Interest.objects.select_for_update().filter(ref=interest).first()
    if found is None:
        raise NoSuchInterest(interest=interest)
    if found.person == actor:
        raise OwnInterest
    verification.require([found])
    if found.cleared_at is not None:
        raise ClearedAlready
    found.cleared_at, found.cleared_by = at, actor
    return _keep_interest(found, Tag.CLEARED, actor, at, {"person": Ref(found.person)})


def _of_oneself_or_said(person: Ref, actor: Ref, at: datetime) -> None:
    if accounts.is_outside(actor):
        raise NotYours
    if person != actor and not accounts.roles(actor, at) & set(SAYERS):
        raise NotYours


def _must_be_there(person: Ref, at: datetime) -> None:
    gone = shared_tasks.gone_since(person)
    if accounts.is_outside(person) or (gone is not None and gone <= at):
        raise NotInTheHouse(name=accounts.person(person).name)


def _keep_absence(
    row: Absence, tag: Tag, actor: Ref, at: datetime, facts: dict[str, Value]
) -> Absence:
    codes.put(row, writer.record(Event(tag, actor, Ref(row.ref), at, facts, _DUTIES)).position)
    row.save()
    return row


def _keep_interest(
    row: Interest, tag: Tag, actor: Ref, at: datetime, facts: dict[str, Value]
) -> Interest:
    event = Event(tag, actor, Ref(row.ref), at, facts, _DUTIES, Ref(row.deal))
    codes.put(row, writer.record(event).position)
    row.save()
    return row
