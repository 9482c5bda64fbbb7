"""Put a document or an act on file: what proves a step, starts deadlines and meets them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar import services as deadlines
from shoumi.base.deals import rules
from shoumi.base.deals.errors import AlreadyFiled, ConflictedSupervisor, NoSuchParty
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import Deal, Filing, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services.creation import decide_again
from shoumi.base.deals.services.locks import lock
from shoumi.base.ledger import writer
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.milestones import FilingKind
from shoumi.core.milestones import deadlines as deadline_rules
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealType


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

    ``on`` is the day it took effect (default: the day of ``at`` in China); periods run from it.
    ``facts`` are numbers, dates and closed words that stand in the ledger.  Evidence is taken while
    a deal is suspended or terminated.

    Raises:
        NoSuchDeal
        NotPermitted: the actor holds no role that files this.
        ConflictedSupervisor: the supervisor answers for a chapter under supervision.
        NoSuchParty: ``party`` is none of the deal's, or is not said where several could be meant.
        AlreadyFiled: this very document is on file.
    """
    of = lock(deal)
    if actor != SYSTEM or kind not in rules.BY_SYSTEM:
        accounts.require(actor, at, *rules.FILERS.get(kind, rules.ANYONE), deal=deal)
    if kind is FilingKind.SUPERVISOR_SIGNOFF and accounts.is_conflicted(actor, at):
        raise ConflictedSupervisor
    row = Filing(
        ref=Ref.new("filing"),
        deal=of,
        kind=kind,
        sha256=Digest(sha256),
        document=document or "",
        party=_party(of, kind, party),
        on=on or day_in_china(at),
        at=at,
        actor=actor,
        facts={name: _plain(value) for name, value in (facts or {}).items()},
    )
    _record(row, facts or {}, document)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyFiled(kind=kind) from error
    _meet(row)
    _start(row, DealType(of.deal_type))
    if kind is FilingKind.OPINION_22:
        decide_again(of, actor=actor, at=at)
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


def _meet(row: Filing) -> None:
    about, actor = _about(row), Ref(row.actor)
    met = [rule.key for rule in deadline_rules() if rule.met_by == row.kind]
    for key in met:
        if calendar.running().filter(about=about, key=key).exists():
            deadlines.meet(key=key, about=about, actor=actor, at=row.at)


def _start(row: Filing, deal_type: DealType) -> None:
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
            actor=Ref(row.actor),
            at=row.at,
        )
