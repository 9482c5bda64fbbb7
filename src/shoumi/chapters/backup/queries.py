"""Reads; what counts as a copy, and the live checks.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import connections
from django.db.models import Max, Q

from shoumi.base.clock import home
from shoumi.base.copies import addresses
from shoumi.base.copies.places import Deletion, Kind
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.backup import drill_records, rules
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.models import Drill, Recipient, Run, Target, Verification
from shoumi.chapters.backup.rules import Lack, Medium, Standing
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


class NoSuchTarget(Missing):
    code = "backup.no_such_target"


class NoTargetYet(Missing):
    """There is no place yet to copy to."""

    code = "backup.no_target"


class NoSuchRecipient(Missing):
    code = "backup.no_such_recipient"


class NoSuchDrill(Missing):
    """There is none, or it broke off and has no certificate."""

    code = "backup.no_such_drill"


@dataclass(frozen=True, slots=True)
class Seen:
    """A target with what is known of it and why its copies do not count."""

    target: Target
    standing: Standing
    lacks: tuple[Lack, ...]
    run: Run | None
    verification: Verification | None

    @property
    def counts(self) -> bool:
        return not self.lacks


def target(ref: Ref) -> Target:
    """
    Raises:
        NoSuchTarget: there is none, or it was ended.
    """
    found = Target.objects.filter(ref=ref, ended_at=None).first()
    if found is None:
        raise NoSuchTarget(target=ref)
    return found


def recipient(ref: Ref) -> Recipient:
    """
    Raises:
        NoSuchRecipient: there is none, or it was ended.
    """
    found = Recipient.objects.filter(ref=ref, ended_at=None).first()
    if found is None:
        raise NoSuchRecipient(recipient=ref)
    return found


@shared
def targets() -> list[Target]:
    """
    Raises:
        NotAuthentic: one was changed or put back, or one is gone, from outside.
    """
    return _living(Target)


@shared
def recipients() -> list[Recipient]:
    """
    Raises:
        NotAuthentic: somebody else's key may have been slipped in.
    """
    return _living(Recipient)


Row = TypeVar("Row", Target, Recipient)
OfTarget = TypeVar("OfTarget", Run, Verification)


_ENDS = {Target: Tag.TARGET_ENDED, Recipient: Tag.RECIPIENT_ENDED}


def _living(table: type[Row]) -> list[Row]:
    found = verification.all_of(table)
    # What was altered and then ended by the house stays altered; the ledger says that it is over.
    false = {one.ref for one in found.false}
    over = latest_entries.newest([_ENDS[table]], false) if false else {}
    if false - over.keys() or verification.deleted(table):
        raise NotAuthentic(what=table._meta.db_table)
    return [one for one in found.rows if one.ended_at is None]


def was_any_ended() -> bool:
    """Whether there was a place that is not copied to any more: what lies there was not taken
    away by the house."""
    return Target.objects.exclude(ended_at=None).exists()


def is_deletable(target: Ref) -> bool:
    """Whether the house may delete there, as the newest look that tried found; where none tried
    yet it may."""
    looks = Verification.objects.filter(target=target).exclude(deletion="")
    last = looks.order_by("-position").first()
    return last is None or last.deletion != Deletion.REFUSED


def is_set_up() -> bool:
    """Whether somebody ever named a key or a place."""
    return Target.objects.exists() or Recipient.objects.exists()


def is_kept_here() -> bool:
    """Whether copies of this home are this program's business: a demo home has nothing to lose,
    and may state it."""
    return home.path().exists() and home.kind() is home.Kind.REAL


@shared
def seen(at: datetime) -> list[Seen]:
    """Every target, in the order in which they were added.

    Raises:
        NotAuthentic
    """
    found = targets()
    runs = _newest(Run, found)
    looks = _newest(Verification, found)
    whole = [look.position for look in looks.values() if not look.fault]
    facts = {one.position: one.line().facts for one in reader.some(whole)} if whole else {}
    told = []
    for one in found:
        run, look = runs.get(one.ref), looks.get(one.ref)
        standing = _standing(one, run, look, facts.get(look.position, {}) if look else {})
        told.append(Seen(one, standing, rules.lacks(standing, at), run, look))
    return told


def _newest(table: type[OfTarget], of: Sequence[Target]) -> dict[str, OfTarget]:
    """The newest row of each target.

    A look that found damage may not hide behind another target, so all are judged that came after
    the newest of whichever target; an older run in the place of the newest only shuts.

    Raises:
        NotAuthentic
    """
    if table is Verification and verification.deleted(Verification):
        raise NotAuthentic(what=Verification._meta.db_table)
    if table.objects.exclude(target__in=Target.objects.values("ref")).exists():
        raise NotAuthentic(what=table._meta.db_table)  # it would hide behind another name
    named = table.objects.filter(target__in=[one.ref for one in of])
    told = named.values("target").annotate(newest=Max("position"))
    newest = dict(told.values_list("target", "newest"))
    places = Q(position__in=newest.values())
    if newest and table is Verification:
        places = Q(position__gte=min(newest.values()))
    rows = verification.require(table.objects.filter(places))
    return {row.target: row for row in rows if row.position == newest.get(row.target)}


def _standing(
    one: Target, run: Run | None, look: Verification | None, facts: Mapping[str, Any]
) -> Standing:
    """``facts``  what the ledger says of the look, where it found all whole"""
    return Standing(
        medium=Medium(one.medium),
        is_elsewhere=one.is_elsewhere,
        is_in_china=one.is_in_china,
        is_separate=one.is_separate,
        stated_at=one.stated_at,
        same_place=addresses.is_beside(Kind(one.kind), one.address, settings.SHOUMI_HOME),
        copied_at=run.sentinel_at if run else None,
        verified_at=look.verified_at if look else None,
        is_whole=bool(look and not look.fault),
        keys_for=timedelta(seconds=look.keys_seconds) if look else timedelta(),
        deletion=Deletion(look.deletion) if look and look.deletion else None,
        taken_early=int(facts.get("early", 0)),
    )


def check_policy(at: datetime) -> Holding:
    """Demand 13.1: copies are made on time, three of them, on two media, one elsewhere."""
    return _holding(at, rules.policy_lacks)


def check_places(at: datetime) -> Holding:
    """Demand 13.3: they lie where nobody reads, deletes or loses them with the home."""
    return _holding(at, rules.place_lacks)


def drill(ref: Ref) -> Drill:
    """
    Raises:
        NoSuchDrill
    """
    found = Drill.objects.filter(ref=ref).exclude(document="").first()
    if found is None:
        raise NoSuchDrill
    return found


def newest_drill() -> Drill | None:
    """
    Raises:
        NotAuthentic: it was changed or put back from outside, or one is gone.
    """
    if verification.deleted(Drill):
        raise NotAuthentic(what=Drill._meta.db_table)
    found = verification.require(Drill.objects.order_by("-position")[:1])
    return found[0] if found else None


def check_recovery(at: datetime) -> Holding:
    """Demand 13.2: a copy was put back and proved within the quarter."""
    if not is_kept_here():
        return Holding(ControlState.NOT_BUILT)
    try:
        last = newest_drill()
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    tested_at, passed = (last.tested_at, last.passed) if last else (None, False)
    until = rules.next_drill(tested_at) if tested_at else None
    rehearsed_at = drill_records.rehearsed()
    is_of_nobody = bool(last and not last.living) and subjects.is_anybody_held()
    if why := rules.recovery_lacks(tested_at, passed, at, is_of_nobody=is_of_nobody):
        return Holding(ControlState.FAIL, reason=why, until=until)
    position = last.position if last else None
    turns = rules.next_rehearsal(rehearsed_at) if rehearsed_at else None
    turns = min((one for one in (turns, until) if one and one > at), default=None)
    if missing := rules.recovery_missing(drill_records.plan() is not None, rehearsed_at, at):
        return Holding(ControlState.PARTIAL, position, until, missing, turns=turns)
    return Holding(ControlState.PASS, position, until, turns=turns)


def _holding(at: datetime, lacking: Callable[[Sequence[Standing], int, datetime], str]) -> Holding:
    if not is_kept_here():
        return Holding(ControlState.NOT_BUILT)
    try:
        known, openers = seen(at), len(recipients())
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    standings = [one.standing for one in known]
    turns = rules.turns(standings, at)
    if why := lacking(standings, openers, at):
        return Holding(ControlState.FAIL, reason=why, turns=turns)
    newest = max(one.run.position for one in known if one.run is not None)
    if _may_be_beside_a_server(known):
        missing = rules.SERVER_DISK
        return Holding(ControlState.PARTIAL, position=newest, turns=turns, reason=missing)
    return Holding(ControlState.PASS, position=newest, turns=turns)


def _may_be_beside_a_server(known: Sequence[Seen]) -> bool:
    """Whether a folder counts that may be on the disk of the database server: which one that is
    nobody tells us."""
    is_server = connections["default"].vendor != "sqlite"
    return is_server and any(one.target.kind == Kind.FOLDER for one in known)


def loss(at: datetime) -> timedelta | None:
    """What would be lost now; None where there is no copy to rely on.

    Raises:
        NotAuthentic
    """
    return rules.loss([one.standing for one in seen(at)], at)


def worst_loss(at: datetime, within: timedelta = timedelta(hours=24)) -> timedelta | None:
    """The most that would have been lost at any moment of the last day, by the copies that are
    relied on now; None where none of them was made in it.

    Raises:
        NotAuthentic
    """
    since = at - within
    relied = [one.target.ref for one in seen(at) if rules.is_relied_on(one.standing)]
    made = Run.objects.filter(target__in=relied)
    moments: list[datetime] = list(
        made.filter(sentinel_at__gte=since)
        .order_by("sentinel_at")
        .values_list("sentinel_at", flat=True)
    )
    if not moments:
        return None
    before = made.filter(sentinel_at__lt=since).aggregate(last=Max("sentinel_at"))["last"]
    edges = [*([before] if before else []), *moments, at]
    gaps: list[timedelta] = [
        later - earlier for earlier, later in zip(edges, edges[1:], strict=False)
    ]
    return max(gaps)


def line(one: Seen) -> dict[str, Any]:
    """A target as a command and an operation tell it."""
    return {
        "ref": one.target.ref,
        "name": one.target.name,
        "kind": one.target.kind,
        "medium": one.target.medium,
        "number": one.run.number if one.run else None,
        "copied_at": one.standing.copied_at,
        "verified_at": one.standing.verified_at,
        "lacks": [lack.value for lack in one.lacks],
        "failure": one.target.failure,
    }
