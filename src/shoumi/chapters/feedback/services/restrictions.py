"""People of the house mark whose data rest, and lift what was granted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import restrictions
from shoumi.chapters.feedback.rules import Kind, State
from shoumi.chapters.feedback.rules.restrictions import Ending, restricts
from shoumi.chapters.feedback.services import progress, restriction_rows
from shoumi.chapters.feedback.services.errors import (
    AlreadyProven,
    NothingRestricted,
    NotRestricting,
    StillOpen,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

LIFTERS = (Role.DPO,)


@transaction.atomic
def restrict(*, request: Ref, subject: Ref, actor: Ref, at: datetime) -> Request:
    """Let the data of the customer rest before it is proved who asks: whoever it may concern is
    known.  Another one may be marked in the place of the first.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotAssigned, NotTheirs, AlreadyClosed,
        AlreadyAnswered
        NotRestricting: a request of this kind does not ask for it.
        AlreadyProven: it is known who asks, so the data rest already.
        NobodyOfDeal: nobody of that reference is held.
    """
    found = progress.unanswered(request, actor, at, progress.HANDLERS)
    if not restricts(Kind(found.kind)):
        raise NotRestricting
    if found.proof and found.subject:
        raise AlreadyProven
    progress.require_held(subject, queries.deal_of(found))
    restriction_rows.begin(found, subject, actor, at)
    return found


@transaction.atomic
def lift(*, request: Ref, ending: Ending, actor: Ref, at: datetime) -> Request:
    """End a restriction that was granted.

    Raises:
        NoSuchRequest, NotAuthentic
        NotPermitted: the actor is not the protection officer.
        StillOpen: the request is not closed, so it is decided with it.
        NothingRestricted: none began by it, or it is over.
    """
    found = progress.held(request)
    accounts.require(actor, at, *LIFTERS, deal=queries.deal_of(found))
    if found.state != State.CLOSED:
        raise StillOpen
    own = restrictions.of_request(request)
    if own is None or own.ended_at is not None:
        raise NothingRestricted
    restriction_rows.end(found, ending, actor, at)
    return found
