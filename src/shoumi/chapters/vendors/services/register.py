"""Who a vendor is and what it may get: what it gets changes only with another assessment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.home_settings.rules import credit_code
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.outbox import rules as mail
from shoumi.base.row_authentication import codes, verification
from shoumi.base.vault import secrets
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import Vendor
from shoumi.chapters.vendors.queries import NoSuchVendor
from shoumi.chapters.vendors.rules import Part, Service, State
from shoumi.chapters.vendors.services.digests import digest
from shoumi.chapters.vendors.services.errors import (
    AlreadyThere,
    ListedByOneself,
    NothingListed,
    Over,
    SubProcessorIncomplete,
    TextMissing,
    UnknownField,
)
from shoumi.core.entrustment import Way
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

MANAGERS = (Role.PRO, Role.DPO)
# Who agrees that a vendor entrusts others.
AGREEING = (Role.DPO, Role.LEG)
_DUTIES = ("5.1",)


@dataclass(frozen=True, slots=True)
class Told:
    """What is filled in of a vendor.  ``mail``: of a person there, sealed."""

    name: str
    code: str
    service: Service
    place: str
    mail: str = field(repr=False)
    ways: Collection[Way] = ()
    purposes: Collection[Purpose] = ()
    fields: Collection[str] = ()
    is_high_risk: bool = False


def register(*, told: Told, actor: Ref, at: datetime) -> Vendor:
    """
    Raises:
        NotPermitted: the actor is neither procurement nor the protection officer.
        CreditCodeUnfit, AddressUnfit, TextMissing, NothingListed, UnknownField
        AlreadyThere: one of that credit code is.
    """
    accounts.require(actor, at, *MANAGERS)
    code = credit_code(told.code)
    _require_whole(told)
    contact = Ref.new("contact")
    secrets.keep(contact, mail.address(told.mail).encode(), at=at)
    ref = Ref.new("vendor")
    try:
        with transaction.atomic():
            number = next_number(Vendor)
            made = Vendor(
                ref=ref,
                number=number,
                code=code,
                contact=contact,
                registered_at=at,
                **_columns(told),
            )
            codes.put(made, writer.record(_event(Tag.REGISTERED, made, actor, at)).position)
            made.save(force_insert=True)
    except IntegrityError as error:
        secrets.forget(contact)
        raise AlreadyThere from error
    return made


@transaction.atomic
def change(*, vendor: Ref, told: Told, actor: Ref, at: datetime) -> Vendor:
    """Its name, service, place and what it may get.  More than was assessed and agreed is refused
    at the token until both are made anew.

    Raises:
        NotPermitted, NoSuchVendor, Over, TextMissing, NothingListed, UnknownField, NotAuthentic
    """
    accounts.require(actor, at, *MANAGERS)
    _require_whole(told)
    found = held(vendor)
    for name, value in _columns(told).items():
        setattr(found, name, value)
    codes.put(found, writer.record(_event(Tag.CHANGED, found, actor, at)).position)
    found.save()
    return found


@transaction.atomic
def list_subs(*, vendor: Ref, subs: Sequence[dict[str, str]], actor: Ref, at: datetime) -> Vendor:
    """Its own vendors: name, what each does, where.  One that was agreed to stays so; any other
    keeps data from the vendor until somebody agrees (PIPL 21) and a review that is answered from
    now on is judged (handbook 5.3).

    Raises:
        NotPermitted, NoSuchVendor, Over, SubProcessorIncomplete, NotAuthentic
    """
    accounts.require(actor, at, *MANAGERS)
    found = held(vendor)
    before = {_key(one): one for one in found.subs}
    new = {"agreed": "", "listed_by": str(actor), "listed_at": at.astimezone(UTC).isoformat()}
    for line, one in enumerate(subs, 1):
        if not all(one[part].strip() for part in _PARTS_OF_SUB):
            raise SubProcessorIncomplete(line=line)
    found.subs = [
        before.get(key) or dict(zip(_PARTS_OF_SUB, key, strict=True)) | new
        for key in map(_key, subs)
    ]
    return _keep_subs(found, actor, at)


@transaction.atomic
def agree_to_subs(*, vendor: Ref, names: Collection[str], actor: Ref, at: datetime) -> Vendor:
    """Consent that the vendor entrusts these; whoever listed them may not be the one.

    Raises:
        NotPermitted: the actor is neither the protection officer nor legal.
        NoSuchVendor, Over, NotAuthentic
        ListedByOneself: the actor listed one of these.
    """
    accounts.require(actor, at, *AGREEING)
    found = held(vendor)
    open_ = [one for one in found.subs if not one["agreed"] and one["name"] in names]
    if any(one.get("listed_by") == actor for one in open_):
        raise ListedByOneself(vendor=vendor)
    found.subs = [{**one, "agreed": str(actor)} if one in open_ else one for one in found.subs]
    return _keep_subs(found, actor, at)


_PARTS_OF_SUB = ("name", "does", "place")


def _key(sub: dict[str, str]) -> tuple[str, ...]:
    return tuple(sub[part].strip() for part in _PARTS_OF_SUB)


def _keep_subs(found: Vendor, actor: Ref, at: datetime) -> Vendor:
    agreed = sum(bool(one["agreed"]) for one in found.subs)
    facts: dict[str, Value] = {
        "subs": digest(found.subs),
        "agreed": agreed,
        "open": len(found.subs) - agreed,
    }
    event = Event(Tag.SUB_PROCESSORS, actor, Ref(found.ref), at, facts, ("5.2",))
    codes.put(found, writer.record(event).position)
    found.save()
    return found


def held(vendor: Ref) -> Vendor:
    """The row, locked, as the house left it, of one that is still a vendor.

    Raises:
        NoSuchVendor, NotAuthentic, Over
    """
    found = Vendor.objects.select_for_update().filter(ref=vendor).first()
    if found is None:
        raise NoSuchVendor(vendor=vendor)
    verification.require([found])
    if found.state == State.ENDED:
        raise Over(vendor=vendor)
    return found


def _require_whole(told: Told) -> None:
    for part in (Part.NAME, Part.PLACE):
        if not getattr(told, part).strip():
            raise TextMissing(part=part)
    for part in (Part.WAYS, Part.PURPOSES, Part.FIELDS):
        if not getattr(told, part):
            raise NothingListed(part=part)
    if unknown := sorted(set(told.fields) - registry.field_register().keys()):
        raise UnknownField(fields=tuple(unknown))


def _columns(told: Told) -> dict[str, Any]:
    return {
        "name": told.name.strip(),
        "service": told.service,
        "place": told.place.strip(),
        "ways": sorted(told.ways),
        "purposes": sorted(told.purposes),
        "fields": sorted(told.fields),
        "is_high_risk": told.is_high_risk,
    }


def _event(tag: Tag, row: Vendor, actor: Ref, at: datetime) -> Event:
    facts: dict[str, Value] = {
        "service": Service(row.service),
        "fields": len(row.fields),
        "purposes": len(row.purposes),
        "high_risk": row.is_high_risk,
    }
    return Event(tag, actor, Ref(row.ref), at, facts, _DUTIES)
