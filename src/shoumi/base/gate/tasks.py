"""Open and close work.  A question without an open task has no purpose, so the answer is no."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.services import locks
from shoumi.base.gate import rules, task_conditions
from shoumi.base.gate.events import Tag
from shoumi.base.gate.models import Task
from shoumi.base.gate.task_errors import TaskActsUnfit, TaskNamesNobody, WarnsByHand
from shoumi.base.jobs import file_removal
from shoumi.base.ledger import writer
from shoumi.base.registry import field_register
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.models import State, Subject
from shoumi.base.transport import channel
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.gate import Act, Question
from shoumi.core.gate.policy import OWED, OWED_ACTS
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose


class NoSuchTask(Missing):
    code = "task.missing"


class TaskWithoutEnd(Invalid):
    code = "task.without_end"
    keeps = ("1.3",)


class TaskTooLong(Invalid):
    """Facts: ``purpose``, ``days`` it may last, ``latest`` end."""

    code = "task.too_long"
    keeps = ("1.3",)


class NotOfTheDeal(Invalid):
    """Whom it is about is no customer held for this deal."""

    code = "task.not_of_the_deal"
    keeps = ("1.3",)


class OutsiderOnTask(Refused):
    """Facts: ``names`` of those who are no part of the house."""

    code = "task.outsider"
    keeps = ("1.5", "2.1")


class OtherPurpose(Invalid):
    """Facts: ``purpose`` that the act takes."""

    code = "task.other_purpose"
    keeps = ("1.3",)


class NeedsNoSecond(Conflict):
    """It is nobody's own, or was confirmed before."""

    code = "task.needs_no_second"


class SecondIsOnIt(Refused):
    """Who would confirm it opened it, or is on it."""

    code = "task.second_is_on_it"
    keeps = ("1.3",)


class Own(StrEnum):
    """Whose word stands for a task that somebody opens to work on it himself or herself."""

    CONFIRMED = "confirmed"  # a second person's, before the gate honours it
    EMERGENCY = "emergency"  # that of the review afterwards
    ACT = "act"  # an act's own reading, of which nothing is shown: nobody else can use it


def fields_digest(fields: Collection[str]) -> Digest:
    """What stands in the ledger for a set of field names."""
    return _fields_digest(frozenset(fields))


@lru_cache(maxsize=1024)
def _fields_digest(fields: frozenset[str]) -> Digest:
    return Digest(hashlib.sha256("\n".join(sorted(fields)).encode()).digest())


def registered_fields(purpose: Purpose) -> list[str]:
    """The fields that the register in force gives this purpose."""
    return [code for code, rule in field_register().items() if purpose in rule.purposes]


@dataclass(frozen=True, slots=True)
class Work:
    """What ``actors`` may do, to which fields of the deal, why and until when.

    ``subject``  the one person it is about; the gate refuses every other
    ``own``      whose word stands for it where somebody opens it for himself or herself
    ``ref``      its reference where an app above gave it one, of a kind of its own, as that app
                 says when it is over
    """

    purpose: Purpose
    deal: Ref
    actors: Collection[Ref]
    acts: Collection[Act]
    fields: Collection[str]
    expires_at: datetime
    subject: Ref | None = None
    own: Own = Own.CONFIRMED
    ref: Ref | None = None


def open_task(
    *,
    purpose: Purpose,
    deal: Ref,
    actors: Collection[Ref],
    acts: Collection[Act],
    fields: Collection[str],
    expires_at: datetime,
    subject: Ref | None = None,
    actor: Ref,
    at: datetime,
) -> Ref:
    """Give ``actors`` a purpose for ``acts`` on ``fields`` of the deal until ``expires_at``.

    Where the actor is one of them, another person confirms it before the gate honours it.

    Raises as ``open_work`` and ``must_fit``, and what apps above ask (``task_conditions``).
    """
    work = Work(purpose, deal, actors, acts, fields, expires_at, subject)
    must_fit(work, at)
    task_conditions.require(actors, at)
    return open_work(work, actor=actor, at=at)


def must_fit(work: Work, at: datetime) -> None:
    """
    Raises:
        OutsiderOnTask: a side of the deal, or an outside person who advises on nothing.
        NotOfTheDeal: ``subject`` is no customer held for it.
    """
    outside = accounts.outsiders(work.actors, at, work.deal)
    if outside:
        raise OutsiderOnTask(names=outside)
    if work.subject is not None:
        found = Subject.objects.filter(ref=work.subject, deal=work.deal)
        if not found.exclude(state=State.DESTROYED).exists():
            raise NotOfTheDeal


@transaction.atomic
def open_work(work: Work, *, actor: Ref, at: datetime) -> Ref:
    """
    Raises:
        TaskWithoutEnd: the end is not after the beginning.
        TaskTooLong: it is later than the longest life of a task for the purpose.
        TaskNamesNobody, TaskActsUnfit: what is owed to a person is about that person, and takes
            looking and mending alone.
    """
    _fits_purpose(work)
    if work.purpose not in OWED and set(work.acts) != {Act.WARN}:
        locks.require_living(work.deal)
    if work.expires_at <= at:
        raise TaskWithoutEnd
    _not_too_long(work.purpose, work.expires_at, at)
    task = Task(
        ref=work.ref or Ref.new("task"),
        purpose=work.purpose,
        deal=work.deal,
        actors=sorted(work.actors),
        acts=sorted(work.acts),
        fields=sorted(work.fields),
        subject=work.subject or "",
        opened_at=at,
        expires_at=work.expires_at,
        opened_by=actor,
        needs_second=work.own is Own.CONFIRMED and rules.needs_second(actor, work.actors),
        is_internal=work.own is Own.ACT,
    )
    ref = Ref(task.ref)
    facts: dict[str, Value] = {
        "purpose": work.purpose,
        "fields": fields_digest(work.fields),
        "actors": len(work.actors),
        "until": work.expires_at.date(),
    }
    event = Event(Tag.TASK_OPENED, actor, ref, at, facts, ("1.3", "11.1"), work.deal)
    codes.put(task, writer.record(event).position)
    task.save(force_insert=True)
    return ref


def _fits_purpose(work: Work) -> None:
    if Act.WARN in work.acts and work.own is not Own.ACT:
        # It passes no door, so no person's task has it: the letters of an incident alone do.
        raise WarnsByHand
    if work.purpose not in OWED:
        return
    if work.subject is None:
        raise TaskNamesNobody(purpose=work.purpose)
    if unfit := set(work.acts) - OWED_ACTS:
        raise TaskActsUnfit(purpose=work.purpose, acts=tuple(sorted(unfit)))


def _not_too_long(purpose: Purpose, expires_at: datetime, at: datetime) -> None:
    longest = rules.longest(purpose)
    if expires_at > at + longest:
        latest = day_in_china(at + longest)
        raise TaskTooLong(purpose=purpose, days=longest.days, latest=latest)


@transaction.atomic
def confirm_task(*, task: Ref, actor: Ref, at: datetime) -> None:
    """Say yes to a task that somebody opened for himself or herself.

    Raises:
        NotPermitted: the actor is neither protection officer nor head.
        SecondIsOnIt: the actor opened it, or is on it.
        NeedsNoSecond: it is nobody's own, or was confirmed.
        NoSuchTask: there is none, it is over, or its row is not as the house left it.
    """
    rows = verification.authentic(Task.objects.select_for_update().filter(ref=task))
    found = next(iter(rows), None)
    if found is None or found.closed_at is not None or at >= found.ends_at:
        raise NoSuchTask(task=task)
    accounts.require(actor, at, *rules.OPENERS, deal=Ref(found.deal))
    may_confirm(found, actor)
    facts: dict[str, Value] = {"opener": Ref(found.opened_by)}
    event = Event(Tag.TASK_CONFIRMED, actor, task, at, facts, ("1.3",), Ref(found.deal))
    found.confirmed_by, found.confirmed_at = actor, at
    codes.put(found, writer.record(event).position)
    found.save(update_fields=["confirmed_by", "confirmed_at", *codes.STORED])


def may_confirm(task: Task, actor: Ref) -> None:
    """
    Raises:
        NeedsNoSecond, SecondIsOnIt: as ``confirm_task``.
    """
    if task.is_confirmed:
        raise NeedsNoSecond
    if actor in (task.opened_by, *task.actors):
        raise SecondIsOnIt


@transaction.atomic
def close_task(*, task: Ref, actor: Ref, at: datetime) -> None:
    """End the work; every grant that rests on it ends with it.

    Raises:
        NoSuchTask: there is none, or it is closed.
    """
    # A row that is not authentic is closed too, and stays what it is.
    stood = verification.authentic(Task.objects.select_for_update().filter(ref=task))
    if not Task.objects.filter(ref=task, closed_at=None).update(closed_at=at):
        raise NoSuchTask(task=task)
    deal = Ref(Task.objects.values_list("deal", flat=True).get(ref=task))
    written = writer.record(Event(Tag.TASK_CLOSED, actor, task, at, {}, ("11.1",), deal))
    for found in stood:
        found.closed_at = at
    codes.put_and_save(stood, written.position)
    file_removal.drop_of_task(task, deal)


def question(
    *,
    actor: Ref,
    act: Act,
    task: Ref,
    at: datetime,
    subject: Ref | None = None,
    fields: Collection[str] = (),
    level: DisclosureLevel | None = None,
    in_act: bool = False,
    purpose: Purpose | None = None,
) -> Question:
    """Put a question for a task: purpose and deal are the task's, not the caller's.

    ``in_act``   by the act of the product that opened the task for itself
    ``purpose``  the only one the act takes

    Raises:
        NoSuchTask: there is no such task.
        OtherPurpose: it is for another.
    """
    found = Task.objects.filter(ref=task).first()
    if found is None or not verification.is_authentic(found):
        raise NoSuchTask(task=task)
    if found.is_internal and not in_act:
        raise NoSuchTask(task=task)
    if purpose is not None and found.purpose != purpose:
        raise OtherPurpose(purpose=purpose)
    return question_of(
        found, actor=actor, act=act, at=at, subject=subject, fields=fields, level=level
    )


def question_of(
    found: Task,
    *,
    actor: Ref,
    act: Act,
    at: datetime,
    subject: Ref | None = None,
    fields: Collection[str] = (),
    level: DisclosureLevel | None = None,
) -> Question:
    """As ``question``, where the task was read already.  The gate reads it again."""
    return Question(
        actor=actor,
        act=act,
        task=Ref(found.ref),
        purpose=Purpose(found.purpose),
        deal=Ref(found.deal),
        at=at,
        subject=subject,
        fields=frozenset(fields),
        level=level,
        is_in_clear=channel.is_in_clear(),
    )
