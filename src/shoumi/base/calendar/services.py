"""Start a deadline, meet it, and count again what an unpublished year left open."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.calendar import queries, year_tables
from shoumi.base.calendar.events import Tag
from shoumi.base.calendar.models import Deadline
from shoumi.base.ledger import writer
from shoumi.core import calendar as core
from shoumi.core.calendar import Calendar, Due
from shoumi.core.errors import Conflict, Missing
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref


class AlreadyRunning(Conflict):
    """Facts: ``key``."""

    code = "deadline.already_running"


class NotRunning(Missing):
    """Facts: ``key``."""

    code = "deadline.not_running"


@transaction.atomic
def start(
    *,
    key: StrEnum,
    periods: tuple[str, ...],
    since: date | datetime,
    about: Ref,
    deal: Ref | None = None,
    is_wait: bool = False,
    actor: Ref,
    at: datetime,
) -> Deadline:
    """Let the named periods run from ``since``; the earliest of them binds.

    ``is_wait``: the house waits for others, so its end is no lapse.

    Raises:
        AlreadyRunning: one of this kind runs about the same thing.
        NoSuchConstant, BadPeriod
    """
    counted = year_tables.due(since, *periods)
    is_moment = isinstance(since, datetime)
    row = Deadline(
        ref=Ref.new("deadline"),
        deal=deal or "",
        about=about,
        key=str(key),
        periods=" ".join(periods),
        counted_from_on=None if is_moment else since,
        counted_from_at=since if is_moment else None,
        is_wait=is_wait,
    )
    _set(row, counted)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRunning(key=key) from error
    facts: dict[str, Value] = {"deadline": Ref(row.ref), "key": key}
    facts |= _told(counted)
    writer.record(Event(Tag.STARTED, actor, about, at, facts, deal=deal))
    return row


@transaction.atomic
def meet(*, key: StrEnum, about: Ref, actor: Ref, at: datetime) -> Deadline:
    """Say that what was due is done; late is recorded as late.

    Raises:
        NotRunning: nothing of this kind runs about it.
    """
    row = queries.running().select_for_update().filter(about=about, key=str(key)).first()
    if row is None:
        raise NotRunning(key=key)
    row.met_at = at
    row.save(update_fields=["met_at"])
    facts: dict[str, Value] = {"deadline": Ref(row.ref), "key": key, "late": row.is_late}
    writer.record(Event(Tag.MET, actor, about, at, facts, deal=Ref(row.deal) if row.deal else None))
    return row


@transaction.atomic
def drop(*, key: StrEnum, deal: Ref, actor: Ref, at: datetime) -> int:
    """Take away every deadline of a kind in a deal, done or not: what it counted for is void, and
    it may start anew.  Answers how many there were."""
    rows = list(Deadline.objects.select_for_update().filter(deal=deal, key=str(key)))
    for row in rows:
        facts: dict[str, Value] = {"deadline": Ref(row.ref), "key": key}
        writer.record(Event(Tag.DROPPED, actor, Ref(row.about), at, facts, deal=deal))
        row.delete()
    return len(rows)


@transaction.atomic
def recompute(*, actor: Ref, at: datetime, calendar: Calendar | None = None) -> list[Deadline]:
    """Count every provisional deadline again; the answer is those that changed."""
    changed, tables = [], calendar or year_tables.china()
    for row in queries.running().select_for_update().filter(is_provisional=True):
        since = row.counted_from_at or row.counted_from_on
        assert since is not None
        counted = core.due(since, *row.periods.split(), calendar=tables)
        if counted != row.due:
            _set(row, counted)
            row.save(update_fields=["due_on", "due_at", "until", "is_provisional"])
            facts = {"deadline": Ref(row.ref)} | _told(counted)
            deal = Ref(row.deal) if row.deal else None
            writer.record(Event(Tag.RECOUNTED, actor, Ref(row.about), at, facts, deal=deal))
            for card in registry.cards():
                if card.recounted:
                    card.recounted(Ref(row.about), row.key, row.until)
            changed.append(row)
    return changed


@transaction.atomic
def prolong(*, key: StrEnum, about: Ref, since: date, actor: Ref, at: datetime) -> Deadline:
    """Count what runs again from a later day; one that ends later already stays.

    Raises:
        NotRunning: nothing of this kind runs about it.
    """
    row = queries.running().select_for_update().filter(about=about, key=str(key)).first()
    if row is None:
        raise NotRunning(key=key)
    counted = year_tables.due(since, *row.periods.split())
    if counted.until > row.until:
        row.counted_from_on, row.counted_from_at = since, None
        _set(row, counted)
        row.save()
        facts: dict[str, Value] = {"deadline": Ref(row.ref)} | _told(counted)
        deal = Ref(row.deal) if row.deal else None
        writer.record(Event(Tag.RECOUNTED, actor, about, at, facts, deal=deal))
    return row


def _set(row: Deadline, counted: Due) -> None:
    row.due_on, row.due_at, row.until = counted.on, counted.at, counted.until
    row.is_provisional = counted.is_provisional


def _told(counted: Due) -> dict[str, Value]:
    return {"due": counted.on or counted.until, "provisional": counted.is_provisional}
