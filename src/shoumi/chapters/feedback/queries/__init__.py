"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.db.models import Q, QuerySet

from shoumi.base.calendar import year_tables
from shoumi.base.ledger import latest_entries
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.base.subjects.models import State as Held
from shoumi.base.subjects.models import Subject
from shoumi.base.vault import secrets
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Channel, Chat, Communication, Request
from shoumi.chapters.feedback.queries import duplicates, restrictions
from shoumi.chapters.feedback.queries import recipients as told
from shoumi.chapters.feedback.rules import (
    Ground,
    Kind,
    Part,
    State,
    Way,
    channel_trials,
    reply_clock,
    trail,
    whole_record,
)
from shoumi.chapters.feedback.rules.channel_trials import Back, Trial
from shoumi.chapters.feedback.rules.reply_clock import Course, Rest
from shoumi.chapters.feedback.rules.trail import Entry
from shoumi.chapters.feedback.rules.whole_record import Known
from shoumi.core import constants
from shoumi.core.calendar import Due, anniversary, day_in_china, end_of_day
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

_CHUNK = 500
Row = TypeVar("Row", bound=AuthenticatedRow)
NOT_BEGUN = "feedback.not_begun"


class NoSuchRequest(Missing):
    code = "feedback.no_request"


class NoSuchChannel(Missing):
    code = "feedback.no_channel"


class Phase(StrEnum):
    """Where a request stands at a moment, as the list has it."""

    UNASSIGNED = "unassigned"
    RUNNING = "running"
    RESTING = "resting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Timed:
    """A request and its clock."""

    request: Request
    course: Course
    due: Due

    def is_overdue(self, at: datetime) -> bool:
        """Answered too late, or not answered and the last day is over."""
        return self.due.is_over(self.request.answered_at or at)

    def phase(self, at: datetime) -> Phase:
        state = State(self.request.state)
        if state is not State.OPEN:
            return Phase.CLOSED if state is State.CLOSED else Phase.ANSWERED
        if self.due.is_over(at):
            return Phase.OVERDUE
        if not self.request.assignee:
            return Phase.UNASSIGNED
        return Phase.RESTING if reply_clock.is_resting(self.course, at) else Phase.RUNNING

    def warned(self, at: datetime) -> int:
        """The greatest of the warnings (percent) that is reached."""
        return reply_clock.warned(self.course, year_tables.china(), at)


def get(request: Ref) -> Request:
    """
    Raises:
        NoSuchRequest
    """
    found = Request.objects.filter(ref=request).first()
    if found is None:
        raise NoSuchRequest(request=request)
    return found


def deal_of(request: Request) -> Ref | None:
    """The deal it was taken in for, else that of the customer it turned out to be; the row keeps
    the first, as it is held against the entry that made it."""
    if request.deal or not request.subject:
        return Ref(request.deal) if request.deal else None
    found = Subject.objects.filter(ref=request.subject).values_list("deal", flat=True).first()
    return Ref(found) if found else None


def by_code(code: str) -> Request | None:
    """The request that a receipt's code is of."""
    digest = tokens.digest(code, Use.REQUEST)
    return Request.objects.filter(digest=digest).exclude(digest="").first()


def course(request: Request) -> Course:
    rests = [
        Rest(datetime.fromisoformat(since), datetime.fromisoformat(until) if until else None)
        for since, until in request.rests
    ]
    since = duplicates.received().get(request.ref, request.received_at)
    return Course(since, request.extended_at is not None, rests)


def timed(request: Request) -> Timed:
    counted = course(request)
    return Timed(request, counted, reply_clock.due(counted, year_tables.china()))


def all_timed(requests: Iterable[Request]) -> list[Timed]:
    """Of many: what is the same for each is read once."""
    with sharing():
        return [timed(one) for one in requests]


def lines(request: Request) -> list[Communication]:
    """The record in its order."""
    return list(Communication.objects.filter(request=request.ref).order_by("place"))


def entry(line: Communication) -> Entry:
    return Entry(
        line.ref,
        line.place,
        str(line.part),
        str(line.way),
        line.by,
        line.said_at,
        line.commitment,
    )


def require_whole(request: Request, record: Sequence[Communication]) -> None:
    """
    Raises:
        NotAuthentic: a line was changed, added or taken away by hand.
    """
    if trail.of(map(entry, record)) != request.trail:
        raise NotAuthentic(what=Communication._meta.db_table)


def known(request: Request, parts: Iterable[str], at: datetime) -> Known:
    """As ``rules.whole_record`` takes it."""
    return Known(
        kind=Kind(request.kind),
        parts=frozenset(Part(part) for part in parts),
        is_proven=bool(request.proof),
        ground=Ground(request.ground) if request.ground else None,
        is_resting=reply_clock.is_resting(course(request), at),
    )


def unanswered() -> QuerySet[Request]:
    return Request.objects.filter(state=State.OPEN)


def not_closed() -> QuerySet[Request]:
    """The oldest first."""
    return Request.objects.exclude(state=State.CLOSED).order_by("number")


def in_phase(wanted: Phase, at: datetime) -> Q:
    """As ``Timed.phase``; deadlines are counted anew each time, so those that wait are looked at
    one by one."""
    if wanted is Phase.CLOSED:
        return Q(state=State.CLOSED)
    if wanted is Phase.ANSWERED:
        return Q(state=State.ANSWERED)
    found = [one.request.pk for one in all_timed(unanswered()) if one.phase(at) is wanted]
    return Q(pk__in=found)


def listed() -> QuerySet[Channel]:
    return Channel.objects.filter(ended_at=None)


def channels() -> list[Channel]:
    """Those that are listed, in the order in which they came."""
    return list(listed().order_by("id"))


def newest_trials(found: Sequence[Channel]) -> Mapping[Way, Trial | None]:
    return {
        Way(one.way): Trial(one.tried_at, Back(one.back)) if one.tried_at else None for one in found
    }


def is_past_term(request: Request, at: datetime) -> bool:
    """Whether it was closed so long ago that no text of it is kept."""
    if request.closed_at is None:
        return False
    months = constants.get("retention.communication_log_retention").months
    return day_in_china(at) > anniversary(day_in_china(request.closed_at), months=months)


def is_begun() -> bool:
    """Whether the house uses any of this.  Until it does, demands of chapter 10 rest on what is
    stated of them, as nothing here could know of a request.  The ledger says so, for rows can be
    deleted."""
    return latest_entries.last([Tag.RECEIVED, Tag.LISTED]) is not None


def ways_in(at: datetime) -> Holding:
    """Demand 10.1: at least three channels are listed, and each was tried within a month."""
    found = [one for one in verification.require_all(Channel) if one.ended_at is None]
    trials = newest_trials(found)
    turns = channel_trials.turns(trials, at)
    lacking = channel_trials.lacks(trials, day_in_china(at))
    if lacking:
        return Holding(ControlState.FAIL, reason=lacking[0].value, turns=turns)
    position = max((one.entry_position or 0 for one in found), default=None)
    return Holding(ControlState.PASS, position=position, until=turns)


def answered_in_time(at: datetime) -> Holding:
    """Demand 10.2: somebody is assigned to every request that waits, none is overdue, and no
    recipient is late with its confirmation."""
    every = verification.require_all(Request)
    if restrictions.is_any_missing(every):
        return Holding(ControlState.FAIL, reason="feedback.not_restricted")
    waiting = all_timed(one for one in every if one.state == State.OPEN)
    ends = [one.due.until for one in waiting if not one.due.is_over(at)]
    asked = [one for one in told.every() if told.course(one).is_open]
    ends += [end_of_day(one.until) for one in asked if day_in_china(at) <= one.until]
    turns = min(ends, default=None)
    late = {one.request for one in asked if day_in_china(at) > one.until}
    for reason, lacking in (
        ("feedback.overdue", [one for one in waiting if one.due.is_over(at)]),
        ("feedback.unassigned", [one for one in waiting if not one.request.assignee]),
        ("feedback.unconfirmed", all_timed(one for one in every if one.ref in late)),
    ):
        if lacking:
            # Where one is of no deal, or of an unknown one, it keeps every deal from settling.
            deals = {deal_of(one.request) for one in lacking}
            known = frozenset(one for one in deals if one is not None)
            of_deals = known if len(known) == len(deals) else frozenset[Ref]()
            return Holding(ControlState.FAIL, reason=reason, deals=of_deals, turns=turns)
    return Holding(ControlState.PASS, turns=turns)


def on_record(at: datetime) -> Holding:
    """Demand 10.3: no line of any record is missing or was changed, no chat was given to somebody
    by hand, and whatever is closed is closed with its whole record."""
    verification.require_all(Chat)
    found = verification.require_all(Request)
    by_request: dict[str, list[Communication]] = {one.ref: [] for one in found}
    for line in Communication.objects.order_by("place"):
        by_request.setdefault(line.request, []).append(line)
    there = _texts_there()
    asked = {one.request for one in told.every() if told.course(one).is_open}
    for one in found:
        if one.closed_at and one.ref in asked:
            return Holding(ControlState.FAIL, reason="feedback.closed_unconfirmed")
        record = by_request[one.ref]
        require_whole(one, record)
        parts = [line.part for line in record]
        if Part.RECEIVED not in parts:
            return Holding(ControlState.FAIL, reason=whole_record.Lack.RECEIPT.value)
        if _is_text_gone(one, record, there, at):
            return Holding(ControlState.FAIL, reason="feedback.text_gone")
        closed_at = one.closed_at
        if closed_at and whole_record.lacks(known(one, parts, closed_at)):
            return Holding(ControlState.FAIL, reason="feedback.closed_without_record")
    return Holding(ControlState.PASS)


def _texts_there() -> frozenset[str]:
    refs = list(Communication.objects.values_list("ref", flat=True))
    return frozenset(
        str(ref)
        for at in range(0, len(refs), _CHUNK)
        for ref in secrets.existing(map(Ref, refs[at : at + _CHUNK]))
    )


def _is_text_gone(
    one: Request, record: Sequence[Communication], there: frozenset[str], at: datetime
) -> bool:
    """Whether a text is missing that should be there: neither its customer is destroyed nor its
    term over."""
    if is_past_term(one, at) or all(line.ref in there for line in record):
        return False
    return (
        not one.subject
        or Subject.objects.filter(ref=one.subject).exclude(state=Held.DESTROYED).exists()
    )


def _of(check: Callable[[datetime], Holding]) -> Callable[[datetime], Holding]:
    def checked(at: datetime) -> Holding:
        if not is_begun():
            return Holding(ControlState.NOT_BUILT, reason=NOT_BEGUN)
        try:
            return check(at)
        except NotAuthentic as error:
            return Holding(ControlState.FAIL, reason=error.code)

    return checked


CHECKS: Mapping[str, Callable[[datetime], Holding]] = {
    "10.1": _of(ways_in),
    "10.2": _of(answered_in_time),
    "10.3": _of(on_record),
}
