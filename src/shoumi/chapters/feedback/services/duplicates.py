"""Two requests of one person become one to answer, and two again while that may be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Merge, Request
from shoumi.chapters.feedback.queries import duplicates, proofs
from shoumi.chapters.feedback.rules import Kind, Proof, State
from shoumi.chapters.feedback.rules.duplicates import Side, are_one, may_undo
from shoumi.chapters.feedback.services import progress
from shoumi.chapters.feedback.services.errors import (
    AlreadyAnswered,
    NotMerged,
    NotOne,
    TooLateToUndo,
)
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref


def merge(*, request: Ref, into: Ref, actor: Ref, at: datetime) -> Request:
    """Answer ``request`` with ``into``: whoever handles the other handles both.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed
        AlreadyAnswered: one of them is.
        NotOne: it is not the same customer, proved alike, asking for the same; or one of them is
            answered with another already.
    """
    try:
        with transaction.atomic():
            return _merged(request, into, actor, at)
    except IntegrityError as error:  # by somebody else, just now
        raise NotOne from error


def _merged(request: Ref, into: Ref, actor: Ref, at: datetime) -> Request:
    kept = progress.unanswered(into, actor, at, progress.HANDLERS)
    found = progress.held(request)
    progress.require_reader(found, actor, at)
    is_free = not duplicates.merged_into(request) and duplicates.of(request) is None
    if request == into or not is_free or not are_one(_side(found), _side(kept)):
        raise NotOne
    made = Merge(ref=Ref.new("merge"), request=request, into=into, merged_at=at, merged_by=actor)
    facts: dict[str, Value] = {"request": request, "into": into}
    event = Event(Tag.MERGED, actor, Ref(made.ref), at, facts, DUTIES, queries.deal_of(kept))
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    if found.assignee != kept.assignee:
        found.assignee = kept.assignee
        progress.keep(found, Tag.ASSIGNED, {"to": Ref(kept.assignee)}, actor, at)
    return found


def _side(found: Request) -> Side:
    proof = Proof(found.proof) if proofs.is_proven(found) else None
    return Side(Kind(found.kind), found.subject, proof, found.state == State.OPEN)


@transaction.atomic
def undo(*, request: Ref, actor: Ref, at: datetime) -> Request:
    """Answer it by itself again, by its own clock.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotTheirs
        NotMerged: it is answered by itself.
        AlreadyAnswered
        TooLateToUndo: the term for it is over.
    """
    found = progress.held(request)
    progress.require_reader(found, actor, at)
    own = duplicates.of(request)
    if own is None:
        raise NotMerged
    if found.state != State.OPEN:
        raise AlreadyAnswered(request=request)
    if not may_undo(own.merged_at, at):
        raise TooLateToUndo
    own.undone_at, own.undone_by = at, actor
    event = Event(Tag.UNMERGED, actor, Ref(own.ref), at, {}, DUTIES, queries.deal_of(found))
    codes.put(own, writer.record(event).position)
    own.save()
    return found
