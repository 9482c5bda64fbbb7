"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Min, Q, QuerySet

from shoumi.base.approvals import rules as approval_rules
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.rules import Overlay
from shoumi.base.ledger import reader
from shoumi.base.registry import Holding
from shoumi.base.rooms.events import Tag as Rooms
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.subjects.models import State as SubjectState
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Hold, Order, OrderItem, RecipientProof
from shoumi.chapters.destruction.queries import ledger_agreement
from shoumi.core.calendar import day_in_china, start_of_day
from shoumi.core.milestones import Standing
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ControlState, DealStage

CHUNK = 2_000
# Who goes at the end of retention.  Sealed is what a law keeps for longer (PIPL 47(2)).
_GOING = (
    SubjectState.ACTIVE,
    SubjectState.FROZEN,
    SubjectState.EXPIRED,
    SubjectState.EXCLUDED,
    SubjectState.SET_ASIDE,
)


def of_deal(deal: Ref) -> QuerySet[Order]:
    return Order.objects.filter(deal=deal).order_by("number")


def subjects(order: Order) -> list[Ref]:
    found = OrderItem.objects.filter(order=order).order_by("id")
    return [Ref(ref) for ref in found.values_list("subject", flat=True)]


def undestroyed(order: Order) -> list[Ref]:
    """Those of an order who are there still, in their order: whom another order has destroyed
    meanwhile has no key and no name any more."""
    people, there = subjects(order), set[str]()
    rows = Subject.objects.exclude(state=SubjectState.DESTROYED).values_list("ref", flat=True)
    for start in range(0, len(people), CHUNK):
        there.update(rows.filter(ref__in=people[start : start + CHUNK]))
    return [ref for ref in people if ref in there]


def living(deal: Ref, of: Sequence[Ref]) -> int:
    """How many of the people are held under the deal and not destroyed; nobody counts twice."""
    there = Subject.objects.filter(deal=deal).exclude(state=SubjectState.DESTROYED)
    once = list(dict.fromkeys(of))
    return sum(
        there.filter(ref__in=once[start : start + CHUNK]).count()
        for start in range(0, len(once), CHUNK)
    )


def held(deal: Ref, of: Sequence[Ref]) -> frozenset[Ref]:
    """Those of the people on whom a legal hold lies now, under whichever deal it was placed."""
    holds = Hold.objects.filter(lifted_at=None)
    if holds.filter(deal=deal, subject="").exists():
        return frozenset(of)
    found: set[Ref] = set()
    for start in range(0, len(of), CHUNK):
        part = of[start : start + CHUNK]
        found |= {
            Ref(ref) for ref in holds.filter(subject__in=part).values_list("subject", flat=True)
        }
    return frozenset(found)


def _due(basis: rules.Basis, at: datetime) -> QuerySet[Subject]:
    """Whom the schedule finds for one reason, in every deal; parties of a deal are no customers."""
    people = Subject.objects.exclude(kind=Kind.PARTY).exclude(state=SubjectState.DESTROYED)
    match basis:
        case rules.Basis.EXPIRED:
            return people.filter(state__in=_GOING, retention_until__lt=day_in_china(at))
        case rules.Basis.OBJECTED:
            return people.filter(state=SubjectState.EXCLUDED)
        case rules.Basis.DEAL_TERMINATED:
            ended = Deal.objects.filter(overlay=Overlay.TERMINATED)
            return people.filter(state__in=_GOING, deal__in=ended.values("ref"))
    old = people.filter(created_at__lt=at - timedelta(days=rules.intake_days()))
    begun = MilestoneState.objects.filter(code=DealStage.MANDATE, state=Standing.DONE)
    return old.exclude(deal__in=begun.values("deal__ref"))


def reasons(at: datetime, deal: Ref | None = None) -> list[tuple[Ref, rules.Basis]]:
    """Deals with somebody who is due and of whom no order is under way, and why; of one or all."""
    wanted = Q() if deal is None else Q(deal=deal)
    return [
        (each, basis)
        for basis in rules.SCHEDULED
        for each in sorted(_deals(_due(basis, at).filter(wanted).exclude(ref__in=_under_way(at))))
    ]


def due(deal: Ref, basis: rules.Basis, at: datetime) -> list[Ref]:
    """Who of the deal is due and stands in no order that is under way."""
    found = _due(basis, at).filter(deal=deal).exclude(ref__in=_under_way(at)).order_by("id")
    return [Ref(ref) for ref in found.values_list("ref", flat=True)]


def past_retention(deal: Ref, at: datetime) -> QuerySet[Subject]:
    """Who of the deal is held longer than the period says, in an order or not."""
    return _due(rules.Basis.EXPIRED, at).filter(deal=deal)


def orders_under_way(people: Sequence[Ref], at: datetime) -> dict[str, Order]:
    """By person the order that may still be carried out."""
    found = _items_under_way(at).filter(subject__in=people).select_related("order")
    return {one.subject: one.order for one in found.order_by("id")}


def _under_way(at: datetime) -> QuerySet[OrderItem, str]:
    return _items_under_way(at).values_list("subject", flat=True)


def _items_under_way(at: datetime) -> QuerySet[OrderItem]:
    """Who stands in an order that may still be carried out: the yes to it has not lapsed, or it is
    of the schedule and waits for one."""
    young = at - approval_rules.valid()
    living = Q(order__proposed_at__gt=young) | Q(order__witnessed_at__gt=young)
    living |= Q(order__proposer=SYSTEM, order__state=rules.State.PROPOSED)
    waiting = Q(order__state__in=[rules.State.PROPOSED, rules.State.CONFIRMED]) & living
    return OrderItem.objects.filter(waiting | Q(order__state=rules.State.BEGUN))


def recipients(deal: Ref, at: datetime) -> Holding:
    """Condition ``destruction.recipients``: each recipient has proved its copies gone.

    Where the ledger tells of no room that was opened and of nobody who owes a certificate, nothing
    has to come back.
    """
    proofs = list(RecipientProof.objects.filter(deal=deal))
    if not proofs and not reader.latest(1, deal=deal, tags=[Rooms.OPENED, Tag.RECIPIENT_DUE]):
        return Holding(ControlState.NOT_APPLICABLE, reason="destruction.no_room_opened")
    if not proofs:
        return Holding(ControlState.FAIL, reason="destruction.recipients_unknown")
    if any(proof.received_at is None for proof in proofs):
        return Holding(ControlState.FAIL, reason="destruction.recipient_outstanding")
    if deal in ledger_agreement.false_proofs():
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    return Holding(ControlState.PASS, position=max(proof.position or 0 for proof in proofs))


def check_unprompted(at: datetime) -> Holding:
    """Demand 8.1: whose time is over is in an order of the schedule, and no such order waits long.

    Whoever is frozen goes at the end of the retention like everybody else, unless a hold is on it.
    """
    today = day_in_china(at)
    kept = Subject.objects.filter(state__in=_GOING).exclude(kind=Kind.PARTY)
    ends = kept.filter(retention_until__gte=today).order_by("retention_until")
    next_end = ends.values_list("retention_until", flat=True).first()
    waiting = Order.objects.filter(proposer=SYSTEM, state=rules.State.PROPOSED)
    states = ledger_agreement.states()
    oldest = waiting.aggregate(first=Min("proposed_at"))["first"] if states else None
    patience = timedelta(days=rules.WAITS_DAYS)
    # Late is who is still held on the day after.
    edges = [start_of_day(next_end + timedelta(days=1))] if next_end else []
    edges += [oldest + patience] if oldest and oldest + patience > at else []
    turns = min(edges, default=None)
    failed = _failed(
        {
            "destruction.retention_over": _late(at),
            "destruction.schedule_waits": _deals(waiting.filter(proposed_at__lte=at - patience)),
            NotAuthentic.code: _false_excuses(waiting),
        },
        turns,
    )
    last = _last(states - {rules.State.PROPOSED})
    return failed or replace(last, turns=turns)


def _false_excuses(waiting: QuerySet[Order]) -> frozenset[Ref]:
    """Deals with a hold, or an order of the schedule that waits, of which the ledger knows
    nothing: neither keeps anybody from being late."""
    held = Hold.objects.filter(lifted_at=None).order_by().values_list("deal", flat=True)
    deals = map(Ref, held.distinct())
    false = {deal for deal in deals if not ledger_agreement.are_holds_told(deal)}
    return frozenset(false) | ledger_agreement.unproposed(waiting)


def _late(at: datetime) -> frozenset[Ref]:
    """Deals that hold somebody past the end of retention, in no order of the schedule and under no
    hold.  What a person proposed keeps nobody from being late: it lapses in a day."""
    waits = _under_way(at).filter(order__proposer=SYSTEM)
    found = _due(rules.Basis.EXPIRED, at).exclude(ref__in=waits)
    holds = Hold.objects.filter(lifted_at=None)
    found = found.exclude(deal__in=holds.filter(subject="").values("deal"))
    found = found.exclude(ref__in=holds.exclude(subject="").values("subject"))
    # In this order first: whether there is one at all is found along the index of retentions.
    if found.order_by("retention_until").values("pk").first() is None:
        return frozenset()
    return _deals(found)


def check_for_good(at: datetime) -> Holding:
    """Demand 8.2: every order was witnessed by two, and what was begun was verified."""
    states = ledger_agreement.states() - {rules.State.PROPOSED, rules.State.CONFIRMED}
    begun = Order.objects.filter(state__in=states)
    told = begun.values_list("deal", "proposer", "confirmed") if states else ()
    alone = frozenset(
        Ref(deal)
        for deal, proposer, confirmed in told
        if not rules.is_witnessed(proposer, confirmed)
    )
    failed = _failed(
        {
            "destruction.unfinished": _deals(begun.filter(state=rules.State.BEGUN)),
            "destruction.not_witnessed": alone,
            NotAuthentic.code: ledger_agreement.false_orders(),
        }
    )
    return failed or _last(states)


def check_recorded(at: datetime) -> Holding:
    """Demand 8.3: every destruction has its certificate, and no recipient is late with its own."""
    owed = RecipientProof.objects.filter(received_at=None)
    today = day_in_china(at)
    next_due = owed.filter(due_on__gte=today).aggregate(day=Min("due_on"))["day"]
    turns = start_of_day(next_due + timedelta(days=1)) if next_due else None
    failed = _failed(
        {
            "destruction.no_certificate": _deals(Order.objects.filter(state=rules.State.VERIFIED)),
            "destruction.recipient_overdue": _deals(owed.filter(due_on__lt=today)),
            NotAuthentic.code: ledger_agreement.false_proofs() | ledger_agreement.false_orders(),
        },
        turns,
    )
    held = _last(ledger_agreement.states() & {rules.State.CERTIFIED, rules.State.FINAL})
    return failed or replace(held, turns=turns)


def _failed(found: Mapping[str, frozenset[Ref]], turns: datetime | None = None) -> Holding | None:
    """The first that is wrong, for every deal in which anything is; None where nothing is."""
    about = frozenset().union(*found.values())
    if not about:
        return None
    reason = next(code for code, deals in found.items() if deals)
    return Holding(ControlState.FAIL, reason=reason, deals=about, turns=turns)


def _deals(found: QuerySet[Order] | QuerySet[Subject] | QuerySet[RecipientProof]) -> frozenset[Ref]:
    if found.model is Order and not ledger_agreement.states():
        return frozenset()
    return frozenset(map(Ref, found.order_by().values_list("deal", flat=True).distinct()))


def _last(states: Collection[str]) -> Holding:
    """By the newest order in one of ``states``."""
    last = Order.objects.filter(state__in=states).order_by("-number").first() if states else None
    if last is None:
        return Holding(ControlState.NOT_APPLICABLE, reason="destruction.none_yet")
    return Holding(ControlState.PASS, position=last.proof_position or last.intent_position)
