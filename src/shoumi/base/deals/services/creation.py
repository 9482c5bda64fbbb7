"""Begin a deal, and name its parties and data sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries, rules
from shoumi.base.deals.errors import AlreadyThere, BadParty, NoSuchParty
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import DataSet, Deal, MilestoneState, Party, Series
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import row_codes
from shoumi.base.deals.services.locks import lock_living
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.core.calendar import day_in_china
from shoumi.core.instruments import Recipient
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.milestones import milestones
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType

CHUNK = 500


@dataclass(frozen=True, slots=True)
class NewParty:
    """See ``models.Party``."""

    role: PartyRole
    name: str
    uscc: str = ""
    person: Ref | None = None
    contact: Ref | None = None


@dataclass(frozen=True, slots=True)
class NewSet:
    """See ``models.DataSet``; ``handler`` and ``recipient`` are parties of the deal."""

    code: str
    name: str
    handler: Ref
    recipient: Ref
    recipient_kind: Recipient
    is_anonymised: bool = False
    has_sensitive: bool = False
    has_children: bool = False
    is_abroad: bool = False
    differs: frozenset[str] = frozenset()


@transaction.atomic
def create(
    *,
    deal_type: DealType,
    title: str,
    parties: Sequence[NewParty],
    actor: Ref,
    at: datetime,
    ref: Ref | None = None,
) -> Deal:
    """Begin a deal with its transferor and target; every milestone waits.

    ``ref``: one made beforehand, where the people of the deal had to be known first.

    Raises:
        NotPermitted: the actor is neither consultant nor protection officer nor head.
        BadParty: no transferor, not exactly one target, or a malformed code.
    """
    accounts.require(actor, at, *rules.CREATORS)
    target = _target(parties)
    year = day_in_china(at).year
    number = _next(year)
    deal = Deal.objects.create(
        ref=ref or Ref.new("deal"),
        number=f"D-{year}-{number:03d}",
        deal_type=deal_type,
        title=title,
        target_name=target.name,
        created_at=at,
    )
    MilestoneState.objects.bulk_create(
        MilestoneState(deal=deal, code=each.code) for each in milestones()
    )
    named = [add(deal, party) for party in parties]
    facts: dict[str, Value] = {
        "year": year,
        "number": number,
        "type": deal_type,
        "parties": len(parties),
    }
    event = Event(Tag.CREATED, actor, Ref(deal.ref), at, facts, deal=Ref(deal.ref))
    position = writer.record(event).position
    row_codes.put(deal, position)
    codes.put_and_save(named, position)
    return deal


def _target(parties: Sequence[NewParty]) -> NewParty:
    targets = [party for party in parties if party.role is PartyRole.TARGET]
    if len(targets) != 1:
        raise BadParty(role=PartyRole.TARGET)
    if not any(party.role is PartyRole.TR for party in parties):
        raise BadParty(role=PartyRole.TR)
    return targets[0]


def _next(year: int) -> int:
    Series.objects.get_or_create(year=year)
    series = Series.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def add(deal: Deal, party: NewParty) -> Party:
    """The row of a party; who adds it records it.

    Raises:
        BadParty
    """
    if party.role is PartyRole.FORMER_TE:
        raise BadParty(role=party.role)
    if not party.name or (party.uscc and not rules.USCC.fullmatch(party.uscc)):
        raise BadParty(role=party.role)
    return Party.objects.create(
        ref=Ref.new("party"),
        deal=deal,
        role=party.role,
        name=party.name,
        uscc=party.uscc,
        person=party.person or "",
        contact=party.contact or "",
    )


@transaction.atomic
def add_party(*, deal: Ref, party: NewParty, actor: Ref, at: datetime) -> Party:
    """Name a party found later, such as the buyer.

    Raises:
        NotPermitted, NoSuchDeal, Terminated, BadParty
        AlreadyThere: a second target.
    """
    accounts.require(actor, at, *rules.CREATORS, deal=deal)
    of = lock_living(deal)
    try:
        with transaction.atomic():
            added = add(of, party)
    except IntegrityError as error:
        raise AlreadyThere(what=party.role) from error
    facts = {"role": party.role}
    event = Event(Tag.PARTY_ADDED, actor, Ref(added.ref), at, facts, deal=deal)
    codes.put_and_save([added], writer.record(event).position)
    return added


@transaction.atomic
def add_dataset(*, deal: Ref, dataset: NewSet, actor: Ref, at: datetime) -> DataSet:
    """Name a set of the target's data, its handler and one recipient, and decide the instrument.

    Raises:
        NotPermitted, NoSuchDeal, Terminated
        NoSuchParty: handler or recipient is no party of the deal.
        AlreadyThere: the deal has a set with this code.
    """
    accounts.require(actor, at, *rules.CREATORS, deal=deal)
    of = lock_living(deal)
    if Party.objects.filter(deal=of, ref__in={dataset.handler, dataset.recipient}).count() != len(
        {dataset.handler, dataset.recipient}
    ):
        raise NoSuchParty
    added = DataSet(
        ref=Ref.new("set"),
        deal=of,
        code=dataset.code,
        name=dataset.name,
        handler_id=dataset.handler,
        recipient_id=dataset.recipient,
        recipient_kind=dataset.recipient_kind,
        is_anonymised=dataset.is_anonymised,
        has_sensitive=dataset.has_sensitive,
        has_children=dataset.has_children,
        is_abroad=dataset.is_abroad,
        differs=" ".join(sorted(dataset.differs)),
    )
    answer = queries.answer(added)
    added.instruments = " ".join(sorted(answer.instruments))
    try:
        with transaction.atomic():
            added.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyThere(what=dataset.code) from error
    facts = {"recipient": dataset.recipient_kind, "instrument": answer.base}
    event = Event(Tag.DATASET_ADDED, actor, Ref(added.ref), at, facts, ("6.1",), deal)
    codes.put_and_save([added], writer.record(event).position)
    return added


def decide_again(deal: Deal, *, actor: Ref, at: datetime) -> None:
    """Decide the instruments of every set again and record those that changed.

    A row that was changed from outside is decided too, and stays what it is.
    """
    every = list(DataSet.objects.filter(deal=deal).select_related("deal"))
    own = {row.ref for row in verification.authentic(every)}
    for dataset in every:
        answer = queries.answer(dataset)
        decided = " ".join(sorted(answer.instruments))
        if decided != dataset.instruments:
            dataset.instruments = decided
            event = Event(
                Tag.INSTRUMENT_DECIDED,
                actor,
                Ref(dataset.ref),
                at,
                {"instrument": answer.base},
                ("6.3",),
                Ref(deal.ref),
            )
            position = writer.record(event).position
            if dataset.ref in own:
                codes.put(dataset, position)
            dataset.save(update_fields=["instruments", *codes.STORED])


def forget_parties(subjects: Sequence[Ref]) -> int:
    """Blank the names of parties whose sealed records are destroyed; the caller records it.

    A row that was changed from outside is blanked too, and stays what it is.
    """
    return sum(_forget(list(known)) for known in _named_parties(subjects))


def _forget(known: Sequence[Party]) -> int:
    own = {row.ref for row in verification.authentic(known)}
    for row in known:
        row.name = row.person = ""
        if row.ref in own and row.entry_position is not None:
            codes.put(row, row.entry_position)
    Party.objects.bulk_update(known, ["name", "person", *codes.STORED])
    return len(known)


def remaining_parties(subjects: Sequence[Ref]) -> int:
    """How many parties still carry the name of one of these people."""
    return sum(known.count() for known in _named_parties(subjects))


def _named_parties(subjects: Sequence[Ref]) -> Iterator[QuerySet[Party]]:
    for start in range(0, len(subjects), CHUNK):
        part = subjects[start : start + CHUNK]
        yield Party.objects.filter(contact__in=part, uscc="").exclude(name="")
