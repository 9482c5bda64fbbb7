"""What was said of a customer goes with the customer; what was said in a thread, with its term.

The term runs from when the thread was closed, or from its last message where nobody closed it.  Who
wrote when and how many files stays, and the digest of a text with a salt that went too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from shoumi.base.ledger import writer
from shoumi.base.vault import secrets
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.services import texts
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

_DUTIES = ("8.1", "11.2")


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


def forget_past_term(at: datetime) -> int:
    """Destroy texts and files of threads whose term is over; how many there were.  What a crash
    leaves is destroyed the next time."""
    count = 0
    for thread in Thread.objects.order_by("id"):
        if _is_past_term(thread, at):
            count += _forgotten(thread, at)
    return count


def _is_past_term(thread: Thread, at: datetime) -> bool:
    said = queries.messages(Ref(thread.ref)).aggregate(last=Max("said_at"))["last"]
    since = thread.closed_at or said
    if since is None:
        return False
    months = constants.get("retention.thread_text_retention").months
    return day_in_china(at) > anniversary(day_in_china(since), months=months)


def _forgotten(thread: Thread, at: datetime) -> int:
    found = queries.messages(Ref(thread.ref))
    names = secrets.existing([name for one in found for name in queries.contents_of(one)])
    if names:
        with transaction.atomic():
            facts: dict[str, Value] = {"texts": len(names)}
            about, deal = Ref(thread.ref), Ref(thread.deal)
            writer.record(Event(Tag.FORGOTTEN, SYSTEM, about, at, facts, _DUTIES, deal))
    return texts.forget(names)


def remaining(people: Sequence[Ref]) -> int:
    """How many are still there."""
    return len(secrets.existing(_names(people)))
