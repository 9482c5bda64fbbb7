"""Put a document or an act on file: what proves a step, starts deadlines and meets them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar import services as deadlines
from shoumi.base.deals import queries, rules
from shoumi.base.deals.errors import (
    AlreadyFiled,
    BankFirst,
    ConflictedSupervisor,
    DatedAhead,
    KeyDayMissing,
    MayNotFile,
    NoSuchParty,
    NotAwaited,
    NotTheSide,
    OldBankKey,
)
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import Deal, Filing, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services.creation import decide_again
from shoumi.base.deals.services.locks import lock
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.milestones import FilingKind
from shoumi.core.milestones import deadlines as deadline_rules
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealType, Role


@transaction.atomic
def file(
    *,
    deal: Ref,
    kind: FilingKind,
    sha256: bytes,
    actor: Ref,
    at: datetime,
    document: Ref | None = None,
    party: Ref | None = None,
    on: date | None = None,
    facts: Mapping[str, Value] | None = None,
) -> Filing:
    """File ``kind`` with the digest of what proves it (32 bytes).

    A side's own word that somebody else files waits for that side (``confirm``): until then it
    satisfies nothing, starts nothing and meets nothing.
    ``on`` is the day it took effect (default: the day of ``at`` in China); periods run from it.
    ``facts`` are numbers, dates and closed words that stand in the ledger.  Evidence is taken while
    a deal is suspended or terminated.

    Raises:
        NoSuchDeal
        NotPermitted: the actor holds no role that files this, nor is named for a side that does.
        DatedAhead: ``on`` is later than the day of ``at``.
        ConflictedSupervisor: the supervisor answers for a chapter under supervision.
        NoSuchParty: ``party`` is none of the deal's, or is not said where several could be meant.
        AlreadyFiled: this very document is on file.
        KeyDayMissing, BankFirst, OldBankKey: of a bank key, whose ``on`` is the day of its issue.
    """
    of = lock(deal)
    may_file(of, kind, actor, at)
    today = day_in_china(at)
    if on is not None and on > today:
        raise DatedAhead
    if kind is FilingKind.BANK_KEY:
        _must_be_new(deal, on)
    side = rules.OF_SIDE.get(kind)
    if kind is FilingKind.SUPERVISOR_SIGNOFF and accounts.is_conflicted(actor, at):
        raise ConflictedSupervisor
    row = Filing(
        ref=Ref.new("filing"),
        deal=of,
        kind=kind,
        sha256=Digest(sha256),
        document=document or "",
        party=_party(of, kind, party),
        on=on or today,
        at=at,
        actor=actor,
        facts={name: _plain(value) for name, value in (facts or {}).items()},
        awaits=side if side and side not in queries.sides_of(actor, deal, at) else "",
    )
    _record(row, facts or {}, document)
    codes.put(row, row.position)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyFiled(kind=kind) from error
    if row.counts:
        _count(row, of, actor, at)
    if kind is FilingKind.OPINION_22:
        decide_again(of, actor=actor, at=at)
    return row


def _must_be_new(deal: Ref, issued_on: date | None) -> None:
    """A company's bank account changes hands by the bank alone, which issues new keys for it.

    Raises:
        KeyDayMissing, BankFirst, OldBankKey
        NotAuthentic: the bank's receipt was changed or put in from outside.
    """
    if issued_on is None:
        raise KeyDayMissing
    changes = Filing.objects.filter(deal=deal, kind=FilingKind.BANK_CHANGE)
    changed_on = max((one.on for one in verification.require(changes)), default=None)
    if changed_on is None:
        raise BankFirst
    if issued_on < changed_on:
        raise OldBankKey(changed_on=changed_on)


def may_file(deal: Deal, kind: FilingKind, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted: that kind is for some roles alone, and the actor holds none of them.
        MayNotFile: the actor neither works on the deal nor is named for the side it comes from.
    """
    if actor == SYSTEM and kind in rules.BY_SYSTEM:
        return
    ref = Ref(deal.ref)
    named = queries.named_sides(actor, ref)
    if any(kind in rules.papers_of(side, DealType(deal.deal_type)) for side in named):
        return
    if kind in rules.FILERS:
        accounts.require(actor, at, *rules.FILERS[kind], deal=ref)
    elif not accounts.roles(actor, at, ref) & set(rules.ANYONE):
        raise MayNotFile(kind=kind)


def _count(row: Filing, deal: Deal, actor: Ref, at: datetime) -> None:
    """From now on it counts: meet what it meets, start what it starts."""
    _meet(row, actor, at)
    _start(row, DealType(deal.deal_type), actor, at)


@transaction.atomic
def confirm(*, filing: Ref, actor: Ref, at: datetime) -> Filing:
    """A side says that a paper filed on its behalf is its own: from now on it counts.

    Raises:
        NoSuchFiling
        NotAwaited: it waits for nobody, or was confirmed.
        NotTheSide: the actor does not stand for the side whose word it is.
        NotAuthentic: it was changed or put in from outside.
    """
    of = lock(Ref(queries.filing(filing).deal_id))
    (row,) = verification.require([queries.filing(filing)])
    if row.counts:
        raise NotAwaited
    side = Role(row.awaits)
    if side not in queries.sides_of(actor, Ref(of.ref), at):
        raise NotTheSide(side=side)
    facts: dict[str, Value] = {
        "kind": FilingKind(row.kind),
        "sha256": Digest(bytes(row.sha256)),
        "side": side,
    }
    event = Event(Tag.CONFIRMED, actor, filing, at, facts, deal=Ref(of.ref))
    row.confirmed_position = writer.record(event).position
    row.confirmed_by, row.confirmed_at = actor, at
    codes.put(row, row.confirmed_position)
    row.save(update_fields=["confirmed_by", "confirmed_at", "confirmed_position", *codes.STORED])
    _count(row, of, actor, at)
    return row


def _party(deal: Deal, kind: FilingKind, party: Ref | None) -> str:
    known = set(Party.objects.filter(deal=deal).values_list("ref", flat=True))
    if party is not None and party not in known:
        raise NoSuchParty
    if party is not None or kind not in rules.ABOUT_HOLDERS:
        return party or ""
    meant = Party.objects.filter(deal=deal, role=PartyRole.OTHER_HOLDER).values_list(
        "ref", flat=True
    )
    if len(meant) != 1:
        raise NoSuchParty
    return str(meant[0])


def _record(row: Filing, facts: Mapping[str, Value], document: Ref | None) -> None:
    told: dict[str, Value] = {
        **facts,
        "kind": FilingKind(row.kind),
        "sha256": Digest(bytes(row.sha256)),
        "on": row.on,
    }
    if document:
        told["document"] = document
    if row.party:
        told["party"] = Ref(row.party)
    event = Event(Tag.FILED, Ref(row.actor), Ref(row.ref), row.at, told, deal=Ref(row.deal_id))
    row.position = writer.record(event).position


def _plain(value: Value) -> str | int | bool:
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, int) else str(value)


def _about(row: Filing) -> Ref:
    return Ref(row.party if FilingKind(row.kind) in rules.ABOUT_HOLDERS else row.deal_id)


def _meet(row: Filing, actor: Ref, at: datetime) -> None:
    about = _about(row)
    met = [rule.key for rule in deadline_rules() if rule.met_by == row.kind]
    for key in met:
        if calendar.running().filter(about=about, key=key).exists():
            deadlines.meet(key=key, about=about, actor=actor, at=at)


def _start(row: Filing, deal_type: DealType, actor: Ref, at: datetime) -> None:
    about = _about(row)
    for rule in deadline_rules():
        if rule.starts != row.kind or deal_type not in rule.types:
            continue
        # A document filed again starts nothing anew: the first one set the clock.
        if calendar.latest(about=about, keys=[rule.key]):
            continue
        deadlines.start(
            key=rule.key,
            periods=(rule.constant,),
            since=row.on,
            about=about,
            deal=Ref(row.deal_id),
            is_wait=rule.is_wait,
            actor=actor,
            at=at,
        )
