"""Grant a grace for lapsed demands, which takes two persons, and end it before its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import rules as two_persons
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action, Why
from shoumi.base.approvals.rules import Change
from shoumi.base.attestations import controls, grace_queries
from shoumi.base.attestations.events import Tag
from shoumi.base.attestations.models import Grace
from shoumi.base.ledger import texts, writer
from shoumi.base.outbox import rules
from shoumi.base.row_authentication import codes, verification
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import Conflict, Invalid, Missing
from shoumi.core.handbook import GraceReason, demand, graces, no_grace
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

GRANTERS = tuple(sorted(two_persons.TWO[Action.GRACE].askers))
# One person ends it: to shut a door takes nobody's leave.
ENDERS = (*GRANTERS, Role.SUP)


class GraceUnfit(Invalid):
    """Facts: ``days`` at most; at least one demand and one day."""

    code = "grace.unfit"


class NotLapsed(Conflict):
    """It holds, was never stated, or is broken in a way that is not put off.  Facts: ``duty``."""

    code = "grace.not_lapsed"


class NoGraceFor(Conflict):
    """The handbook's table says that it has none.  Facts: ``duty``, ``why``."""

    code = "grace.none_for"


class GraceHad(Conflict):
    """It had one less than twelve months ago.  Facts: ``duty``, ``again`` (day)."""

    code = "grace.had"


class NoSuchGrace(Missing):
    code = "grace.no_such"


class GraceOver(Conflict):
    code = "grace.over"


# Who tries to have a second one leaves a trace, as with an approval that was used.
_TOLD = {GraceHad.code: Why.SPENT}


def grant(
    *,
    duties: Sequence[str],
    days: int,
    reason: GraceReason,
    actor: Ref,
    at: datetime,
    note: str = "",
) -> Grace:
    """Let the doors of lapsed demands stand open for ``days`` from now; their states stay.

    Takes two persons.  It is for what is wrong with each demand now and for nothing else, and a
    demand has one grace in twelve months at most, however short that was.

    Raises:
        NotPermitted: the actor is neither head nor protection officer.
        UnknownDuty, GraceUnfit, NoGraceFor, NotLapsed, GraceHad
        NotAuthentic: a grace was changed, put back or deleted from outside.
        BodyUnfit, CarriesIdentifier: the note may not be kept.
        NeedsApproval, RequesterMayNot, ApproverMayNot: nobody else has approved exactly this.
    """
    accounts.require(actor, at, *GRANTERS)
    named = sorted({demand(duty).id for duty in duties})
    if not named or not 1 <= days <= graces.most_days():
        raise GraceUnfit(days=graces.most_days())
    told = rules.note(note)
    change = Change(
        Action.GRACE, {"demands": named, "days": days, "grace_reason": reason, "note": told}
    )
    with approvals.kept(change.action, actor=actor, at=at, codes=_TOLD):
        _lapses(named, at)
        return _granted(change, named, days, reason, told, actor, at)


@transaction.atomic(durable=True)
def _granted(
    change: Change,
    named: Sequence[str],
    days: int,
    reason: GraceReason,
    note: str,
    actor: Ref,
    at: datetime,
) -> Grace:
    approver = Ref(str(approvals.spend(change, actor=actor, at=at).answered_by_id))
    made = Grace(
        ref=Ref.new("grace"),
        # Once more, now that nobody else writes.
        duties=_lapses(named, at),
        reason=reason,
        granted_by=actor,
        approved_by=approver,
        granted_at=at,
        until=at + timedelta(days=days),
    )
    facts: dict[str, Value] = {"until": made.until, "reason": reason, "approver": approver}
    event = Event(Tag.GRACE_GRANTED, actor, Ref(made.ref), at, facts, tuple(named))
    made.position = texts.record(event, note=note).position
    codes.put(made, made.position)
    made.save(force_insert=True)
    return made


def _lapses(named: Sequence[str], at: datetime) -> Mapping[str, str]:
    """What is wrong with each demand, by code.

    Raises:
        NoGraceFor, NotLapsed, GraceHad, NotAuthentic
    """
    had, found = grace_queries.had_lately(at), dict[str, str]()
    for duty in named:
        if why := no_grace(duty):
            raise NoGraceFor(duty=duty, why=why)
        held = controls.holding(duty, None, at)
        if not grace_queries.may_have_one(duty, held):
            raise NotLapsed(duty=duty)
        if duty in had:
            raise GraceHad(duty=duty, again=day_in_china(had[duty]))
        found[duty] = held.reason
    return found


@transaction.atomic
def end(*, grace: Ref, actor: Ref, at: datetime) -> Grace:
    """End a grace before its day; what it let stand open shuts at once.  One person does it.

    Raises:
        NotPermitted: the actor is neither head, protection officer nor supervisor.
        NoSuchGrace, GraceOver
    """
    accounts.require(actor, at, *ENDERS)
    writer.hold()
    found = Grace.objects.filter(ref=grace).first()
    if found is None:
        raise NoSuchGrace
    if found.ends_at <= at:
        raise GraceOver
    # A row that is not authentic is ended too, and stays what it is.
    is_own = verification.is_authentic(found)
    found.ended_at, found.ended_by = at, actor
    event = Event(Tag.GRACE_ENDED, actor, grace, at, duties=tuple(sorted(found.duties)))
    position = writer.record(event).position
    if is_own:
        codes.put(found, position)
    found.save(update_fields=["ended_at", "ended_by", *codes.STORED])
    return found
