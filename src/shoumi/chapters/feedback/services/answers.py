"""How a request ends: it is answered or refused, and closed with its whole record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import (
    Ground,
    Kind,
    Outcome,
    Part,
    State,
    Way,
    needs_proof,
    whole_record,
)
from shoumi.chapters.feedback.rules.restrictions import Ending, ended_by
from shoumi.chapters.feedback.services import restriction_rows, texts
from shoumi.chapters.feedback.services.errors import NotProven, OutcomeUnfit, RecordLacks
from shoumi.chapters.feedback.services.progress import (
    DECIDERS,
    HANDLERS,
    keep,
    own,
    stored,
    unanswered,
)
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref


@transaction.atomic
def reply(*, request: Ref, text: str, way: Way, actor: Ref, at: datetime) -> Request:
    """What the person was answered, and by which way it was handed over.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed,
        AlreadyAnswered, TextMissing, TextTooLong
        NotProven: an answer to whoever has not proved who that is would tell a stranger.
    """
    found = unanswered(request, actor, at, HANDLERS)
    if needs_proof(Kind(found.kind)) and not found.proof:
        raise NotProven(request=request)
    return _answered(found, Tag.REPLIED, {}, actor, at, Line(Part.REPLY, text, way, at, actor))


@transaction.atomic
def refuse(
    *, request: Ref, ground: Ground, text: str, appeal: str, way: Way, actor: Ref, at: datetime
) -> Request:
    """Refuse with a reason, in words for the person, and the way to appeal (PIPL 50).

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, AlreadyClosed, AlreadyAnswered, TextTooLong
        NotPermitted: the actor is neither the protection officer nor legal.
        TextMissing: reason or way of appeal.
        NotProven: another reason would tell somebody who has not proved who that is.
    """
    found = unanswered(request, actor, at, DECIDERS)
    is_open = needs_proof(Kind(found.kind)) and not found.proof
    if is_open and ground is not Ground.NOT_PROVEN:
        raise NotProven(request=request)
    whole = "\n\n".join(texts.must_be_said(Part.REFUSAL, part) for part in (text, appeal))
    found.ground = ground
    line = Line(Part.REFUSAL, whole, way, at, actor)
    _answered(found, Tag.DECLINED, {"ground": ground}, actor, at, line)
    restriction_rows.end(found, Ending.REFUSED, actor, at)
    return found


def _answered(
    found: Request, tag: Tag, facts: dict[str, Value], actor: Ref, at: datetime, line: Line
) -> Request:
    """A person who was asked for more and is answered is waited for no longer."""
    is_late = queries.timed(found).due.is_over(at)
    found.rests = [[since, until or stored(at)] for since, until in found.rests]
    found.state, found.answered_at = State.ANSWERED, at
    return keep(found, tag, {**facts, "way": line.way, "late": is_late}, actor, at, line)


@transaction.atomic
def close(*, request: Ref, outcome: Outcome, actor: Ref, at: datetime) -> Request:
    """Record the outcome.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        RecordLacks: the record is not whole.
        OutcomeUnfit: it was not answered like that.
    """
    found = own(request, actor, at, HANDLERS)
    record = queries.lines(found)
    queries.require_whole(found, record)
    known = queries.known(found, [line.part for line in record], at)
    if lacking := whole_record.lacks(known):
        raise RecordLacks(what=lacking[0])
    if not whole_record.fits(outcome, known):
        raise OutcomeUnfit(outcome=outcome)
    is_late = queries.timed(found).is_overdue(at)
    found.state, found.outcome = State.CLOSED, outcome
    found.closed_at, found.closed_by = at, actor
    keep(found, Tag.CLOSED, {"outcome": outcome, "late": is_late}, actor, at)
    if ending := ended_by(outcome):
        restriction_rows.end(found, ending, actor, at)
    return found
