"""Which graces are in force, and what they let pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from shoumi.base.attestations.models import Grace
from shoumi.base.registry import Holding
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.handbook import graces, no_grace
from shoumi.core.terms import ControlState

CHECK_FAILED = "control.check_failed"
# A row that was forged, and a check that broke: nobody can say what stands open meanwhile.
_NEVER = frozenset({NotAuthentic.code, CHECK_FAILED})
_LAPSED = frozenset({ControlState.FAIL, ControlState.STALE})


def may_have_one(duty: str, held: Holding) -> bool:
    """Whether what is wrong with a demand can be put off at all: it was checked or stated and
    lapsed, by nobody's hand, and the handbook does not say that it may have none."""
    return held.state in _LAPSED and held.reason not in _NEVER and no_grace(duty) is None


def running(at: datetime) -> list[Grace]:
    """Those in force at ``at`` or granted later, which nobody ended or forged."""
    return verification.authentic(Grace.objects.filter(until__gt=at, ended_at=None).order_by("ref"))


def in_force(at: datetime) -> list[Grace]:
    """Those in force, the first to end first."""
    return sorted(_at(running(at), at), key=lambda one: (one.until, one.ref))


def edges(found: Iterable[Grace]) -> list[datetime]:
    """When what they let pass turns."""
    return [moment for one in found for moment in (one.granted_at, one.until)]


def applied(duty: str, held: Holding, known: Sequence[Grace], at: datetime) -> Holding:
    """``held`` with the end of its grace, where one of ``known`` is for exactly this lapse."""
    if held.holds or not known or not may_have_one(duty, held):
        return held
    ends = [one.until for one in _at(known, at) if one.duties.get(duty) == held.reason]
    return replace(held, grace=max(ends)) if ends else held


def had_lately(at: datetime) -> dict[str, datetime]:
    """Demands that had a grace so lately that they may have no other -> from when they may.

    Raises:
        NotAuthentic: one was changed, put back or deleted, so nobody knows.
    """
    since = at - graces.again_after()
    found: dict[str, datetime] = {}
    if verification.deleted(Grace):
        raise NotAuthentic(what=Grace._meta.db_table)
    for one in verification.require(Grace.objects.order_by("granted_at")):
        if one.granted_at > since:
            found |= dict.fromkeys(one.duties, one.granted_at + graces.again_after())
    return found


def _at(known: Iterable[Grace], at: datetime) -> list[Grace]:
    return [one for one in known if one.granted_at <= at < one.ends_at]
