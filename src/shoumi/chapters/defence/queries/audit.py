"""Reads of the audit and its findings, and the live check of demand 12.3."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.models import Audit, AuditFinding
from shoumi.chapters.defence.rules import audit
from shoumi.chapters.defence.rules.audit import FindingState
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


class NoSuchFinding(Missing):
    code = "audit.no_finding"


def get(finding: Ref) -> AuditFinding:
    """
    Raises:
        NoSuchFinding
    """
    found = AuditFinding.objects.filter(ref=finding).first()
    if found is None:
        raise NoSuchFinding(finding=finding)
    return found


def listed() -> QuerySet[AuditFinding]:
    return AuditFinding.objects.order_by("-number")


def state(one: AuditFinding, at: datetime) -> FindingState:
    return audit.state(one.due_at, one.mended_at, one.excepted_until, at)


@shared
def running() -> Audit | None:
    """
    Raises:
        NotAuthentic: it was changed or put back, or is gone, from outside.
    """
    found = verification.all_of(Audit)
    if found.false or verification.deleted(Audit):
        raise NotAuthentic(what=Audit._meta.db_table)
    return next((one for one in found.rows if one.ended_at is None), None)


@shared
def unmended() -> list[AuditFinding]:
    """The oldest first.

    Raises:
        NotAuthentic
    """
    found = verification.all_of(AuditFinding)
    if found.false or verification.deleted(AuditFinding):
        raise NotAuthentic(what=AuditFinding._meta.db_table)
    return [one for one in found.rows if one.mended_at is None]


def check_audit(at: datetime) -> Holding:
    """Demand 12.3: the house looked at itself within hours, knows the advisories of the last week,
    and mended what it found in time.

    A home that never switched the audit on states who audits instead.
    """
    try:
        one = running()
        if one is None:
            return Holding(ControlState.NOT_BUILT)
        found = unmended()
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    position = one.entry_position
    late = [each for each in found if state(each, at) is FindingState.OVERDUE]
    if late:
        return Holding(ControlState.FAIL, late[0].entry_position, reason="audit.overdue")
    if one.as_of is None:
        return Holding(ControlState.FAIL, position, reason="audit.no_advisories")
    old = one.as_of + audit.ADVISORIES_FRESH
    if at >= old:
        return Holding(ControlState.STALE, position, reason="audit.advisories_old")
    if one.read_at is None or at - one.read_at > audit.FRESH:
        return Holding(ControlState.STALE, position, reason="audit.not_running")
    edges = [old, *(each.due_at for each in found), *(each.excepted_until for each in found)]
    turns = min(edge for edge in edges if edge and edge > at)
    return Holding(ControlState.PASS, position, old, turns=turns)
