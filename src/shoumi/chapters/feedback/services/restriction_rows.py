"""A restriction begins and ends with what becomes of its request; the gate asks for it."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects import ledger_pseudonyms
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request, Restriction
from shoumi.chapters.feedback.queries import restrictions
from shoumi.chapters.feedback.rules import Kind
from shoumi.chapters.feedback.rules.restrictions import Ending, restricts
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

DUTIES = ("10.2",)


def begin(found: Request, subject: Ref, actor: Ref, at: datetime) -> None:
    """Data of ``subject`` rest from now on, where the request is of a kind that asks for it; where
    somebody else was marked before it turned out who asks, that one's go on.

    Raises:
        NotAuthentic
    """
    if not restricts(Kind(found.kind)):
        return
    own = restrictions.of_request(found.ref)
    if own is None:
        ref = Ref.new("restriction")
        own = Restriction(ref=ref, request=found.ref, subject=subject, begun_at=at)
    else:
        verification.require([own])
        if own.subject == subject and own.ended_at is None:
            return
        own.subject, own.ended_at, own.ended_by, own.ending = subject, None, "", ""
    people, unread = ledger_pseudonyms.rows_of_all([subject])
    facts = {"request": Ref(found.ref), **unread}
    event = Event(Tag.RESTRICTED, actor, Ref(own.ref), at, facts, DUTIES, queries.deal_of(found))
    codes.put(own, writer.record(event, rows=people).position)
    own.save()
    for lost in restrictions.without_request(subject):
        _end(lost, Ending.RENEWED, actor, at, event.deal)


def end(found: Request, ending: Ending, actor: Ref, at: datetime) -> None:
    """Nothing, where none began or it is over.

    Raises:
        NotAuthentic
    """
    own = restrictions.of_request(found.ref)
    if own is None or own.ended_at is not None:
        return
    verification.require([own])
    _end(own, ending, actor, at, queries.deal_of(found))


def _end(own: Restriction, ending: Ending, actor: Ref, at: datetime, deal: Ref | None) -> None:
    own.ended_at, own.ended_by, own.ending = at, actor, ending
    event = Event(Tag.RELEASED, actor, Ref(own.ref), at, {"ending": ending}, DUTIES, deal)
    codes.put(own, writer.record(event).position)
    own.save()
