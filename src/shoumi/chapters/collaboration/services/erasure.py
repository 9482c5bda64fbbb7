"""What was said of a customer goes with the customer."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.vault import secrets
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.services import texts
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core.refs import Ref


def _about(people: Sequence[Ref]) -> list[ThreadMessage]:
    """Messages that name one of them, and all of threads about one."""
    wanted = set(people)
    own = set(Thread.objects.filter(about__in=wanted).values_list("ref", flat=True))
    # References in JSON are no column to filter by on both engines.
    return [
        one
        for one in ThreadMessage.objects.order_by("id")
        if one.thread in own or not wanted.isdisjoint(one.customers)
    ]


def _names(people: Sequence[Ref]) -> list[Ref]:
    return [name for one in _about(people) for name in queries.contents_of(one)]


def forget(people: Sequence[Ref]) -> int:
    """Destroy texts and files; how many there were."""
    return texts.forget(_names(people))


def remaining(people: Sequence[Ref]) -> int:
    """How many are still there."""
    return len(secrets.existing(_names(people)))
