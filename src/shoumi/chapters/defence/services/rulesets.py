"""Draft, approve, review and end what the host's firewall lets in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import RuleSet
from shoumi.chapters.defence.queries.firewall import NoSuchRuleSet
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.services.errors import (
    AlreadyEnded,
    BadOpening,
    NotDrafted,
    NotInForce,
    SamePerson,
)
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

DRAFTERS = (Role.OPS, Role.SEC)
APPROVERS = (Role.SEC, Role.OPS, Role.DPO)
REVIEWERS = (Role.SEC, Role.OPS)
ENDERS = (Role.HEAD,)
_DUTIES = ("12.1",)


@transaction.atomic
def draft(*, openings: str, is_routing: bool, actor: Ref, at: datetime) -> RuleSet:
    """Write what is to be let in: one opening a line.

    Raises:
        NotPermitted: the actor is neither of operations nor the security officer.
        BadOpening
    """
    accounts.require(actor, at, *DRAFTERS)
    try:
        found = firewall.openings(openings)
    except firewall.BadLine as bad:
        raise BadOpening(line=bad.line, fault=bad.fault) from None
    made = RuleSet(
        ref=Ref.new("ruleset"),
        number=next_number(RuleSet),
        opened=[
            {
                "port": one.port,
                "protocol": one.protocol.value,
                "source": one.source,
                "why": one.why,
            }
            for one in found
        ],
        is_routing=is_routing,
        drafted_by=actor,
        drafted_at=at,
    )
    facts: dict[str, Value] = {"number": made.number, "openings": len(found)}
    event = Event(Tag.DRAFTED, actor, Ref(made.ref), at, {**facts, **_content(made)}, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


@transaction.atomic
def approve(*, ruleset: Ref, actor: Ref, at: datetime) -> RuleSet:
    """Somebody other than who drafted it agrees; from when the host has it, it is in force.

    Raises:
        NotPermitted, NoSuchRuleSet, NotAuthentic
        SamePerson, NotDrafted
    """
    accounts.require(actor, at, *APPROVERS)
    found = held(ruleset)
    if found.approved_at is not None or found.ended_at is not None:
        raise NotDrafted
    if found.drafted_by == actor:
        raise SamePerson
    found.approved_by, found.approved_at = actor, at
    found.reviewed_by, found.reviewed_at = actor, at
    facts: dict[str, Value] = {"number": found.number, **_content(found)}
    _record(found, Event(Tag.APPROVED, actor, ruleset, at, facts, _DUTIES))
    return found


@transaction.atomic
def review(*, ruleset: Ref, actor: Ref, at: datetime) -> RuleSet:
    """Say that each opening was looked at and is still needed.

    Raises:
        NotPermitted, NoSuchRuleSet, NotAuthentic
        NotInForce
    """
    accounts.require(actor, at, *REVIEWERS)
    found = held(ruleset)
    if found.applied_at is None or found.ended_at is not None:
        raise NotInForce
    found.reviewed_by, found.reviewed_at = actor, at
    facts: dict[str, Value] = {"number": found.number, "openings": len(found.opened)}
    _record(found, Event(Tag.REVIEWED, actor, ruleset, at, facts, _DUTIES))
    return found


@transaction.atomic
def end(*, ruleset: Ref, actor: Ref, at: datetime) -> RuleSet:
    """The host is not held against it any more; where it was in force, the security officer has to
    state what stands before the host instead.

    Raises:
        NotPermitted: the actor is not the head.
        NoSuchRuleSet, NotAuthentic
        AlreadyEnded
    """
    accounts.require(actor, at, *ENDERS)
    found = held(ruleset)
    if found.ended_at is not None:
        raise AlreadyEnded
    _end(found, actor, at, is_replaced=False)
    return found


def begin(found: RuleSet, at: datetime) -> None:
    """The host has it; what was in force before is over.  Inside the caller's transaction."""
    for other in RuleSet.objects.select_for_update().filter(
        ended_at=None, approved_at__isnull=False, number__lt=found.number
    ):
        _end(other, SYSTEM, at, is_replaced=True)
    found.applied_at = at
    facts: dict[str, Value] = {"number": found.number}
    _record(found, Event(Tag.APPLIED, SYSTEM, Ref(found.ref), at, facts, _DUTIES))


def held(ruleset: Ref) -> RuleSet:
    """Locked, and as the house left it.

    Raises:
        NoSuchRuleSet, NotAuthentic
    """
    found = RuleSet.objects.select_for_update().filter(ref=ruleset).first()
    if found is None:
        raise NoSuchRuleSet(ruleset=ruleset)
    verification.require([found])
    return found


def _end(found: RuleSet, actor: Ref, at: datetime, *, is_replaced: bool) -> None:
    found.ended_by, found.ended_at = actor, at
    facts: dict[str, Value] = {"number": found.number, "replaced": is_replaced}
    _record(found, Event(Tag.ENDED, actor, Ref(found.ref), at, facts, _DUTIES))


def _record(found: RuleSet, event: Event) -> None:
    codes.put(found, writer.record(event).position)
    found.save()


def _content(one: RuleSet) -> dict[str, Value]:
    return {"content": Digest(firewall.digest(one.openings, is_routing=one.is_routing))}
