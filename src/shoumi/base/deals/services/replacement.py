"""Another buyer comes in the place of one: what belonged to that buyer begins again.

The former buyer stays on record, so that what it filed, signed and still owes can be told; it acts
for no side any more.  What follows beyond the deal itself is each card's own
(``Card.buyer_changed``), after the change stands.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import services as roles
from shoumi.base.calendar import services as deadlines
from shoumi.base.deals import party_rows, queries, rules
from shoumi.base.deals.errors import NoSuchParty, SameBuyer, TooFarForAnother
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import DataSet, Deal, MilestoneState, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import row_codes
from shoumi.base.deals.services.creation import NewParty, add
from shoumi.base.deals.services.locks import lock_free
from shoumi.base.ledger import writer
from shoumi.base.registry import BuyerChange
from shoumi.base.row_authentication import codes, verification
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Role


def replace_buyer(*, deal: Ref, former: Ref, buyer: NewParty, actor: Ref, at: datetime) -> Party:
    """Put ``buyer`` in the place of the party ``former``.

    The former one's role ends with the deal's side; milestones, papers and periods that were about
    it wait again, and sets of data that were to reach it reach the new one.

    Raises:
        NotPermitted: the actor is neither consultant nor protection officer nor head.
        NoSuchDeal, Suspended, Terminated
        NoSuchParty: ``former`` is no buyer of the deal now.
        SameBuyer: the same company, or the same person would act for both.
        TooFarForAnother: the change is being registered, or was.
        BadParty
        NotAuthentic: the deal, a party or a set of data was changed from outside.
    """
    change = _replace(deal, former, buyer, actor, at)
    for card in registry.cards():
        if card.buyer_changed:
            card.buyer_changed(change)
    return Party.objects.get(ref=change.buyer)


def require_replaceable(of: Deal) -> None:
    """
    Raises:
        TooFarForAnother
    """
    registered = queries.stored_milestones(Ref(of.ref)).get(DealStage.REGISTERED)
    if registered is not None and registered.state in rules.REACHED:
        raise TooFarForAnother


@transaction.atomic
def _replace(deal: Ref, former: Ref, buyer: NewParty, actor: Ref, at: datetime) -> BuyerChange:
    accounts.require(actor, at, *rules.CREATORS, deal=deal)
    of = lock_free(deal)
    row_codes.require(of)
    require_replaceable(of)
    buyers = [one for one in party_rows.of_deal(deal) if one.role == PartyRole.TE]
    gone = next((one for one in buyers if one.ref == former), None)
    if gone is None:
        raise NoSuchParty
    _require_other(buyers, buyer)
    added = add(of, buyer)
    event = Event(Tag.PARTY_ADDED, actor, Ref(added.ref), at, {"role": buyer.role}, deal=deal)
    codes.put_and_save([added], writer.record(event).position)
    told: dict[str, Value] = {"by": Ref(added.ref)}
    event = Event(Tag.PARTY_REPLACED, actor, former, at, told, ("2.2", "6.3", "7.3"), deal)
    gone.role = PartyRole.FORMER_TE
    codes.put(gone, writer.record(event).position)
    gone.save(update_fields=["role", *codes.STORED])
    _move_sets(of, gone, added, actor, at)
    _begin_again(of, actor, at)
    _end_roles(deal, gone, is_only=len(buyers) == 1, actor=actor, at=at)
    for key in rules.buyer_deadlines():
        deadlines.drop(key=key, deal=deal, actor=actor, at=at)
    return BuyerChange(deal, former, Ref(added.ref), actor, at)


def _require_other(buyers: list[Party], buyer: NewParty) -> None:
    for one in buyers:
        is_same_person = bool(buyer.person) and one.person == buyer.person
        if is_same_person or (buyer.uscc and one.uscc == buyer.uscc):
            raise SameBuyer


def _move_sets(of: Deal, gone: Party, added: Party, actor: Ref, at: datetime) -> None:
    """What was to reach the former buyer is to reach the new one; assessments see it."""
    every = verification.require(DataSet.objects.filter(deal=of).select_related("deal"))
    for one in every:
        if one.recipient_id != gone.ref:
            continue
        one.recipient_id = added.ref
        answer = queries.answer(one)
        one.instruments = " ".join(sorted(answer.instruments))
        facts: dict[str, Value] = {"instrument": answer.base}
        tag, about = Tag.INSTRUMENT_DECIDED, Ref(one.ref)
        event = Event(tag, actor, about, at, facts, ("6.3", "7.3"), Ref(of.ref))
        codes.put(one, writer.record(event).position)
        one.save(update_fields=["recipient", "instruments", *codes.STORED])


def _begin_again(of: Deal, actor: Ref, at: datetime) -> None:
    """The milestones that were passed with the former buyer wait again."""
    rows = MilestoneState.objects.select_for_update().filter(deal=of, code__in=rules.BUYER_STAGES)
    again = [row for row in rows if row.state != Standing.WAITING]
    facts: dict[str, Value] = {row.code: True for row in again}
    position = writer.record(
        Event(Tag.BEGUN_AGAIN, actor, Ref(of.ref), at, facts, deal=Ref(of.ref))
    ).position
    for row in again:
        row.state, row.reason, row.position = Standing.WAITING, "", position
        row.opened_at = row.done_at = None
        row.save(update_fields=["state", "reason", "opened_at", "done_at", "position"])
    row_codes.put(of, position)


def _end_roles(deal: Ref, gone: Party, *, is_only: bool, actor: Ref, at: datetime) -> None:
    """Of the only buyer, those of its people too."""
    person = None if is_only else Ref(gone.person) if gone.person else None
    if is_only or person:
        roles.end_side(deal=deal, role=Role.TE, person=person, actor=actor, at=at)
