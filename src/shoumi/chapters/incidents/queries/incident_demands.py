"""What demands 9.2, 9.3 and 20.2 say: incidents that are open or late, closed ones without an
answer, and when the last drill was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.row_authentication import verification
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import (
    Breach,
    BreachNotice,
    Exposure,
    Liability,
    Lowering,
    NoticeLetters,
    PlanChange,
)
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules import incidents as rules
from shoumi.chapters.incidents.rules.incidents import Clock
from shoumi.chapters.incidents.rules.words import Milestone
from shoumi.core.incident_clock import Level
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

OPEN, LATE, UNTOLD = "incidents.open_then", "incidents.late_then", "incidents.untold_then"
# What an incident cannot have been closed without.
_OWED = frozenset({Milestone.CONTAINED, Milestone.AUTHORITY_TOLD, Milestone.PERSONS_TOLD})


def has_incident() -> bool:
    """Whether anything was ever reported here that was no drill.  The ledger says so."""
    return any(not one["drill"] for one in _facts(Tag.REPORTED))


def has_drill() -> bool:
    """Whether a drill ever came to its end here."""
    return any(one["drill"] for one in _facts(Tag.CLOSED))


def _facts(tag: Tag) -> list[Mapping[str, Any]]:
    found = latest_entries.all_of([tag])
    return [one.line().facts for one in reader.some(found)] if found else []


def _with_clocks() -> Iterator[tuple[Breach, Sequence[Clock]]]:
    """Each real incident, whole.

    Raises:
        NotAuthentic
    """
    told: dict[str, list[BreachNotice]] = defaultdict(list)
    asked: dict[str, list[Liability]] = defaultdict(list)
    sent: dict[str, list[NoticeLetters]] = defaultdict(list)
    for notice in verification.require_all(BreachNotice):
        told[notice.breach].append(notice)
    for letters in verification.require_all(NoticeLetters):
        sent[letters.breach].append(letters)
    for liability in verification.require_all(Liability):
        asked[liability.breach].append(liability)
    for table in (Lowering, Exposure):
        verification.require_all(table)  # what a grade rests on was not deleted
    for one in verification.require_all(Breach):
        if not one.is_drill:
            own = told[one.ref], asked[one.ref], sent[one.ref]
            yield one, rules.clocks(courses.course_of(one, *own))


def responded(at: datetime) -> Holding:
    """Demand 9.2: nothing grave is open or late.  It shuts the deals it touches; of a leak that
    touches none that is known, every deal."""
    failed: list[tuple[str, frozenset[Ref]]] = []
    turns: list[datetime] = []
    for one, clocks in _with_clocks():
        if reason := _wrong(one, clocks, at):
            failed.append((reason, frozenset(map(Ref, one.deals))))
        turns += [clock.due for clock in clocks if clock.due and clock.due > at]
    turn = min(turns, default=None)
    if not failed:
        return Holding(ControlState.PASS, turns=turn)
    touched = [deals for _, deals in failed]
    of = frozenset[Ref]().union(*touched) if all(touched) else frozenset[Ref]()
    return Holding(ControlState.FAIL, reason=failed[0][0], deals=of, turns=turn)


def _wrong(one: Breach, clocks: Sequence[Clock], at: datetime) -> str:
    """A code of why it shuts something, or nothing."""
    grade = courses.grade_of(one)
    if one.closed_at is not None:
        if any(clock.done_at is None and clock.what in _OWED for clock in clocks):
            return UNTOLD
        return LATE if rules.late_of(clocks, at) else ""
    if not rules.stops_deals(grade) and grade.level is Level.GENERAL:
        return ""
    if rules.late_of(clocks, at):
        return LATE
    return OPEN if one.deals or grade.is_leak else ""


def settled(at: datetime) -> Holding:
    """Demand 9.3: whatever was closed has its cause, and whoever may answer for it was heard and
    judged by another."""
    asked: dict[str, list[Liability]] = defaultdict(list)
    for liability in verification.require_all(Liability):
        asked[liability.breach].append(liability)
    for one in verification.require_all(Breach):
        if one.is_drill or one.closed_at is None:
            continue
        if one.cause_at is None:
            return Holding(ControlState.FAIL, reason="incidents.no_cause_then")
        found = asked[one.ref]
        if not found or not all(_is_fair(each) for each in found):
            return Holding(ControlState.FAIL, reason="incidents.unheard_then")
    return Holding(ControlState.PASS)


def _is_fair(one: Liability) -> bool:
    if one.decided_at is None or one.decided_by in (one.told_by_whom, one.person):
        return False
    is_over = one.reply_until is None or one.decided_at >= one.reply_until
    return is_over or one.replied_at is not None


def drilled(at: datetime) -> Holding:
    """Demand 20.2: a drill came to its end within the year, none was left open, and all that was
    missed is decided."""
    drills = [one for one in verification.require_all(Breach) if one.is_drill]
    ended = [(one.closed_at, one.entry_position) for one in drills if one.closed_at is not None]
    if not ended:
        return Holding(ControlState.FAIL, reason="incidents.no_drill_then")
    closed, position = max(ended)
    until = rules.drill_due(closed)
    if until <= at:
        return Holding(ControlState.FAIL, reason="incidents.drill_old_then")
    begun = [one.found_at for one in drills if one.closed_at is None]
    left = min(begun, default=at) + rules.DRILL_ENDS
    if left <= at:
        return Holding(ControlState.FAIL, reason="incidents.drill_left_then")
    turns = min(until, left)
    missed = [
        one for one in verification.require_all(PlanChange) if one.missed and one.decided_at is None
    ]
    if missed:
        return Holding(ControlState.FAIL, reason="incidents.drill_undecided_then", turns=turns)
    return Holding(ControlState.PASS, position=position, until=until, turns=turns)
