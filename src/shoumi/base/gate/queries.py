"""What the gate's own app states: the task, and whether training is in date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from shoumi.base.attestations import staff_qualification
from shoumi.base.gate import reading_limits, task_conditions
from shoumi.base.gate.models import Task
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

# In SQL, because every reveal on a page asks.
_BY_REF = "SELECT * FROM gate_task WHERE ref = %s"


def facts(question: Question) -> Mapping[Fact, object]:
    return {
        Fact.TRAINED_UNTIL: _trained(question),
        # Of several decided together this is asked anew (``decisions.ask_together``).
        Fact.READS_WITHIN: reading_limits.Within().allows(question),
        **task_facts(question),
    }


def task_facts(question: Question) -> dict[Fact, object]:
    """What the task of a question says; nothing where there is none that the house made."""
    task = _authentic(question.task)
    if task is None:
        return {}
    is_open = task.closed_at is None and task.opened_at <= question.at < task.ends_at
    is_open = is_open and not task_conditions.is_over(question.task, question.at)
    return {
        Fact.TASK_OPEN: is_open and task.purpose == question.purpose and task.deal == question.deal,
        Fact.TASK_ACTORS: frozenset(map(Ref, task.actors)),
        Fact.TASK_ACTS: frozenset(map(Act, task.acts)),
        Fact.TASK_FIELDS: frozenset(task.fields),
        Fact.TASK_PERSONS: frozenset({Ref(task.subject)}) if task.subject else True,
        Fact.TASK_NAMED: task.subject != "",
        Fact.TASK_CONFIRMED: task.is_confirmed,
    }


@shared
def _authentic(ref: Ref) -> Task | None:
    task = Task.objects.filter(ref=ref).first()
    return task if task is not None and verification.is_authentic(task) else None


def edges(question: Question) -> Iterator[datetime]:
    """When the task begins and ends, and when what is known of the actor's training does."""
    for task in Task.objects.filter(ref=question.task):
        yield from (task.opened_at, task.ends_at)
        since = task_conditions.over_since(Ref(task.ref), question.at)
        yield from (since,) if since else ()
    yield from staff_qualification.edges(question.actor, question.at)


def _trained(question: Question) -> object:
    """Handbook 19.3, known of each person.

    An outside party is bound by its agreement, not by our course book.
    """
    from shoumi.base.accounts import queries as accounts

    if accounts.is_outside(question.actor):
        return True
    training = staff_qualification.of(question.actor, question.at)
    if training.state is ControlState.NOT_APPLICABLE:
        return True
    return training.until if training.holds else training.grace


def open_for(person: Ref, at: datetime) -> list[Task]:
    """The open tasks a person is on, the first to end first."""
    # A list of names in JSON is no column to filter by on both engines; open tasks are few.
    mine = [task for task in open_ones(at) if person in task.actors and not task.is_internal]
    return verification.authentic(mine)


def open_ones(at: datetime) -> list[Task]:
    """All that are open, the first to end first."""
    found = Task.objects.filter(closed_at=None, opened_at__lte=at, expires_at__gt=at)
    running = (task for task in found if at < task.ends_at)
    still = [task for task in running if not task_conditions.is_over(Ref(task.ref), at)]
    return sorted(still, key=lambda task: (task.ends_at, task.pk))


def to_confirm(person: Ref, at: datetime) -> list[Task]:
    """Open tasks that wait for a second person's yes, and might have this person's."""
    waiting = (task for task in open_ones(at) if not task.is_confirmed)
    mine = [task for task in waiting if person not in (task.opened_by, *task.actors)]
    return verification.authentic(mine)


def over_early() -> list[tuple[str, datetime]]:
    """Open tasks of an older version whose end lies beyond the longest life of their purpose, and
    when that is over.  Reads only columns that such a version has."""
    known = ("ref", "purpose", "opened_at", "expires_at")
    found = Task.objects.filter(closed_at=None).order_by("id").only(*known)
    return [(task.ref, task.ends_at) for task in found if task.ends_at < task.expires_at]


def open_one(task: str, person: Ref, at: datetime) -> Task | None:
    """That one of ``open_for``."""
    found = next(iter(Task.objects.raw(_BY_REF, [task])), None)
    if found is None or found.closed_at is not None or person not in found.actors:
        return None
    if found.is_internal or not found.opened_at <= at < found.ends_at:
        return None
    if task_conditions.is_over(Ref(found.ref), at):
        return None
    return found if verification.is_authentic(found) else None
