"""What the gate's own app states: the task, and whether training is in date."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.attestations import controls
from shoumi.base.gate.models import Task
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


def facts(question: Question) -> Mapping[Fact, object]:
    stated: dict[Fact, object] = {Fact.TRAINED_UNTIL: _trained(question)}
    task = Task.objects.filter(ref=question.task).first()
    if task is None:
        return stated
    is_open = task.closed_at is None and task.opened_at <= question.at < task.expires_at
    return stated | {
        Fact.TASK_OPEN: is_open and task.purpose == question.purpose and task.deal == question.deal,
        Fact.TASK_ACTORS: frozenset(map(Ref, task.actors)),
        Fact.TASK_ACTS: frozenset(map(Act, task.acts)),
        Fact.TASK_FIELDS: frozenset(task.fields),
    }


def _trained(question: Question) -> object:
    """Handbook 19.3.  An outside party is bound by its agreement, not by our course book."""
    from shoumi.base.accounts import queries as accounts

    if accounts.is_outside(question.actor):
        return True
    training = controls.holding("19.3", None, question.at)
    if training.state is ControlState.NOT_APPLICABLE:
        return True
    return training.until if training.holds else None
