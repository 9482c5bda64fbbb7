"""Writes.  One verb, one transaction, one ledger entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State as Held
from shoumi.chapters.chapter_slug import queries
from shoumi.chapters.chapter_slug.events import Tag
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.rules import Phase, State, Topic, is_day_over, phase
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.errors import Conflict, Invalid, Missing
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

ROLES = (Role.DPO, Role.LEG)
_CHUNK = 500


class NotOfDeal(Missing):
    """Nobody of that reference is held for the deal."""

    code = "chapter_slug.not_of_deal"


class DayOver(Invalid):
    code = "chapter_slug.day_over"


class AlreadyDone(Conflict):
    code = "chapter_slug.already_done"


@transaction.atomic
def open_item(
    *, deal: Ref, subject: Ref, topic: Topic, due: date, actor: Ref, at: datetime
) -> Item:
    """Take in something to be done for a customer until the end of ``due``.

    Raises:
        NotOfDeal
        DayOver: the last day has passed already.
        NotPermitted: the actor is neither protection officer nor legal.
    """
    accounts.require(actor, at, *ROLES, deal=deal)
    if is_day_over(due, day_in_china(at)):
        raise DayOver
    held = subjects.of_deal(deal).exclude(state=Held.DESTROYED)
    if not held.filter(ref=subject).exists():
        raise NotOfDeal
    ref = Ref.new("item")
    written = writer.record(
        Event(Tag.OPENED, actor, ref, at, {"topic": topic, "due": due}, (), deal)
    )
    return Item.objects.create(
        ref=ref,
        deal=deal,
        subject=subject,
        topic=topic,
        due=end_of_day(due),
        opened_at=at,
        position=written.position,
    )


@transaction.atomic
def close(*, item: Ref, actor: Ref, at: datetime) -> Item:
    """Say that it is done.

    Raises:
        NoSuchItem
        AlreadyDone: somebody said so before.
        NotPermitted: the actor is neither protection officer nor legal.
    """
    deal = Ref(queries.get(item).deal)
    accounts.require(actor, at, *ROLES, deal=deal)
    found = Item.objects.select_for_update().get(ref=item)
    if found.state != State.OPEN:
        raise AlreadyDone(item=item)
    is_late = phase(State.OPEN, found.due, at) is Phase.OVERDUE
    found.state, found.closed_at = State.DONE, at
    found.save(update_fields=["state", "closed_at"])
    facts: dict[str, Value] = {"topic": Topic(found.topic), "late": is_late}
    writer.record(Event(Tag.CLOSED, actor, item, at, facts, (), deal))
    return found


def forget(subjects: Sequence[Ref]) -> int:
    """Delete every item about ``subjects``; what the ledger says of them names no customer."""
    parts = (subjects[at : at + _CHUNK] for at in range(0, len(subjects), _CHUNK))
    return sum(Item.objects.filter(subject__in=part).delete()[0] for part in parts)
