"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Min, QuerySet

from shoumi.base.registry import Holding
from shoumi.base.subjects.models import State as SubjectState
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.models import Hold, Order, OrderItem, RecipientProof
from shoumi.core.calendar import day_in_china, start_of_day
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

CHUNK = 2_000


def of_deal(deal: Ref) -> QuerySet[Order]:
    return Order.objects.filter(deal=deal).order_by("number")


def subjects(order: Order) -> list[Ref]:
    found = OrderItem.objects.filter(order=order).order_by("id")
    return [Ref(ref) for ref in found.values_list("subject", flat=True)]


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


def recipients(deal: Ref, at: datetime) -> Holding:
    """Condition ``destruction.recipients``: each recipient has proved its copies gone."""
    proofs = list(RecipientProof.objects.filter(deal=deal))
    if not proofs:
        return Holding(ControlState.FAIL, reason="destruction.recipients_unknown")
    if any(proof.received_at is None for proof in proofs):
        return Holding(ControlState.FAIL, reason="destruction.recipient_outstanding")
    return Holding(ControlState.PASS, position=max(proof.position or 0 for proof in proofs))


def check_unprompted(at: datetime) -> Holding:
    """Demand 8.1: nobody is kept past the end of retention without an order under way."""
    today = day_in_china(at)
    kept = Subject.objects.filter(state=SubjectState.ACTIVE)
    late = kept.filter(retention_until__lt=today)
    next_end = kept.filter(retention_until__gte=today).aggregate(day=Min("retention_until"))["day"]
    # Late is who is still held on the day after.
    turns = start_of_day(next_end + timedelta(days=1)) if next_end else None
    if about := _deals(late):
        reason = "destruction.retention_over"
        return Holding(ControlState.FAIL, reason=reason, deals=about, turns=turns)
    return replace(_last(Order.objects.exclude(state=rules.State.PROPOSED)), turns=turns)


def check_for_good(at: datetime) -> Holding:
    """Demand 8.2: every order was witnessed by two, and what was begun was verified."""
    begun = Order.objects.exclude(state__in=[rules.State.PROPOSED, rules.State.CONFIRMED])
    if unfinished := _deals(begun.filter(state=rules.State.BEGUN)):
        return Holding(ControlState.FAIL, reason="destruction.unfinished", deals=unfinished)
    alone = frozenset(
        Ref(deal)
        for deal, proposer, confirmed in begun.values_list("deal", "proposer", "confirmed")
        if not rules.is_witnessed(proposer, confirmed)
    )
    if alone:
        return Holding(ControlState.FAIL, reason="destruction.not_witnessed", deals=alone)
    return _last(begun)


def check_recorded(at: datetime) -> Holding:
    """Demand 8.3: every destruction has its certificate, and no recipient is late with its own."""
    if about := _deals(Order.objects.filter(state=rules.State.VERIFIED)):
        return Holding(ControlState.FAIL, reason="destruction.no_certificate", deals=about)
    owed = RecipientProof.objects.filter(received_at=None)
    today = day_in_china(at)
    next_due = owed.filter(due_on__gte=today).aggregate(day=Min("due_on"))["day"]
    turns = start_of_day(next_due + timedelta(days=1)) if next_due else None
    if about := _deals(owed.filter(due_on__lt=today)):
        reason = "destruction.recipient_overdue"
        return Holding(ControlState.FAIL, reason=reason, deals=about, turns=turns)
    held = _last(Order.objects.filter(state__in=[rules.State.CERTIFIED, rules.State.FINAL]))
    return replace(held, turns=turns)


def _deals(found: QuerySet[Order] | QuerySet[Subject] | QuerySet[RecipientProof]) -> frozenset[Ref]:
    return frozenset(map(Ref, found.order_by().values_list("deal", flat=True).distinct()))


def _last(found: QuerySet[Order]) -> Holding:
    last = found.order_by("-number").first()
    if last is None:
        return Holding(ControlState.NOT_APPLICABLE, reason="destruction.none_yet")
    return Holding(ControlState.PASS, position=last.proof_position or last.intent_position)
