"""Reads of rule sets and of the host, and the live check of demand 12.1."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.rules.firewall import Seen, State
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

_REASONS = {
    Seen.CHANGED: "firewall.changed",
    Seen.ABSENT: "firewall.absent",
    Seen.UNREADABLE: "firewall.unreadable",
}


class NoSuchRuleSet(Missing):
    code = "firewall.no_such"


def get(ruleset: Ref) -> RuleSet:
    """
    Raises:
        NoSuchRuleSet
    """
    found = RuleSet.objects.filter(ref=ruleset).first()
    if found is None:
        raise NoSuchRuleSet(ruleset=ruleset)
    return found


def listed() -> QuerySet[RuleSet]:
    return RuleSet.objects.order_by("-number")


def state(one: RuleSet) -> State:
    if one.ended_at is not None:
        return State.ENDED
    if one.applied_at is not None:
        return State.IN_FORCE
    return State.DRAFT if one.approved_at is None else State.APPROVED


@shared
def living() -> list[RuleSet]:
    """Those that are not ended, the oldest first.

    Raises:
        NotAuthentic: one was changed or put back, or one is gone, from outside.
    """
    found = verification.all_of(RuleSet)
    if found.false or verification.deleted(RuleSet):
        raise NotAuthentic(what=RuleSet._meta.db_table)
    return [one for one in found.rows if one.ended_at is None]


def in_force() -> RuleSet | None:
    """The one that the host was seen to have, and is to have.

    Raises:
        NotAuthentic
    """
    return next((one for one in reversed(living()) if one.applied_at is not None), None)


def approved() -> RuleSet | None:
    """One that is to be applied: from when the host has it, it takes the place of the other.

    Raises:
        NotAuthentic
    """
    waiting = [one for one in living() if one.approved_at and not one.applied_at]
    return waiting[-1] if waiting else None


def reading(ruleset: Ref) -> HostReading | None:
    """
    Raises:
        NotAuthentic
    """
    if verification.deleted(HostReading):
        raise NotAuthentic(what=HostReading._meta.db_table)
    rows = verification.require(HostReading.objects.filter(ruleset=ruleset))
    return rows[0] if rows else None


def check_firewall(at: datetime) -> Holding:
    """Demand 12.1: the host lets in what was approved and nothing else, and somebody reviewed that
    within six months.

    A home whose firewall is elsewhere has no rule set in force here, and states it.
    """
    try:
        one = in_force()
        if one is None:
            return Holding(ControlState.NOT_BUILT)
        found = reading(Ref(one.ref))
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    until = firewall.next_review(one.reviewed_at or one.drafted_at)
    if at >= until:
        return Holding(ControlState.FAIL, one.entry_position, reason="firewall.review_overdue")
    if found is None:
        return Holding(ControlState.FAIL, one.entry_position, reason="firewall.unread")
    if reason := _REASONS.get(Seen(found.seen), ""):
        return Holding(ControlState.FAIL, found.position, reason=reason)
    if at - found.read_at > firewall.FRESH:
        return Holding(ControlState.STALE, found.position, reason="firewall.reading_old")
    # That a reading grows old is foreseen once it does: while it is made, nothing lapses.
    is_aging = at - found.read_at >= firewall.FRESH / 2
    turns = min(until, found.read_at + firewall.FRESH) if is_aging else until
    return Holding(ControlState.PASS, found.position, until, turns=turns)
