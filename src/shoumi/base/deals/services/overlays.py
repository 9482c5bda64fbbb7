"""Suspend, resume and terminate: over the deal, its milestones stay as they were."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar import services as deadlines
from shoumi.base.deals import queries, rules
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay, SuspendReason, TerminateReason
from shoumi.base.deals.services import row_codes
from shoumi.base.deals.services.locks import lock, lock_living, must_be_free, must_be_suspended
from shoumi.base.jobs import file_removal
from shoumi.base.ledger import texts, writer
from shoumi.base.outbox import rules as outbox
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import SYSTEM, Ref


@transaction.atomic
def suspend(*, deal: Ref, reason: SuspendReason, actor: Ref, at: datetime, note: str = "") -> Deal:
    """Stop a deal: the gate shuts for it and no milestone moves.  ``note`` says why, in words that
    are kept beside the ledger and can be erased.

    The system does so by itself; of people, the protection officer, the head, legal and the
    supervisory body may.

    Raises:
        NoSuchDeal, Terminated, NotPermitted
        Suspended: it is already.
        BodyUnfit, CarriesIdentifier: the note may not be kept.
    """
    if actor != SYSTEM:
        accounts.require(actor, at, *rules.SUSPENDERS, deal=deal)
    of = lock(deal)
    must_be_free(of)
    is_own = queries.is_authentic(of)
    _lay(of, Overlay.SUSPENDED, reason, at)
    duties = rules.DUTY_OF[reason]
    event = Event(Tag.SUSPENDED, actor, deal, at, {"reason": reason}, duties, deal)
    position = texts.record(event, note=outbox.note(note)).position
    if is_own:  # one that is not is suspended too, and stays what it is
        row_codes.put(of, position)
    return of


@transaction.atomic
def hold_back(*, deal: Ref, at: datetime) -> None:
    """Stop a deal because a restore could not do all of it again; over whatever stopped it before.
    One that is terminated stays so.

    Raises:
        NoSuchDeal
    """
    of = lock(deal)
    if of.overlay == Overlay.TERMINATED:
        return
    is_own = queries.is_authentic(of)
    reason = SuspendReason.RESTORED
    _lay(of, Overlay.SUSPENDED, reason, at)
    event = Event(Tag.SUSPENDED, SYSTEM, deal, at, {"reason": reason}, rules.DUTY_OF[reason], deal)
    position = writer.record(event).position
    if is_own:
        row_codes.put(of, position)


def resume(*, deal: Ref, actor: Ref, at: datetime) -> Deal:
    """Let a suspended deal go on where it was; one that a restore stopped takes a second person.

    Raises:
        NoSuchDeal, Terminated, NotSuspended
        NotAuthentic: the deal was changed from outside.
        NotPermitted: the actor is neither protection officer nor head.
        NeedsApproval (``approvals``): a restore stopped it, and nobody has approved.
    """
    with approvals.kept(Action.RESTORE, actor=actor, at=at, deal=deal), transaction.atomic():
        return _resume(deal, actor, at)


def _resume(deal: Ref, actor: Ref, at: datetime) -> Deal:
    accounts.require(actor, at, *rules.RESUMERS, deal=deal)
    of = lock(deal)
    must_be_suspended(of)
    row_codes.require(of)
    reason = SuspendReason(of.overlay_reason)
    if reason is SuspendReason.RESTORED:
        since = of.overlay_at.isoformat() if of.overlay_at else ""
        parameters = {"deal": deal, "stopped": since}
        approvals.spend(Change(Action.RESTORE, parameters, deal=deal), actor=actor, at=at)
    of.overlay, of.overlay_reason, of.overlay_at = Overlay.NONE, "", None
    of.save(update_fields=["overlay", "overlay_reason", "overlay_at"])
    duties = rules.DUTY_OF[reason]
    event = Event(Tag.RESUMED, actor, deal, at, {"reason": reason}, duties, deal)
    row_codes.put(of, writer.record(event).position)
    return of


def terminate(
    *, deal: Ref, reason: TerminateReason, actor: Ref, at: datetime, note: str = ""
) -> Deal:
    """End a deal for good: its rooms shut at once, what recipients hold is due back or destroyed
    within ten workdays, and what is held of its people is put into an order.  ``note`` as for
    ``suspend``.

    What follows is each card's own (``Card.ended``), after the deal is over: nothing can be opened
    in it any more, so nothing is missed.

    Raises:
        NoSuchDeal, Terminated, NotPermitted
        BodyUnfit, CarriesIdentifier: the note may not be kept.
    """
    of = _terminate(deal, reason, actor, at, note)
    for card in registry.cards():
        if card.ended:
            card.ended(deal, at)
    return of


@transaction.atomic
def _terminate(deal: Ref, reason: TerminateReason, actor: Ref, at: datetime, note: str) -> Deal:
    accounts.require(actor, at, *rules.TERMINATORS, deal=deal)
    of = lock_living(deal)
    is_own = queries.is_authentic(of)
    _lay(of, Overlay.TERMINATED, reason, at)
    event = Event(Tag.TERMINATED, actor, deal, at, {"reason": reason}, ("8.1",), deal)
    position = texts.record(event, note=outbox.note(note)).position
    if is_own:
        row_codes.put(of, position)
    key = DeadlineKey.DESTRUCTION_CERTIFICATES
    if not calendar.latest(about=deal, keys=[key]):
        deadlines.start(
            key=key,
            periods=("contract.return_or_destroy",),
            since=day_in_china(at),
            about=deal,
            deal=deal,
            actor=actor,
            at=at,
        )
    file_removal.drop_of_deal(deal)
    return of


def _lay(deal: Deal, overlay: Overlay, reason: str, at: datetime) -> None:
    deal.overlay, deal.overlay_reason, deal.overlay_at = overlay, reason, at
    deal.save(update_fields=["overlay", "overlay_reason", "overlay_at"])
