"""Open and close work.  A question without an open task has no purpose, so the answer is no."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from shoumi.base.gate.events import Tag
from shoumi.base.gate.models import Task
from shoumi.base.ledger import writer
from shoumi.base.registry import field_register
from shoumi.base.row_authentication import codes, verification
from shoumi.core.errors import Invalid, Missing
from shoumi.core.gate import Act, Question
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Purpose


class NoSuchTask(Missing):
    code = "task.missing"


class TaskWithoutEnd(Invalid):
    code = "task.without_end"


def fields_digest(fields: Collection[str]) -> Digest:
    """What stands in the ledger for a set of field names."""
    return _fields_digest(frozenset(fields))


@lru_cache(maxsize=1024)
def _fields_digest(fields: frozenset[str]) -> Digest:
    return Digest(hashlib.sha256("\n".join(sorted(fields)).encode()).digest())


def registered_fields(purpose: Purpose) -> list[str]:
    """The fields that the register in force gives this purpose."""
    return [code for code, rule in field_register().items() if purpose in rule.purposes]


@transaction.atomic
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

    ``subject``  the one person it is about; the gate refuses every other

    Raises:
        TaskWithoutEnd: the end is not after the beginning.
    """
    if expires_at <= at:
        raise TaskWithoutEnd
    task = Task(
        ref=Ref.new("task"),
        purpose=purpose,
        deal=deal,
        actors=sorted(actors),
        acts=sorted(acts),
        fields=sorted(fields),
        subject=subject or "",
        opened_at=at,
        expires_at=expires_at,
    )
    ref = Ref(task.ref)
    facts: dict[str, Value] = {
        "purpose": purpose,
        "fields": fields_digest(fields),
        "actors": len(actors),
        "until": expires_at.date(),
    }
    event = Event(Tag.TASK_OPENED, actor, ref, at, facts, ("1.3", "11.1"), deal)
    codes.put(task, writer.record(event).position)
    task.save(force_insert=True)
    return ref


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


def question(
    *,
    actor: Ref,
    act: Act,
    task: Ref,
    at: datetime,
    subject: Ref | None = None,
    fields: Collection[str] = (),
    level: DisclosureLevel | None = None,
) -> Question:
    """Put a question for a task: purpose and deal are the task's, not the caller's.

    Raises:
        NoSuchTask: there is no such task.
    """
    found = Task.objects.filter(ref=task).first()
    if found is None or not verification.is_authentic(found):
        raise NoSuchTask(task=task)
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
    )
