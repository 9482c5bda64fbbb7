"""Reads of the watch and its cases, and the live check of demand 12.2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from shoumi.base.accounts.models import Person
from shoumi.base.handover import record_counts
from shoumi.base.handover.record_counts import Reads
from shoumi.base.ledger import reader
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.models import SecurityCase, Watch
from shoumi.chapters.defence.queries import canaries, customer_canaries, sensors
from shoumi.chapters.defence.rules import detection
from shoumi.chapters.defence.rules.detection import CaseState, Verdict
from shoumi.core.errors import Missing
from shoumi.core.record_thresholds import RecordKind
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


class NoSuchCase(Missing):
    """There is none, or it is about who asks."""

    code = "detection.no_case"


@shared
def watch() -> Watch | None:
    """The watch that runs.

    Raises:
        NotAuthentic: it was changed or put back, or is gone, from outside.
    """
    found = verification.all_of(Watch)
    if found.false or verification.deleted(Watch):
        raise NotAuthentic(what=Watch._meta.db_table)
    return next((one for one in found.rows if one.ended_at is None), None)


def cases_of(reader_: Ref) -> QuerySet[SecurityCase]:
    """Those that are not about who reads, the newest first."""
    return SecurityCase.objects.exclude(who=reader_).order_by("-number")


def case_of(case: Ref, reader_: Ref) -> SecurityCase:
    """
    Raises:
        NoSuchCase
    """
    found = cases_of(reader_).filter(ref=case).first()
    if found is None:
        raise NoSuchCase(case=case)
    return found


def state(one: SecurityCase) -> CaseState:
    return detection.case_state(one.taken_at, one.closed_at)


def in_state(wanted: CaseState, at: datetime) -> Q:
    match wanted:
        case CaseState.OPEN:
            return Q(taken_at=None, closed_at=None)
        case CaseState.TAKEN:
            return Q(taken_at__isnull=False, closed_at=None)
    return Q(closed_at__isnull=False)


@shared
def waiting() -> list[SecurityCase]:
    """Those that nobody took, the oldest first.

    Raises:
        NotAuthentic
    """
    found = verification.all_of(SecurityCase)
    if found.false or verification.deleted(SecurityCase):
        raise NotAuthentic(what=SecurityCase._meta.db_table)
    return [one for one in found.rows if one.taken_at is None]


def reads_of(one: SecurityCase) -> Reads | None:
    """What whoever a case is about opened from its first entry on, until it was closed; None where
    it is about nobody of the house."""
    if not Person.objects.filter(ref=one.who).exists():
        return None
    last = reader.first_from(one.closed_at) if one.closed_at else reader.size()
    return Reads(one.first, last, person=Ref(one.who))


def records(cases: Iterable[SecurityCase]) -> Mapping[RecordKind, int]:
    """Of how many people records were opened in those cases, by kind; of false alarms none."""
    found = [reads_of(one) for one in cases if one.verdict != Verdict.FALSE_ALARM]
    return record_counts.count(one for one in found if one is not None)


def check_detection(at: datetime) -> Holding:
    """Demand 12.2: the ledger and each sensor that is on are watched, what was found was taken in
    time, and the log reaches back to its beginning.

    A home that never switched the watch on states what watches instead.
    """
    try:
        running = watch()
        if running is None:
            return Holding(ControlState.NOT_BUILT)
        waits = waiting()
        heard = min((one.read_at for one in sensors.running()), default=at)
        # Where one is altered nobody knows what it was touched by.
        canaries.everything()
        customer_canaries.everything()
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    position, within = running.entry_position, detection.to_take_within()
    turns = min((one.opened_at + within for one in waits), default=None)
    if turns is not None and at >= turns:
        return Holding(ControlState.FAIL, position, reason="detection.case_waits")
    if not _reaches_back():
        return Holding(ControlState.FAIL, position, reason="detection.log_cut")
    if at - running.read_at > detection.FRESH:
        return Holding(ControlState.STALE, position, reason="detection.not_running")
    if at - heard > detection.FRESH:
        return Holding(ControlState.STALE, position, reason="sensor.silent")
    # That it, or a sensor, does not run any more is foreseen once it seems so.
    last = min(running.read_at, heard)
    if at - last >= detection.FRESH / 2:
        old = last + detection.FRESH
        turns = min(turns, old) if turns else old
    return Holding(ControlState.PASS, position, turns=turns)


def _reaches_back() -> bool:
    """Nothing is ever taken from the ledger, so it is kept for longer than six months where its
    first entry is there."""
    return next(reader.entries(0), None) is not None and reader.entry(0).position == 0
