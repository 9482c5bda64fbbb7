"""The gate inside a query: of these people, those about whom the answer is yes.

The same policy and the same facts as ``decisions.ask_each``, with the facts of people as
expressions of SQL, so that nobody is fetched to be refused.  For lists of references and for
counts: whoever reads values still goes through ``disclosure``, which asks for itself and records
it.  Minors are in no such list but of what asks nobody's yes about them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from shoumi.base import registry
from shoumi.base.gate.decisions import UNKNOWABLE, facts_for_many
from shoumi.base.subjects.models import Subject
from shoumi.core import gate
from shoumi.core.gate import Fact, Facts, Question, Sql
from shoumi.core.gate.policy import POLICY


def allowed(question: Question, people: QuerySet[Subject]) -> QuerySet[Subject]:
    """Those of ``people`` about whom ``decisions.ask`` says yes, whoever the question names.

    Facts that are not of people are read now, those of people when the query runs.
    """
    asked = replace(question, subject=None)
    return people.filter(_Allowed(asked, facts_for_many(asked), _expressions(asked)))


def _expressions(question: Question) -> dict[Fact, Combinable]:
    known: dict[Fact, Combinable] = {}
    for card in registry.cards():
        if card.subject_expressions is None:
            continue
        try:
            told = card.subject_expressions(question)
        except UNKNOWABLE:
            continue
        known |= {fact: value for fact, value in told.items() if fact in card.states}
    return known


class _Allowed(Expression):
    """The condition of the core, over the expressions of the cards."""

    conditional = True

    def __init__(
        self, question: Question, facts: Facts, of_subjects: Mapping[Fact, Combinable]
    ) -> None:
        super().__init__(output_field=BooleanField())
        self.question, self.facts = question, facts
        self.named = tuple(of_subjects)
        self.of_subjects: list[Any] = list(of_subjects.values())

    def get_source_expressions(self) -> list[Any]:
        return self.of_subjects

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.of_subjects = list(exprs)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        given = {}
        for fact, expression in zip(self.named, self.of_subjects, strict=True):
            text, params = compiler.compile(expression)
            given[fact] = Sql(text, tuple(params))
        found = gate.condition(self.question, self.facts, given, POLICY)
        as_stored = connection.ops.adapt_datetimefield_value
        return f"({found.text})", tuple(
            as_stored(one) if isinstance(one, datetime) else one for one in found.params
        )
