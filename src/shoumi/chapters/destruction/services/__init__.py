"""Order destruction, witness it, carry it out, prove it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from shoumi.base import bulk, registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import rules as approval_rules
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action, Why
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import writer
from shoumi.base.subjects.ledger_pseudonyms import rows_of_all
from shoumi.base.subjects.services import mark_destroyed
from shoumi.base.vault import keyring, keys, secrets
from shoumi.chapters.destruction import queries, rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Order, OrderItem
from shoumi.chapters.destruction.queries import ledger_agreement
from shoumi.chapters.destruction.services.errors import (
    NobodyNamed,
    NoSuchOrder,
    NotAWitness,
    NotHeld,
    NotInState,
    NotWitnessed,
    OnHold,
    StillReadable,
)
from shoumi.chapters.destruction.services.holds import NoSuchHold, lift_hold, place_hold
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

__all__ = [
    "NoSuchHold",
    "NoSuchOrder",
    "carry_out",
    "confirm",
    "lift_hold",
    "ordered",
    "place_hold",
    "propose",
    "replay",
    "resume",
]

_ALONE = {
    "destruction.not_a_witness": Why.TWO_PEOPLE_NEEDED,
    "destruction.not_witnessed": Why.PENDING,
    "destruction.not_in_state": Why.SPENT,
}


@transaction.atomic
def propose(
    *, deal: Ref, subjects: Sequence[Ref], basis: rules.Basis, actor: Ref, at: datetime
) -> Order:
    """Order the destruction of all that is held of ``subjects``.

    Raises:
        NobodyNamed: the list is empty.
        NotHeld: someone is not held under this deal, or stands here twice.
        OnHold: a legal hold lies on some of them.
        NotPermitted: the actor is not the DPO.
    """
    accounts.require(actor, at, Role.DPO, deal=deal)
    if not subjects:
        raise NobodyNamed
    if missing := len(subjects) - queries.living(deal, subjects):
        raise NotHeld(count=missing)
    _refuse_holds(deal, subjects)
    return ordered(deal=deal, subjects=subjects, basis=basis, proposer=actor, at=at)


def ordered(
    *, deal: Ref, subjects: Sequence[Ref], basis: rules.Basis, proposer: Ref, at: datetime
) -> Order:
    """The order itself, of people who may go, read or not.  In a transaction."""
    named, unread = rows_of_all(subjects)
    order = _create(
        ref=Ref.new("dest"),
        deal=deal,
        basis=basis,
        count=len(subjects),
        proposer=proposer,
        proposed_at=at,
    )
    bulk.insert(OrderItem, ("order_id", "subject"), ((order.pk, one) for one in subjects))
    writer.record(
        Event(
            Tag.PROPOSED,
            proposer,
            Ref(order.ref),
            at,
            {"number": order.number, "basis": basis, **unread},
            ("8.1",),
            deal,
        ),
        rows=named,
    )
    return order


def _create(**columns: object) -> Order:
    """Under the next number; where another process was faster, under the one after."""
    while True:
        number = (Order.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return Order.objects.create(number=number, **columns)
        except IntegrityError:
            if not Order.objects.filter(number=number).exists():
                raise


def confirm(*, order: Ref, actor: Ref, at: datetime) -> Order:
    """Stand witness.  Two are needed, and neither may be who proposed it.

    Raises:
        NotAWitness: the actor proposed it, or has no witness's role.
        NoSuchOrder, NotInState, NotPermitted
        TooLate: it was proposed more than 24 hours ago.
    """
    with _kept(order, actor, at), transaction.atomic():
        accounts.require(actor, at, *rules.WITNESSES)
        found = _get(order, rules.State.PROPOSED)
        if actor == found.proposer or actor in found.confirmed:
            raise NotAWitness(order=str(found))
        if found.proposer == SYSTEM:
            _wait_anew(found, at)
        approvals.must_be_good(Action.DESTRUCTION, _asked_at(found), at)
        found.confirmed = [*found.confirmed, actor]
        if rules.is_witnessed(found.proposer, found.confirmed):
            found.state = rules.State.CONFIRMED
        found.save(update_fields=["confirmed", "state", "witnessed_at"])
        facts = {"number": found.number, "count": len(found.confirmed)}
        writer.record(Event(Tag.CONFIRMED, actor, order, at, facts, ("8.2",), Ref(found.deal)))
    return found


def carry_out(*, order: Ref, actor: Ref, at: datetime) -> Order:
    """Destroy: intent, keys, records and indexes, then prove that nothing opens any more.

    Each step commits by itself and may be repeated, so after a crash ``resume`` goes on.

    Raises:
        NotWitnessed: two persons have not confirmed.
        TooLate: it was proposed more than 24 hours ago.
        RequesterMayNot, ApproverMayNot: who proposed or witnessed it lost the role since.
        OnHold: a hold was placed since.
        StillReadable: something survived; the order stays open.
        NotAuthentic: the order was changed from outside; nothing is destroyed by it.
        NotPermitted: the actor is neither DPO nor fit to witness.
        NoSuchOrder, NotInState
    """
    accounts.require(actor, at, Role.DPO, *rules.WITNESSES)
    with _kept(order, actor, at):
        _begin(order, actor, at)
    return _finish(order, actor, at)


def resume(*, at: datetime) -> list[Order]:
    """Go on with every order that was begun and not verified."""
    begun = Order.objects.filter(state=rules.State.BEGUN).order_by("number")
    return [_finish(Ref(own.ref), SYSTEM, at) for own in begun]


@transaction.atomic(durable=True)
def _begin(order: Ref, actor: Ref, at: datetime) -> None:
    found = _lock(order)
    if found.state == rules.State.PROPOSED:
        raise NotWitnessed(order=str(found), count=len(found.confirmed))
    if found.state != rules.State.CONFIRMED:
        raise NotInState(order=str(found), state=found.state)
    writer.hold()
    _still_by_two(found, at)
    subjects = queries.undestroyed(found)
    ledger_agreement.require_witnessed(found, _asked_at(found), subjects)
    found.count = len(subjects)
    named, unread = rows_of_all(subjects)
    written = writer.record(
        Event(
            Tag.BEGUN,
            actor,
            order,
            at,
            {"number": found.number, "count": found.count, **unread},
            ("8.1", "8.2"),
            Ref(found.deal),
        ),
        rows=named,
    )
    # Asked last: whoever places a hold waits for the ledger too, so a hold that stands in it before
    # this entry is seen here.
    _refuse_holds(Ref(found.deal), queries.subjects(found))
    found.state, found.begun_at = rules.State.BEGUN, at
    found.intent_position = written.position
    found.residual_until = rules.residual_until(day_in_china(at))
    found.save()


def _still_by_two(found: Order, at: datetime) -> None:
    """The yes of those present is young, and they may give it still."""
    approvals.must_be_good(Action.DESTRUCTION, _asked_at(found), at)
    witnesses = [(Ref(who), rules.WITNESSES) for who in found.confirmed]
    # What the schedule orders nobody asked for: the witnesses alone answer for it.
    by_whom = (Ref(found.proposer), frozenset({Role.DPO}))
    approvals.must_still(
        Action.DESTRUCTION,
        requester=witnesses[0] if found.proposer == SYSTEM else by_whom,
        approvers=witnesses,
        at=at,
        deal=Ref(found.deal),
    )


def _asked_at(found: Order) -> datetime:
    """From when on the yes of those present counts: of what the schedule ordered, the first yes."""
    return found.witnessed_at or found.proposed_at


def _wait_anew(found: Order, at: datetime) -> None:
    """An order of the schedule waits for its witnesses as long as it takes; the first yes lapses
    where no second came in time."""
    if found.witnessed_at is None or not approval_rules.is_good(found.witnessed_at, at):
        found.confirmed, found.witnessed_at = [], at


def _kept(order: Ref, actor: Ref, at: datetime) -> AbstractContextManager[None]:
    """What is refused inside for want of two persons is in the ledger."""
    found = Order.objects.filter(ref=order).first()
    deal = Ref(found.deal) if found else None
    return approvals.kept(
        Action.DESTRUCTION, actor=actor, at=at, deal=deal, about=order, codes=_ALONE
    )


def _finish(order: Ref, actor: Ref, at: datetime) -> Order:
    found = _any(order)
    subjects = queries.subjects(found)
    existing = keys.existing(subjects)
    ledger_agreement.require_begun(found, [one for one in subjects if one in existing])
    report(Step.ERASING, 0, len(subjects))
    keys.erase(subjects)
    report(Step.CHECKING, 0, len(subjects))
    with transaction.atomic(durable=True):
        found = _get(order, rules.State.BEGUN)
        gone = _destroy_everywhere(subjects, at)
        left = len(keys.existing(subjects)) + _remains(subjects)
        if left:
            raise StillReadable(order=str(found), count=left)
        written = writer.record(
            Event(
                Tag.VERIFIED,
                actor,
                order,
                at,
                {
                    "number": found.number,
                    "intent": found.intent_position or 0,
                    "keys": found.count,
                    "records": gone,
                    "left": left,
                },
                ("8.2", "8.3"),
                Ref(found.deal),
            )
        )
        found.state, found.verified_at = rules.State.VERIFIED, at
        found.keys_erased, found.records_erased = found.count, gone
        found.proof_position = written.position
        found.save()
    _truncate_journal()
    return found


def _destroy_everywhere(subjects: Sequence[Ref], at: datetime) -> int:
    """Ask every card to destroy what it holds of these people."""
    gone = sum(one(subjects) for card in registry.cards() for one in card.destroyers.values())
    mark_destroyed(subjects, at)
    return gone


def _remains(subjects: Sequence[Ref]) -> int:
    """How much of these people is still there, whichever card holds it."""
    return sum(check(subjects) for card in registry.cards() for check in card.remains.values())


def _truncate_journal() -> None:
    """Leave no copy of the removed rows in SQLite's write-ahead log, nor in the keyring."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    secrets.purge()


def replay(*, at: datetime) -> int:
    """Destroy again what an older copy of the data brought back: people without a key.

    The keyring is the authority: who has no key there was destroyed, whatever the data says.
    Returns how many people were found.

    Raises:
        NotSetUp, WrongRoot: the keyring is not this home's, so it is no authority.
        Shortened, Forked: the older copy was not accepted yet (``highwater.accept``).
    """
    from shoumi.base.subjects.models import State, Subject

    keyring.unlock()
    found: list[Ref] = []
    living = Subject.objects.exclude(state=State.DESTROYED).order_by("id")
    for part in keys.chunks(Ref(ref) for ref in living.values_list("ref", flat=True).iterator()):
        existing = keys.existing(part)
        found += [ref for ref in part if ref not in existing]
    if found:
        with transaction.atomic(durable=True):
            _destroy_everywhere(found, at)
            facts = {"count": len(found)}
            writer.record(Event(Tag.REPLAYED, SYSTEM, SYSTEM, at, facts, ("8.2", "13.2")))
        _truncate_journal()
    return len(found)


def _refuse_holds(deal: Ref, subjects: Sequence[Ref]) -> None:
    if on_hold := queries.held(deal, subjects):
        raise OnHold(count=len(on_hold))
    ledger_agreement.require_holds(deal)


def _any(order: Ref) -> Order:
    found = Order.objects.filter(ref=order).first()
    if found is None:
        raise NoSuchOrder(order=order)
    return found


def _lock(order: Ref) -> Order:
    found = Order.objects.select_for_update().filter(ref=order).first()
    if found is None:
        raise NoSuchOrder(order=order)
    return found


def _get(order: Ref, state: rules.State) -> Order:
    """The order, locked, in the state it must be in."""
    found = _lock(order)
    if found.state != state:
        raise NotInState(order=str(found), state=found.state)
    return found
