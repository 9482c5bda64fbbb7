"""The check of a month: seed committed, sample drawn, looked at one by one, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from secrets import token_bytes

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import reader, writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.vault import secrets
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import Sample, StaffCheck
from shoumi.chapters.conduct.queries import accesses
from shoumi.chapters.conduct.queries import checks as reads
from shoumi.chapters.conduct.rules import draw as drawing
from shoumi.chapters.conduct.rules import months
from shoumi.chapters.conduct.rules.accesses import Kind
from shoumi.chapters.conduct.rules.words import GROUNDS, Finding, Ground
from shoumi.chapters.conduct.services.errors import (
    AlreadyCommitted,
    AlreadyDrawn,
    AlreadyJudged,
    GroundUnfit,
    IsChecked,
    MonthRuns,
    NobodyElse,
    NoChecker,
    NotAllJudged,
    NotDrawn,
    NotYours,
    OwnAccess,
)
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

CLOSERS = (Role.SUP, Role.DPO, Role.HEAD)
_DUTIES = ("4.2",)


def commit(*, actor: Ref, at: datetime) -> StaffCheck:
    """Commit to the seeds of this month and the next, where that was not done, and of each month
    since the house began that nobody committed to: it is drawn whole; the last of them.

    Raises:
        NotAuthentic
        NotPermitted: the actor is neither of the supervisory body nor the protection officer.
        AlreadyCommitted
    """
    accounts.require(actor, at, *queries.CHECKERS)
    now = months.month_of(at)
    since = reads.begun_in() if queries.is_begun() else now
    made = [_committed(month, actor, at) for month in _lacking(min(since, now), at)]
    if not made:
        raise AlreadyCommitted
    return made[-1]


def commit_ahead(at: datetime) -> int:
    """To this month and the next by the house itself each day, once it has begun; how many were
    new.  Months that were left are somebody's to look at, and to decide when."""
    if not StaffCheck.objects.exists() and not queries.is_begun():
        return 0
    return len([_committed(month, SYSTEM, at) for month in _lacking(months.month_of(at), at)])


def _lacking(since: date, at: datetime) -> Iterator[date]:
    month, last = since, months.following(months.month_of(at))
    there = set(StaffCheck.objects.filter(month__gte=since).values_list("month", flat=True))
    while month <= last:
        if month not in there:
            yield month
        month = months.following(month)


def _committed(month: date, actor: Ref, at: datetime) -> StaffCheck:
    seed, ref = token_bytes(drawing.SEED_BYTES), Ref.new("staffcheck")
    secrets.keep(ref, seed, at=at)
    told = Digest(drawing.commitment(seed))
    with transaction.atomic():
        made = StaffCheck(ref=ref, month=month, commitment=told.hex(), committed_at=at)
        facts: dict[str, Value] = {"month": month, "commitment": told}
        event = Event(Tag.COMMITTED, actor, ref, at, facts, _DUTIES)
        codes.put(made, writer.record(event).position)
        made.save(force_insert=True)
    return made


@transaction.atomic
def draw(*, check: Ref, actor: Ref, at: datetime) -> StaffCheck:
    """Draw the sample of a month that is over, say the seed, and ask people to look.

    Raises:
        NotPermitted, NoSuchCheck, NotAuthentic, NoKey
        AlreadyDrawn
        MonthRuns: it is not over.
        NobodyElse: an access has nobody but its maker to look at it.
    """
    accounts.require(actor, at, *queries.CHECKERS)
    writer.hold()
    found: StaffCheck = queries.held(StaffCheck, check)
    if found.drawn_at:
        raise AlreadyDrawn
    if at < months.ends(found.month):
        raise MonthRuns(month=found.month)
    since = found.entry_position or 0  # of the commitment: nothing else has told of it yet
    first, last = span(found.month, since)
    seed = secrets.read(check).reveal()
    every = accesses.drawable(accesses.entries(first, last))
    who = queries.checkers(at)
    chance = reads.how_many(every, since)
    sample = drawing.draw(seed, every, count=chance, checkers=who, since=since)
    try:
        by = drawing.assign(sample, who)
    except drawing.NobodyElse as error:
        raise NobodyElse(person=Ref(error.person)) from error
    found.seed, found.first, found.last, found.drawn_at = seed.hex(), first, last, at
    found.entries, found.chance, found.checkers = len(every), chance, who
    facts: dict[str, Value] = {
        "month": found.month,
        "seed": Digest(seed),
        "first": first,
        "last": last,
        "edition": accesses.EDITION,
        "entries": len(every),
        "chance": chance,
        "drawn": len(sample),
        "sample": Digest(drawing.digest(sample)),
    }
    event = Event(Tag.DRAWN, actor, check, at, facts, _DUTIES)
    position = writer.record(event, rows=[one.encode() for one in who]).position
    kinds = {one.position: one.kind for one in every}
    rows = [_row(found, one, kinds[one.position], by[one.position]) for one in sample]
    for row in rows:
        codes.put(row, position)
    Sample.objects.bulk_create(rows, batch_size=500)
    codes.put(found, position)
    found.save()
    return found


def _row(check: StaffCheck, one: drawing.Drawn, kind: Kind, checker: str) -> Sample:
    return Sample(
        ref=Ref.new("sample"),
        check_of=check.ref,
        position=one.position,
        person=one.person,
        kind=kind,
        why=one.why,
        checker=checker,
    )


def span(month: date, since: int) -> tuple[int, int]:
    """From which entry on and before which a month is drawn.  The first month that the house
    commits to begins with the commitment, or with the house where that came after the month; of
    any other nothing is left out."""
    last = reader.first_from(months.ends(month))
    first = reader.first_from(months.begins(month))
    if StaffCheck.objects.filter(month__lt=month).exists():
        return first, last
    is_late = since >= last and queries.is_begun()
    start = reads.begun_at() if is_late else since
    return max(first, start), last


@transaction.atomic
def judge(*, sample: Ref, finding: Finding, ground: Ground, actor: Ref, at: datetime) -> Sample:
    """
    Raises:
        NotPermitted, NoSuchSample, NotAuthentic
        OwnAccess: the actor made it.
        NotYours: another was asked.
        AlreadyJudged, GroundUnfit
    """
    accounts.require(actor, at, *queries.CHECKERS)
    found: Sample = queries.held(Sample, sample)
    if actor == found.person:
        raise OwnAccess
    if actor != found.checker:
        raise NotYours
    if found.judged_at:
        raise AlreadyJudged
    if ground not in GROUNDS[finding]:
        raise GroundUnfit
    found.finding, found.ground, found.judged_at = finding, ground, at
    facts: dict[str, Value] = {
        "check": Ref(found.check_of),
        "finding": finding,
        "ground": ground,
    }
    event = Event(Tag.JUDGED, actor, sample, at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


@transaction.atomic
def reassign(*, sample: Ref, checker: Ref, actor: Ref, at: datetime) -> Sample:
    """Have another look at it, where who was asked is away.

    Raises:
        NotPermitted, NoSuchSample, NotAuthentic, AlreadyJudged
        OwnAccess: who made it is asked, or asks.
        NoChecker: whoever is named checks nothing.
    """
    accounts.require(actor, at, *CLOSERS)
    found: Sample = queries.held(Sample, sample)
    if found.judged_at:
        raise AlreadyJudged
    if found.person in (actor, checker):
        raise OwnAccess
    if checker not in queries.checkers(at):
        raise NoChecker
    found.checker = checker
    facts: dict[str, Value] = {"check": Ref(found.check_of), "checker": checker}
    event = Event(Tag.REASSIGNED, actor, sample, at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


@transaction.atomic
def close(*, check: Ref, actor: Ref, at: datetime) -> StaffCheck:
    """
    Raises:
        NotPermitted, NoSuchCheck, NotAuthentic
        NotDrawn: there is nothing to close.
        NotAllJudged
        IsChecked: something of the actor's is in the sample.
    """
    accounts.require(actor, at, *CLOSERS)
    found: StaffCheck = queries.held(StaffCheck, check)
    if found.drawn_at is None or found.closed_at:
        raise NotDrawn
    rows = verification.require(queries.samples(found))
    if actor in {one.person for one in rows}:
        raise IsChecked
    if left := sum(one.judged_at is None for one in rows):
        raise NotAllJudged(count=left)
    found.closed_at, found.closed_by = at, actor
    facts: dict[str, Value] = {
        "month": found.month,
        "breaches": sum(one.finding == Finding.BREACH for one in rows),
    }
    event = Event(Tag.CHECKED, actor, check, at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found
