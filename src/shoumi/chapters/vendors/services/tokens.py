"""The token of a vendor: the only way by which data reach it, of one way, purposes and fields.

It is issued only where nothing lacks, and asked again at each use: what lapses keeps data from the
vendor in the same minute, whether the row still stands or not.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.correspondence import entrustments
from shoumi.base.correspondence.rules import Part
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.events import Tag, Why
from shoumi.chapters.vendors.models import Token
from shoumi.chapters.vendors.rules.conditions import Lack
from shoumi.chapters.vendors.services import register
from shoumi.chapters.vendors.services.digests import digest
from shoumi.chapters.vendors.services.errors import NotEntrusted, NoToken, OtherAccount
from shoumi.core.entrustment import Entrustment, Way
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

ISSUERS = (Role.DPO, Role.SEC)
_DUTIES = ("5.1", "5.2", "5.3")


@transaction.atomic
def issue(*, vendor: Ref, way: Way, actor: Ref, at: datetime) -> Token:
    """Give the vendor its token for a way, in place of the one before.

    Raises:
        NotPermitted: the actor is neither the protection officer nor security.
        NoSuchVendor, Over, NotAuthentic
        NoToken: something lacks.
        RelayUnfit, PasswordInAddress, SecretExposed
    """
    accounts.require(actor, at, *ISSUERS)
    found = register.held(vendor)
    papers = queries.papers(vendor)
    if lacking := papers.lacks(at):
        raise NoToken(lack=lacking[0])
    if way not in found.ways:
        raise NoToken(lack=Lack.PURPOSE)
    _end(Token.objects.select_for_update().filter(vendor=vendor, way=way), Why.REPLACED, actor, at)
    made = Token(
        ref=Ref.new("vendortoken"),
        vendor=vendor,
        way=way,
        purposes=found.purposes,
        fields=found.fields,
        account=entrustments.account_of(way),
        issued_at=at,
    )
    facts: dict[str, Value] = {"vendor": vendor, "way": way, "fields": len(made.fields)}
    facts["account"] = digest(made.account)
    event = Event(Tag.TOKEN, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def require(wanted: Entrustment, at: datetime) -> None:
    """Refuse where nobody may get these data now.

    Nobody knows which of several that have a token for it gets them, so nothing may lack of any.

    Raises:
        NotEntrusted: no vendor has a token for it.
        OtherAccount: one has, for another account or relay than is set up now.
        NoToken: one has, and something lacks now.
        NotAuthentic
    """
    found = queries.holders(wanted)
    if not found and queries.is_entrusted_by_another_account(wanted):
        raise OtherAccount(way=wanted.way, account=wanted.account)
    if not found:
        raise NotEntrusted(way=wanted.way, purpose=wanted.purpose, fields=_parts(wanted))
    for one in found:
        if lacking := one.lacks(at):
            raise NoToken(lack=lacking[0])


@transaction.atomic
def record(wanted: Entrustment, people: int, deal: Ref, actor: Ref, at: datetime) -> None:
    """Enter that data of so many people went to who has the token, or had the last one.

    The record is the ledger's, which is kept for as long as the home (NDSR 12: three years).
    """
    held = Token.objects.filter(way=wanted.way).order_by("ended_at", "-id")
    standing = [one for one in held if one.ended_at is None]
    vendors = {one.vendor for one in standing or held[:1]}
    for vendor in sorted(vendors):
        facts: dict[str, Value] = {
            "way": wanted.way,
            "fields": len(wanted.fields),
            "people": people,
        }
        event = Event(Tag.HANDED, actor, Ref(vendor), at, facts, ("5.2",), deal)
        writer.record(event)


def _parts(wanted: Entrustment) -> tuple[Part, ...]:
    return tuple(part for part in Part if part in wanted.fields)


@transaction.atomic
def end(*, vendor: Ref, actor: Ref, at: datetime) -> int:
    """Take all tokens of a vendor back; how many stood.

    Raises:
        NotPermitted, NoSuchVendor
    """
    accounts.require(actor, at, *ISSUERS, Role.PRO, Role.LEG)
    queries.get(vendor)
    return end_all(vendor, Why.BY_HAND, actor, at)


def end_all(vendor: Ref, why: Why, actor: Ref, at: datetime) -> int:
    return _end(Token.objects.select_for_update().filter(vendor=vendor), why, actor, at)


def _end(rows: object, why: Why, actor: Ref, at: datetime) -> int:
    found = list(rows.filter(ended_at=None))  # type: ignore[attr-defined]
    for one in found:
        is_own = verification.is_authentic(one)
        one.ended_at, one.why = at, why
        facts: dict[str, Value] = {"vendor": Ref(one.vendor), "why": why}
        event = Event(Tag.TOKEN_OVER, actor, Ref(one.ref), at, facts, _DUTIES)
        position = writer.record(event).position
        if is_own:
            codes.put(one, position)
        one.save()
    return len(found)
