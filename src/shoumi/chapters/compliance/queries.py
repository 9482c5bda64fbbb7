"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.base.registry import Holding
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import SCOPE_OF, Scope, State
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


def latest(deal: Ref, scope: Scope) -> Assessment | None:
    """The assessment that counts: the newest, whatever its state."""
    return Assessment.objects.filter(deal=deal, scope=scope).order_by("-number").first()


def facts(question: Question) -> Mapping[Fact, object]:
    scope = SCOPE_OF.get(question.purpose)
    found = latest(question.deal, scope) if scope else None
    if found is None or found.state != State.APPROVED:
        return {}
    return {Fact.PIPIA_UNTIL: found.until}


def due_diligence(deal: Ref, at: datetime) -> Holding:
    """Condition ``pipia.approved``."""
    return _holding(latest(deal, Scope.DUE_DILIGENCE), at)


def transfer(deal: Ref, at: datetime) -> Holding:
    """Condition ``pipia.transfer``."""
    return _holding(latest(deal, Scope.TRANSFER), at)


def _holding(found: Assessment | None, at: datetime) -> Holding:
    if found is None or found.state == State.DRAFT:
        return Holding(ControlState.FAIL, reason="pipia.not_approved")
    if found.state == State.STALE or found.until is None or found.until <= at:
        return Holding(ControlState.STALE, position=found.position, reason="pipia.stale")
    return Holding(ControlState.PASS, position=found.position, until=found.until)


def check(at: datetime) -> Holding:
    """Demand 7.3: no deal rests on an assessment that is stale."""
    approved = Assessment.objects.filter(state=State.APPROVED).order_by("until")
    first = approved.first()
    if first is None:
        return Holding(ControlState.NOT_APPLICABLE, reason="pipia.none_yet")
    return _holding(first, at)
