"""The text and parameters of the SQL form.  That it answers as ``decide`` does is shown where a
database is: ``tests/oracles`` and ``doors/tests/test_query_filter.py``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.core.gate import (
    Act,
    Check,
    Fact,
    NoTwin,
    Policy,
    Question,
    Rule,
    Sql,
    condition,
)
from shoumi.core.gate.policy import POLICY, always
from shoumi.core.gate.tests.oracle import QUESTIONS
from shoumi.core.gate.tests.oracle_facts import ANNA, AT, DEAL, GOOD, TASK
from shoumi.core.terms import Purpose

QUESTION = Question(ANNA, Act.EXPORT, TASK, Purpose.HANDOVER, DEAL, AT, None, frozenset({"name"}))
COLUMNS = {
    Fact.SUBJECT_HELD: Sql("state = %s", ("ACTIVE",)),
    Fact.SUBJECT_DEAL: Sql("deal"),
    Fact.INSTRUMENT: Sql("asked"),
    Fact.FIELDS_SAID: Sql("said"),
    Fact.UNRESTRICTED: Sql("free"),
    Fact.PURPOSE_TOLD: Sql("told"),
}


def sql(check, fact=Fact.SUBJECT_HELD, **more):
    rule = Rule("x", "1.5", fact, always, check, **more)
    return condition(QUESTION, {}, {fact: Sql("%s || col", ("p",))}, Policy([rule]))


def test_parameters_stand_in_the_order_of_the_text():
    found = condition(QUESTION, GOOD, COLUMNS, POLICY)
    assert (
        found.text == "(state = %s) IS TRUE AND (asked) IS TRUE AND (said) IS TRUE"
        " AND (free) IS TRUE AND (told) IS TRUE AND (deal) = %s"
    )
    assert found.params == ("ACTIVE", "deal-a")


def test_an_expression_nobody_gave_is_a_fact_nobody_stated():
    known = {fact: value for fact, value in GOOD.items() if fact not in COLUMNS}
    some = {fact: own for fact, own in COLUMNS.items() if fact is not Fact.INSTRUMENT}
    assert condition(QUESTION, known, some, POLICY) == Sql("1 = 0")


def test_no_question_is_put_to_the_database_that_is_answered_already():
    closed = {**GOOD, Fact.TASK_OPEN: False}
    for question in QUESTIONS:
        assert condition(question, closed, COLUMNS, POLICY) == Sql("1 = 0")


def test_where_nothing_depends_on_the_person_all_or_nobody_is_listed():
    rule = Rule("x", "1.5", Fact.TASK_OPEN, always, Check.TRUE)
    assert condition(QUESTION, GOOD, COLUMNS, Policy([rule])) == Sql("1 = 1")


def test_a_task_for_certain_people_lists_nobody():
    named = {**GOOD, Fact.TASK_PERSONS: frozenset({"sub-chen"})}
    assert condition(QUESTION, named, COLUMNS, POLICY) == Sql("1 = 0")


def test_a_question_in_no_known_words_lists_nobody():
    assert condition(replace(QUESTION, act="fly"), GOOD, COLUMNS, POLICY) == Sql("1 = 0")


def test_each_check_of_one_value_has_its_words():
    assert sql(Check.TRUE) == Sql("(%s || col) IS TRUE", ("p",))
    assert sql(Check.LASTS) == Sql("(%s || col) > %s", ("p", AT))
    assert sql(Check.THE_DEAL) == Sql("(%s || col) = %s", ("p", "deal-a"))
    assert sql(Check.NEVER) == Sql("1 = 0")
    levels = sql(Check.A_LEVEL, part=lambda _: frozenset({"L4", "L3"}))
    assert levels == Sql("(%s || col) IN (%s, %s)", ("p", "L3", "L4"))
    assert sql(Check.A_LEVEL, part=lambda _: frozenset()) == Sql("1 = 0")


@pytest.mark.parametrize(
    "check",
    [
        Check.CONTAINS,
        Check.BEYOND,
        Check.HAS_FIELDS,
        Check.HAS_ACTOR,
        Check.TRUE_OR_HAS_PERSON,
        Check.TRUE_OR_LASTS,
    ],
)
def test_a_set_has_none(check):
    with pytest.raises(NoTwin):
        sql(check, part=lambda _: frozenset())
