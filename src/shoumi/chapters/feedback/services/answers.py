"""How a request ends: it is answered or refused, and closed with its whole record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from shoumi.base.attestations import recheck
from shoumi.base.attestations.doors import evident
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import duplicates, proofs, recipients
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
from shoumi.chapters.feedback.services import (
    deletion,
    recipient_notices,
    request_kinds,
    restriction_rows,
    texts,
    withdrawals,
)
from shoumi.chapters.feedback.services.errors import NotProven, OutcomeUnfit, RecordLacks
from shoumi.chapters.feedback.services.progress import (
    DECIDERS,
    HANDLERS,
    held,
    keep,
    own,
    require_proven,
    stored,
    unanswered,
)
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Value
from shoumi.core.messages import Both, Lang
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
    if needs_proof(Kind(found.kind)):
        require_proven(found)
    whole = _with_what_was_done(found, texts.must_be_said(Part.REPLY, text), at)
    _answered(found, Tag.REPLIED, {}, actor, at, Line(Part.REPLY, whole, way, at, actor))
    return found


def _with_what_was_done(found: Request, text: str, at: datetime) -> str:
    """Whoever asks is told what was taken back, who else held the data, and what each of these
    confirmed until now."""
    lang: Lang = "en" if found.lang == "en" else "zh"
    of_parts: tuple[tuple[Both, Iterable[tuple[str, str]]], ...] = (
        (("已撤回的同意：", "Withdrawn:"), withdrawals.told_to_person(found, lang)),
        (
            ("已告知的接收方：", "Recipients that were told:"),
            recipients.told_to_person(found, lang, at),
        ),
    )
    whole = [text]
    for (zh, en), found_ in of_parts:
        told = [f"{name}：{what}" if lang == "zh" else f"{name}: {what}" for name, what in found_]
        whole += ["", zh if lang == "zh" else en, *told] if told else []
    return "\n".join(whole)


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
    is_open = needs_proof(Kind(found.kind)) and not proofs.is_proven(found)
    if is_open and ground is not Ground.NOT_PROVEN:
        raise NotProven(request=request)
    whole = "\n\n".join(texts.must_be_said(Part.REFUSAL, part) for part in (text, appeal))
    found.ground = ground
    line = Line(Part.REFUSAL, whole, way, at, actor)
    for one in _answered(found, Tag.DECLINED, {"ground": ground}, actor, at, line):
        restriction_rows.end(one, Ending.REFUSED, actor, at)
    return found


def _answered(
    found: Request, tag: Tag, facts: dict[str, Value], actor: Ref, at: datetime, line: Line
) -> list[Request]:
    """It, and each that is answered with it: the same words stand in every record.  A person who
    was asked for more and is answered is waited for no longer."""
    every = _with_merged(found)
    for one in every:
        is_late = queries.timed(one).due.is_over(at)
        one.rests = [[since, until or stored(at)] for since, until in one.rests]
        one.state, one.answered_at, one.ground = State.ANSWERED, at, found.ground
        keep(one, tag, {**facts, "way": line.way, "late": is_late}, actor, at, line)
    return every


def _with_merged(found: Request) -> list[Request]:
    return [found, *(held(Ref(one)) for one in duplicates.merged_into(found.ref))]


@evident
@transaction.atomic
def close(
    *, request: Ref, outcome: Outcome, kind: Kind | None = None, actor: Ref, at: datetime
) -> Request:
    """Record the outcome, of each that is answered with it as well; ``kind`` is what it asked for,
    where that was a chat which ended in silence.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        RecordLacks: the record is not whole.
        RecipientsOpen: a recipient that was told has not confirmed, and no reason is written.
        StillHeld: deletion is said to be granted, and the person is held still.
        StillAgreed: a withdrawal is said to be granted, and the person agrees still.
        OutcomeUnfit: it was not answered like that.
        KindSaid: ``kind`` is given and somebody said another.
        DoorShut: demand 10.3 does not hold: a record of what was said is not whole any more.
    """
    found = own(request, actor, at, HANDLERS)
    recheck.require(DoorAct.CLOSE_REQUEST, deal=None, at=at)
    for one in _with_merged(found):
        if kind is not None:
            request_kinds.say_at_end(one, kind, actor, at)
        _closed(one, outcome, actor, at)
    return found


def _closed(found: Request, outcome: Outcome, actor: Ref, at: datetime) -> None:
    record = queries.lines(found)
    queries.require_whole(found, record)
    known = queries.known(found, [line.part for line in record], at)
    if lacking := whole_record.lacks(known):
        raise RecordLacks(what=lacking[0])
    if not whole_record.fits(outcome, known):
        raise OutcomeUnfit(outcome=outcome)
    recipient_notices.require_settled(found)
    deletion.require_erased(found, outcome)
    withdrawals.require_withdrawn(found, outcome)
    is_late = queries.timed(found).is_overdue(at)
    found.state, found.outcome = State.CLOSED, outcome
    found.closed_at, found.closed_by = at, actor
    keep(found, Tag.CLOSED, {"outcome": outcome, "late": is_late}, actor, at)
    if ending := ended_by(Kind(found.kind), outcome):
        restriction_rows.end(found, ending, actor, at)
