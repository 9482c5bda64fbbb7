"""Several requests for roles answered by one yes; each is judged, done and recorded by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.accounts import queries, services
from shoumi.base.accounts.models import Ask, Grant
from shoumi.base.accounts.rules import APPROVERS, MOST_TOGETHER, REQUEST_VALID
from shoumi.core.errors import DomainError, Invalid
from shoumi.core.refs import Ref


class TooManyAsks(Invalid):
    """Facts: ``most`` in one go, ``count`` that were chosen."""

    code = "accounts.too_many_asks"
    field = "asks"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one request: the role, or why it was not granted."""

    ask: Ref
    grant: Grant | None = None
    refused: DomainError | None = None


def waiting_for(person: Ref, at: datetime) -> QuerySet[Ask]:
    """Requests that ``person`` may answer if the role is there, the oldest go first, in it by
    person: nobody approves what they asked for or would hold."""
    young = Ask.objects.filter(
        used_at=None, requested_at__gt=at - REQUEST_VALID, requested_at__lte=at
    )
    others = young.exclude(requested_by=person).exclude(person=person)
    found = others.select_related("person", "requested_by")
    return found.order_by("requested_at", "requested_by", "person", "ref")


def grant_each(*, asks: Collection[Ref], actor: Ref, at: datetime) -> list[Answered]:
    """Grant each of ``asks`` as ``services.grant`` does; one that is refused stops no other.

    Raises:
        NotPermitted: the actor grants nothing.
        TooManyAsks
    """
    queries.require(actor, at, *APPROVERS)
    wanted = list(dict.fromkeys(asks))
    if len(wanted) > MOST_TOGETHER:
        raise TooManyAsks(most=MOST_TOGETHER, count=len(wanted))
    return [_answered(ask, actor, at) for ask in wanted]


def _answered(ask: Ref, actor: Ref, at: datetime) -> Answered:
    try:
        return Answered(ask, services.grant(ask=ask, actor=actor, at=at))
    except DomainError as error:
        return Answered(ask, refused=error)
