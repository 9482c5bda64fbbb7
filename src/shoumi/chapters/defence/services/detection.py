"""Switch the watch on, look at what is new in the ledger, handle what it found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations.lapse_notices import desk
from shoumi.base.handover import record_counts
from shoumi.base.ledger import reader, texts, writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.messages import names
from shoumi.base.outbox import rules as texts_of_staff
from shoumi.base.outbox import services as outbox
from shoumi.base.registry.incident_card import incident_desk
from shoumi.base.registry.incident_desk import IncidentReport, KnownIncident, Through
from shoumi.base.row_authentication import codes, verification
from shoumi.base.signin import sessions
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import SecurityCase, Watch
from shoumi.chapters.defence.queries import canaries
from shoumi.chapters.defence.queries import detection as queries
from shoumi.chapters.defence.queries.detection import NoSuchCase
from shoumi.chapters.defence.rules import detection
from shoumi.chapters.defence.rules.detection import CaseState, Code, Seen, Signal, Verdict
from shoumi.chapters.defence.services.errors import (
    AlreadyBegun,
    AlreadyTaken,
    NobodyToBlock,
    NoReason,
    NotBegun,
    NotTaken,
    NotYours,
)
from shoumi.core import record_thresholds
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

BEGINNERS = (Role.SEC,)
ENDERS = (Role.HEAD,)
HANDLERS = (Role.SEC, Role.OPS, Role.DPO)
BLOCKERS = (Role.SEC, Role.DPO)
_DUTIES = ("12.2",)
_PAGE_SEEN = "room.page_seen"
_SUBJECT = "入侵检测告警 {number} / Alert {number} of the watch"
_ACCOUNT = "入侵检测告警 {number}：{rule}，{count} 次；账本里的位置在告警页。"
_BODY = (
    "入侵检测开出告警 {number}，十五分钟内要有人接。请打开“入侵检测”页。\n\n"
    "The watch opened alert {number}; somebody takes it within fifteen minutes. Please open the"
    " page Detection.\n"
)


@transaction.atomic
def begin(*, actor: Ref, at: datetime) -> Watch:
    """From now on the ledger is watched, and 12.2 is checked instead of stated.

    Raises:
        NotPermitted, AlreadyBegun, NotAuthentic
    """
    accounts.require(actor, at, *BEGINNERS)
    if queries.watch() is not None:
        raise AlreadyBegun
    made = Watch(ref=Ref.new("watch"), begun_by=actor, begun_at=at, seen=reader.size(), read_at=at)
    codes.put(made, writer.record(Event(Tag.BEGUN, actor, Ref(made.ref), at, {}, _DUTIES)).position)
    made.save(force_insert=True)
    return made


@transaction.atomic
def end(*, actor: Ref, at: datetime) -> Watch:
    """Nothing is watched any more; the security officer has to state what watches instead.

    Raises:
        NotPermitted, NotBegun, NotAuthentic
    """
    accounts.require(actor, at, *ENDERS)
    found = queries.watch()
    if found is None:
        raise NotBegun
    found.ended_by, found.ended_at = actor, at
    codes.put(
        found, writer.record(Event(Tag.STOPPED, actor, Ref(found.ref), at, {}, _DUTIES)).position
    )
    found.save()
    return found


@transaction.atomic
def look(*, at: datetime) -> list[SecurityCase]:
    """Hold what is new in the ledger against every rule; the cases that were opened.

    Raises:
        NotAuthentic
    """
    known = queries.watch()
    if known is None:
        return []
    found = Watch.objects.select_for_update().get(pk=known.pk)
    if at < found.read_at:
        return []
    size = reader.size()
    made = []
    if size > found.seen:
        made = [_open(one, at) for one in _signals(found.seen)]
        made += [_open(one, at) for one in _near(found.seen, size, made)]
    found.seen, found.read_at = size, at
    codes.put(found, found.entry_position or 0)
    found.save()
    return made


def _signals(since: int) -> Iterator[Signal]:
    """Only rules of which there is something new look, each as far back as it counts."""
    fresh = [rule for rule in detection.rules() if next(reader.entries(since, tag=rule.tag), None)]
    if not fresh:
        return
    begins = reader.entry(since).line().at - max(rule.within for rule in fresh)
    start = reader.first_from(begins)
    tags = {rule.tag for rule in fresh}
    seen = sorted((one for tag in tags for one in _seen(start, tag)), key=lambda one: one.position)
    open_ = {(one.rule, one.who) for one in SecurityCase.objects.filter(closed_at=None)}
    for signal in detection.signals(seen, _told()):
        # One that goes on is in a case already; what was there before the watch began is past.
        if signal.last >= since and (signal.code, signal.who) not in open_:
            yield signal


def _near(since: int, size: int, made: list[SecurityCase]) -> Iterator[Signal]:
    """Of people whom an open case is about: who has opened so many records that a threshold of
    criminal law is near or reached.  Each is told once.

    ``since``  from which entry on is new: who opened nothing since is no nearer than before
    ``made``   cases of this very look
    """
    busy = {
        str(one.line().actor)
        for tag in record_counts.OPENED_BY
        for one in reader.entries(since, tag=str(tag))
    }
    told = set(SecurityCase.objects.values_list("rule", "who", "first"))
    known = SecurityCase.objects.filter(
        Q(who__in=busy) | Q(pk__in=[one.pk for one in made]), closed_at=None
    ).exclude(rule__in=detection.BY_COUNT.values())
    for one in known.order_by("number"):
        worst = record_thresholds.nearest(queries.records([one]))
        rule = detection.BY_COUNT.get(worst.nearness)
        if rule is not None and (rule, one.who, one.first) not in told:
            yield Signal(rule, one.who, one.first, size - 1, worst.count)


def _seen(start: int, tag: str) -> Iterator[Seen]:
    """
    Raises:
        NotAuthentic: a canary is not as the house left it.
    """
    marked = canaries.pages() if tag == _PAGE_SEEN else {}
    for one in reader.entries(start, tag=tag):
        line = one.line()
        facts: dict[str, object] = dict(line.facts)
        place = (str(line.about), facts.get("section"), facts.get("place"))
        if place in marked:
            since, until = marked[place]
            facts["canary"] = since <= line.at and (until is None or line.at < until)
        yield Seen(one.position, line.tag, str(line.actor), str(line.about), line.at, facts)


def _told() -> dict[tuple[Code, str], int]:
    """Up to which entry each rule and person was told of."""
    found = SecurityCase.objects.values_list("rule", "who").annotate(last=Max("last"))
    return {(Code(rule), who): last for rule, who, last in found}


def _open(signal: Signal, at: datetime) -> SecurityCase:
    number = next_number(SecurityCase)
    made = SecurityCase(
        ref=Ref.new("alert"),
        number=number,
        rule=signal.code,
        who=signal.who,
        first=signal.first,
        last=signal.last,
        count=signal.count,
        opened_at=at,
    )
    facts: dict[str, Value] = {
        "number": number,
        "rule": signal.code,
        "first": signal.first,
        "last": signal.last,
        "count": signal.count,
    }
    if signal.who:
        facts["who"] = Ref(signal.who)
    event = Event(Tag.OPENED, SYSTEM, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    outbox.queue(
        to=desk(Role.SEC),
        subject_line=_SUBJECT.format(number=number),
        body=_BODY.format(number=number),
        actor=SYSTEM,
        at=at,
        key=f"detection:{made.ref}",
    )
    return made


@transaction.atomic
def take(*, case: Ref, actor: Ref, at: datetime) -> SecurityCase:
    """Look into it.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic
        AlreadyTaken
    """
    accounts.require(actor, at, *HANDLERS)
    found = _held(case, actor)
    if found.taken_at is not None:
        raise AlreadyTaken
    found.owner, found.taken_at = actor, at
    return _record(found, Event(Tag.TAKEN, actor, case, at, {"number": found.number}, _DUTIES))


@transaction.atomic
def close(*, case: Ref, verdict: Verdict, reasons: str, actor: Ref, at: datetime) -> SecurityCase:
    """Say what it was, and on what that rests.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic
        NotTaken, NotYours, NoReason
        BodyUnfit, CarriesIdentifier: the reasons may not be kept.
    """
    accounts.require(actor, at, *HANDLERS)
    found = _held(case, actor)
    if detection.case_state(found.taken_at, found.closed_at) is not CaseState.TAKEN:
        raise NotTaken
    if found.owner != actor:
        raise NotYours
    if not reasons.strip():
        raise NoReason
    said = texts_of_staff.note(reasons)
    found.verdict, found.closed_by, found.closed_at = verdict, actor, at
    facts: dict[str, Value] = {"number": found.number, "verdict": verdict}
    event = Event(Tag.CLOSED, actor, case, at, facts, _DUTIES)
    codes.put(found, texts.record(event, said=said).position)
    found.save()
    return found


def block(*, case: Ref, actor: Ref, at: datetime) -> int:
    """End every session of whom the case is about; how many there were.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic
        NobodyToBlock
    """
    accounts.require(actor, at, *BLOCKERS)
    with transaction.atomic():
        found = _held(case, actor)
        if not Person.objects.filter(ref=found.who).exists():
            raise NobodyToBlock
        return sessions.lock_down(person=Ref(found.who), actor=actor, at=at)


@transaction.atomic
def report(*, case: Ref, words: str, actor: Ref, at: datetime) -> KnownIncident:
    """Take it in as an incident whose clocks run since the alert was opened.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic
        a refusal of whoever keeps incidents: it is one already.
    """
    accounts.require(actor, at, *HANDLERS)
    found = _held(case, actor)
    rule = names.pair(Code(found.rule))[0]
    account = _ACCOUNT.format(number=found.number, rule=rule, count=found.count)
    told = IncidentReport(
        case,
        Through.SENSOR,
        found.opened_at,
        f"{account}\n{words}".strip(),
        is_inside=Person.objects.filter(ref=found.who, kind=Kind.STAFF).exists(),
    )
    return incident_desk().report(told, actor, at)


def _held(case: Ref, actor: Ref) -> SecurityCase:
    """Nobody handles a case about himself or herself, or hears of it.

    Raises:
        NoSuchCase, NotAuthentic
    """
    found = SecurityCase.objects.select_for_update().filter(ref=case).first()
    if found is None or found.who == actor:
        raise NoSuchCase(case=case)
    verification.require([found])
    return found


def _record(found: SecurityCase, event: Event) -> SecurityCase:
    codes.put(found, writer.record(event).position)
    found.save()
    return found
