"""The policy as the condition of a query, run by SQLite over people in a table."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from tests.oracles import plain_words

from shoumi.core.gate import Check, Fact, Facts, Policy, Question, Sql, condition
from shoumi.core.gate.policy import RULES
from shoumi.core.gate.tests.oracle_facts import GOOD

# Facts of one value, which can stand in a column.
_OF_ONE_VALUE = {Check.TRUE, Check.LASTS, Check.A_LEVEL, Check.THE_DEAL, Check.NEVER}
COLUMNS = tuple(
    fact for fact in Fact if {rule.check for rule in RULES if rule.needs is fact} <= _OF_ONE_VALUE
)


class Listing:
    """One table with a column for each such fact; NULL is what nobody knows."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._connection = sqlite3.connect(":memory:")
        named = ", ".join(map(plain_words.name, COLUMNS))
        self._connection.execute(f"CREATE TABLE people (place INTEGER PRIMARY KEY, {named})")
        self._add = f"INSERT INTO people VALUES (?{', ?' * len(COLUMNS)})"

    def close(self) -> None:
        self._connection.close()

    def allowed(
        self, question: Question, facts: Facts, people: Sequence[Mapping[Fact, object]]
    ) -> list[bool]:
        """For each of the people, with what is known of each, whether the query finds it.

        What no person has anything of is read from ``facts``.
        """
        of_people = [fact for fact in COLUMNS if any(fact in own for own in people)]
        rows = [
            (place, *(_cell(fact, own.get(fact)) for fact in COLUMNS))
            for place, own in enumerate(people)
        ]
        self._connection.execute("DELETE FROM people")
        self._connection.executemany(self._add, rows)
        found = condition(
            question, facts, {fact: Sql(plain_words.name(fact)) for fact in of_people}, self._policy
        )
        text = found.text.replace("%s", "?")
        cursor = self._connection.execute(
            f"SELECT place FROM people WHERE {text}", tuple(map(_stored, found.params))
        )
        places = {place for (place,) in cursor}
        return [place in places for place in range(len(people))]


def _cell(fact: Fact, value: object) -> object:
    """As an app's column has it: of one sort; what is of another it cannot hold."""
    if type(value) is not type(GOOD[fact]):
        return None
    if isinstance(value, datetime) and value.tzinfo is None:
        return None
    return _stored(value)


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return plain_words.micros(value)
    return value if isinstance(value, bool) else str(value)
