"""A reference among the customers of a deal that is nobody's: two put it there, and whoever opens
it is named.

It is no row of anybody, has no key and no value: whatever counts, tells, hands over or destroys
people reads their rows, and so never meets it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.queries import customer_canaries as queries
from shoumi.chapters.defence.queries.customer_canaries import NoSuchCustomerCanary
from shoumi.chapters.defence.rules.canaries import CustomerCanaryState
from shoumi.chapters.defence.services.errors import (
    CanaryEnded,
    CanaryStands,
    NoCanaryInDemo,
    NoRoomForCanary,
    SamePerson,
)
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

ASKERS = (Role.SEC, Role.DPO)
AGREERS = (Role.SEC, Role.DPO, Role.HEAD)
_DUTIES = ("12.2",)
_KIND = "sub"  # as the reference of a customer


def ask(*, deal: Ref, actor: Ref, at: datetime) -> CustomerCanary:
    """Draw a place among the customers of a deal; from when another agrees it stands there.

    Raises:
        NotPermitted: the actor is neither security nor the protection officer.
        NoCanaryInDemo, NoRoomForCanary, NotAuthentic
    """
    accounts.require(actor, at, *ASKERS)
    return _ask(deal, "", actor, at)


def replace(*, customercanary: Ref, actor: Ref, at: datetime) -> CustomerCanary:
    """Ask for another one in the same deal: once another agrees, this one ends.

    Raises:
        NotPermitted, NoSuchCustomerCanary, NoRoomForCanary, NotAuthentic
        CanaryEnded: it ended, or nobody agreed to it yet.
    """
    accounts.require(actor, at, *ASKERS)
    found = queries.get(customercanary)
    if queries.state(found) is not CustomerCanaryState.STANDS:
        raise CanaryEnded
    return _ask(Ref(found.among), found.ref, actor, at)


@transaction.atomic
def _ask(deal: Ref, replaces: str, actor: Ref, at: datetime) -> CustomerCanary:
    if clock.is_demo():
        raise NoCanaryInDemo
    places = queries.candidates(deal).order_by("id").values_list("ref", flat=True)
    count = places.count()
    takes_its_place = bool(replaces) and not queries.is_being_replaced(replaces)
    if not count or not (takes_its_place or queries.has_room(deal)):
        raise NoRoomForCanary
    beside = places[secrets.randbelow(count) :].first()  # one may have gone since they were counted
    if beside is None:
        raise NoRoomForCanary
    made = CustomerCanary(
        ref=Ref.new("lure"),
        number=next_number(CustomerCanary),
        among=deal,
        shown=Ref.new(_KIND),
        beside=beside,
        replaces=replaces,
        asked_by=actor,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            _record(made, Tag.CUSTOMER_CANARY_ASKED, actor, at, facts(made))
    except IntegrityError:
        raise NoRoomForCanary from None  # another one was put there at the same moment
    return made


def facts(made: CustomerCanary) -> dict[str, Value]:
    """What the entry says: where it is stays unsaid, or whoever reads the ledger would know."""
    where = f"{made.ref} {made.among} {made.shown} {made.beside} {made.replaces}"
    return {"number": made.number, "where": Digest(hashlib.sha256(where.encode()).digest())}


@transaction.atomic
def agree(*, customercanary: Ref, actor: Ref, at: datetime) -> CustomerCanary:
    """From now on it stands in the list.

    Raises:
        NotPermitted, NoSuchCustomerCanary, NotAuthentic
        SamePerson: who asked for it does not agree to it.
        CanaryStands, CanaryEnded
    """
    accounts.require(actor, at, *AGREERS)
    found = _held(customercanary)
    if found.agreed_at is not None:
        raise CanaryStands
    if found.asked_by == actor:
        raise SamePerson
    found.agreed_by, found.agreed_at = actor, at
    _record(found, Tag.CUSTOMER_CANARY_AGREED, actor, at)
    before = CustomerCanary.objects.filter(ref=found.replaces, ended_at=None).first()
    if before is not None:
        _end(_held(Ref(before.ref)), actor, at)
    return found


@transaction.atomic
def end(*, customercanary: Ref, actor: Ref, at: datetime) -> CustomerCanary:
    """It stands in no list any more, or never will.

    Raises:
        NotPermitted, NoSuchCustomerCanary, NotAuthentic, CanaryEnded
    """
    accounts.require(actor, at, *ASKERS)
    return _end(_held(customercanary), actor, at)


def _end(found: CustomerCanary, actor: Ref, at: datetime) -> CustomerCanary:
    found.ended_by, found.ended_at = actor, at
    _record(found, Tag.CUSTOMER_CANARY_ENDED, actor, at)
    return found


@transaction.atomic
def touched(*, shown: str, actor: Ref, at: datetime) -> None:
    """Somebody asked for it by its reference, whatever for.  The watch makes it an alert.

    Raises:
        NotAuthentic
    """
    found = queries.find(shown, at)
    if found is not None:
        told: dict[str, Value] = {"number": found.number}
        event = Event(Tag.CUSTOMER_CANARY_TOUCHED, actor, Ref(found.ref), at, told, _DUTIES)
        writer.record(event)


def _held(customercanary: Ref) -> CustomerCanary:
    found = CustomerCanary.objects.select_for_update().filter(ref=customercanary).first()
    if found is None:
        raise NoSuchCustomerCanary(customercanary=customercanary)
    verification.require([found])
    if found.ended_at is not None:
        raise CanaryEnded
    return found


def _record(
    found: CustomerCanary,
    tag: Tag,
    actor: Ref,
    at: datetime,
    told: dict[str, Value] | None = None,
) -> None:
    facts_ = told or {"number": found.number}
    event = Event(tag, actor, Ref(found.ref), at, facts_, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
