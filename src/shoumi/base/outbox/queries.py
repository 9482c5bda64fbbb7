"""What went out and what did not."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.core.refs import Ref


def counts(*, deal: Ref | None = None, batch: Ref | None = None) -> Mapping[State, int]:
    """How many messages are in each state; of one deal or one batch where named."""
    found = Message.objects.all()
    if deal is not None:
        found = found.filter(deal=deal)
    if batch is not None:
        found = found.filter(batch=batch)
    by_state = dict(found.values_list("state").annotate(Count("ref")))
    return {state: by_state.get(state, 0) for state in State}


def given_up() -> QuerySet[Message]:
    """Messages that nobody will get unless someone acts, oldest first."""
    lost = (State.DEAD, State.UNDELIVERABLE, State.REFUSED)
    return Message.objects.filter(state__in=lost).order_by("queued_at", "ref")
