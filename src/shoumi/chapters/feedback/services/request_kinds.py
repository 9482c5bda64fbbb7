"""What a request really asks for, where it came in words of somebody's own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import chats
from shoumi.chapters.feedback.rules import Kind
from shoumi.chapters.feedback.rules.restrictions import Ending, restricts
from shoumi.chapters.feedback.services import progress, restriction_rows
from shoumi.chapters.feedback.services.errors import KindSaid
from shoumi.core.refs import Ref


@transaction.atomic
def sort(*, request: Ref, kind: Kind, actor: Ref, at: datetime) -> Request:
    """Say what it asks for, until it is answered; the clock stays, the proof may be owed.  Whether
    data rest follows what it asks for.

    Raises:
        NoSuchRequest, NotAuthentic, NotAssigned, NotTheirs, NotPermitted, AlreadyClosed,
        AlreadyAnswered
    """
    found = progress.unanswered(request, actor, at, progress.HANDLERS)
    _keep(found, kind, actor, at)
    return found


def say_at_end(found: Request, kind: Kind, actor: Ref, at: datetime) -> None:
    """The same as it is closed, of a request that is held: what a chat asked for that ended in
    silence, which nobody said.

    Raises:
        KindSaid: it came by another way, or somebody said what it asks for.
    """
    if kind == found.kind:
        return
    if found.kind != Kind.QUESTION or not chats.ended_in_silence(found):
        raise KindSaid(request=found.ref)
    _keep(found, kind, actor, at)


def _keep(found: Request, kind: Kind, actor: Ref, at: datetime) -> None:
    found.kind = kind
    progress.keep(found, Tag.SORTED, {"kind": kind}, actor, at)
    if not restricts(kind):
        restriction_rows.end(found, Ending.SORTED, actor, at)
    elif found.proof and found.subject:
        restriction_rows.begin(found, Ref(found.subject), actor, at)
