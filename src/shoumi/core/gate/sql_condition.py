"""The same policy as a condition of SQL, for lists of people.

What does not depend on the person is decided at once.  What does becomes a condition on the
expression that the fact's app hands in.  NULL is what nobody knows, and never passes.

The text keeps to what SQLite and PostgreSQL read alike, with ``%s`` for each parameter in order.
Nothing here runs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shoumi.core.gate.decision import NONE, Facts, ask
from shoumi.core.gate.question import Question
from shoumi.core.gate.rule import Check, Fact, Plan, Policy, Step
from shoumi.core.refs import SYSTEM

Param = object


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the parameters in it."""

    text: str
    params: tuple[Param, ...] = ()


NOBODY = Sql("1 = 0")
EVERYBODY = Sql("1 = 1")


class NoTwin(TypeError):
    """A bug: a fact that is a set, or of more than one sort, has no expression in SQL."""


def condition(
    question: Question, facts: Facts, of_subjects: Mapping[Fact, Sql], policy: Policy
) -> Sql:
    """True for the people for whom ``decide`` says yes, and for nobody else.

    A task for certain people lists nobody: a query does not know them by name.

    ``of_subjects`` has an expression for each fact that differs from person to person: of a truth,
    a moment or a text, NULL where it is unknown.

    Raises:
        NoTwin: an expression is given for a fact that cannot have one.
    """
    # Anyone at all: rules look at the kind of question, which is the same for all people.
    asked = replace(question, subject=SYSTEM)
    plan = policy.plan(asked)
    shared = Plan([step for step in plan.steps if step.fact not in of_subjects], plan.broken)
    if ask(shared, asked, facts)[0] != NONE:
        return NOBODY
    own = [step for step in plan.steps if step.fact in of_subjects]
    parts = [_part(step, asked, of_subjects[step.fact]) for step in own]
    if not parts:
        return EVERYBODY
    text = " AND ".join(part.text for part in parts)
    return Sql(text, tuple(param for part in parts for param in part.params))


def _part(step: Step, question: Question, given: Sql) -> Sql:
    match step.check:
        case Check.TRUE:
            return Sql(f"({given.text}) IS TRUE", given.params)
        case Check.LASTS:
            return Sql(f"({given.text}) > %s", (*given.params, question.at))
        case Check.THE_DEAL:
            return Sql(f"({given.text}) = %s", (*given.params, str(question.deal)))
        case Check.A_LEVEL if step.part:
            levels = sorted(map(str, step.part))
            marks = ", ".join(["%s"] * len(levels))
            return Sql(f"({given.text}) IN ({marks})", (*given.params, *levels))
        case Check.NEVER | Check.A_LEVEL:
            return NOBODY
    raise NoTwin(f"{step.fact} ({step.check})")
