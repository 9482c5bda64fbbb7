"""Answers, scores, agreements, conditions: in plain functions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest

from shoumi.chapters.vendors.rules import agreement, conditions
from shoumi.chapters.vendors.rules.agreement import MANDATORY, Clause, Stage, Terms
from shoumi.chapters.vendors.rules.conditions import DEMAND_OF, Known, Lack, lacks, turns
from shoumi.chapters.vendors.rules.questions import BadQuestions, current, parsed
from shoumi.chapters.vendors.rules.score import Answer, Scored, Value, enough_until, scored
from shoumi.core.calendar import end_of_day
from shoumi.core.tests.cases import each

DAY = date(2026, 8, 26)
DUE = date(2027, 8, 26)
SHOWN = date(2028, 1, 1)
TABLE = """
version = "9"
[[question]]
code = "one"
group = "guard"
weight = 3
must = true
zh = "一"
en = "one"
paper = ["甲", "A"]
basis = "PIPL 21"
[[question]]
code = "two"
group = "who"
weight = 1
zh = "二"
en = "two"
paper = ["乙", "B"]
basis = "PIPL 59"
"""
TWO = parsed(TABLE)


def score(answers, today=DAY, of=TWO):
    return scored(of, answers, answered_on=DAY, due_on=DUE, today=today)


def test_the_questionnaire_has_a_basis_and_both_languages_for_each_question():
    found = current()
    assert len(found.questions) >= 20
    assert all(one.basis and all(one.text) and all(one.paper) for one in found.questions)
    assert {one.group for one in found.questions} == set(type(found.questions[0].group))
    assert any(one.is_must for one in found.questions)


@pytest.mark.parametrize(
    ("was", "comes"),
    [
        ('code = "two"', 'code = "one"'),
        ("weight = 1", "weight = 4"),
        ("weight = 1", "weight = 0"),
        ('group = "who"', 'group = "nobody"'),
        ('basis = "PIPL 59"', ""),
        ('zh = "二"', 'zh = "二"\nnote = "x"'),
        ('paper = ["乙", "B"]', 'paper = ["乙"]'),
        ('version = "9"', ""),
    ],
)
def test_a_table_of_questions_that_is_not_whole_stops_the_start(was, comes):
    with pytest.raises(BadQuestions):
        parsed(TABLE.replace(was, comes, 1))


@each("mine", Value)
@each("other", Value)
@each(("shown", "also"), product((None, SHOWN), repeat=2))
@each("later", [0, 1, 91, 182, 364, 365, 400])
def test_a_score_is_what_is_reckoned_by_hand(mine, other, shown, also, later):
    today = DAY + timedelta(days=later)
    left = Fraction(max(365 - later, 0), 365)
    worth = {"yes": Fraction(1), "partly": Fraction(1, 2), "no": Fraction(0)}
    total = points = Fraction(0)
    for value, until, weight in ((mine, shown, 3), (other, also, 1)):
        if value == "not_applicable":
            continue
        total += weight
        points += weight * worth[value] * (1 if until else left / 2)
    found = score({"one": Answer(mine, shown), "two": Answer(other, also)}, today)
    assert found.points == (int(points * 100 / total) if total else 0)
    assert found.failed == (("one",) if mine in ("no", "not_applicable") else ())
    assert found.missing == ()


def test_evidence_counts_on_its_last_day_and_not_the_day_after():
    answers = {"one": Answer(Value.YES, DAY), "two": Answer(Value.YES, DAY)}
    assert score(answers).points == 100
    assert score(answers, DAY + timedelta(days=1)).points == 49


def test_an_answer_that_lacks_counts_nothing_and_is_named():
    found = score({"two": Answer(Value.YES, SHOWN)})
    assert found == Scored(25, (), ("one",))
    assert not found.is_enough


@pytest.mark.parametrize(("points", "is_enough"), [(69, False), (70, True)])
def test_seventy_points_are_enough(points, is_enough):
    assert Scored(points, (), ()).is_enough is is_enough
    assert not Scored(100, ("one",), ()).is_enough
    assert not Scored(100, (), ("one",)).is_enough


@pytest.mark.parametrize(
    "answers",
    [
        {"one": Answer(Value.YES, SHOWN), "two": Answer(Value.YES)},
        {"one": Answer(Value.YES, DAY + timedelta(days=30)), "two": Answer(Value.YES, SHOWN)},
        {"one": Answer(Value.YES), "two": Answer(Value.YES)},
        {"one": Answer(Value.YES, SHOWN), "two": Answer(Value.PARTLY)},
        {"one": Answer(Value.NO, SHOWN), "two": Answer(Value.YES, SHOWN)},
    ],
)
def test_the_last_day_of_a_score_is_found_as_by_trying_each(answers):
    found = enough_until(TWO, answers, answered_on=DAY, due_on=DUE)
    days = [DAY + timedelta(days=n) for n in range((DUE - DAY).days + 1)]
    good = [day for day in days if score(answers, day).is_enough]
    assert found == (good[-1] if good else None)


TERMS = Terms(
    clauses=MANDATORY,
    purpose="寄发告知短信",
    method="通过接口逐条发送",
    protection="传输与存储加密",
    fields=("mobile",),
    until=date(2027, 8, 26),
    help_days=3,
    notice_hours=2,
)


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        *(({"clauses": MANDATORY - {clause}}, "clauses") for clause in Clause),
        ({"purpose": " "}, "purpose"),
        ({"method": ""}, "method"),
        ({"protection": ""}, "protection"),
        ({"fields": ()}, "fields"),
        ({"until": DAY}, "term"),
        ({"help_days": 4}, "help_days"),
        ({"help_days": 0}, "help_days"),
        ({"notice_hours": 3}, "notice_hours"),
        ({"notice_hours": 0}, "notice_hours"),
    ],
)
def test_an_agreement_without_one_of_its_parts_is_not_signed(change, lack):
    from dataclasses import replace

    assert agreement.lacking(TERMS, DAY) == ()
    assert agreement.lacking(replace(TERMS, **change), DAY) == (lack,)


def test_an_agreement_is_in_force_from_its_last_signature_to_its_end():
    at, until = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC)
    just = timedelta(microseconds=1)
    assert agreement.is_in_force(Stage.SIGNED, at, until, at)
    assert not agreement.is_in_force(Stage.SIGNED, at, until, at - just)
    assert not agreement.is_in_force(Stage.SIGNED, at, until, until)
    assert not agreement.is_in_force(Stage.SIGNED, None, until, at)
    assert not agreement.is_in_force(Stage.ENDED, at, until, at)
    assert agreement.covers(("mobile", "name"), ["name"])
    assert not agreement.covers(("mobile",), ["name"])


NOW = datetime(2026, 9, 1, 4, tzinfo=UTC)
TODAY = date(2026, 9, 1)
GOOD = Known(
    impact_until=date(2027, 8, 1),
    is_answered=True,
    is_judged=True,
    enough_until=date(2027, 3, 1),
    agreed_from=NOW - timedelta(days=1),
    agreed_until=NOW + timedelta(days=300),
    review_due=date(2027, 8, 26),
)


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"impact_until": None}, Lack.IMPACT),
        ({"impact_until": TODAY - timedelta(days=1)}, Lack.IMPACT),
        ({"is_risk_too_high": True}, Lack.RISK),
        ({"is_answered": False, "is_judged": False}, Lack.ANSWERS),
        ({"is_judged": False}, Lack.JUDGED),
        ({"enough_until": None}, Lack.SCORE),
        ({"enough_until": TODAY - timedelta(days=1)}, Lack.SCORE),
        ({"agreed_from": None}, Lack.AGREEMENT),
        ({"agreed_until": NOW}, Lack.AGREEMENT),
        ({"agreed_from": NOW + timedelta(seconds=1)}, Lack.AGREEMENT),
        ({"unagreed": 1}, Lack.SUB_PROCESSOR),
        ({"review_due": TODAY - timedelta(days=1)}, Lack.REVIEW),
        ({"is_reopened": True}, Lack.REOPENED),
        ({"incidents": 1}, Lack.INCIDENT),
        ({"is_active": False, "incidents": 1}, Lack.OVER),
    ],
)
def test_each_lack_keeps_data_from_a_vendor_and_names_its_demand(change, lack):
    from dataclasses import replace

    assert lacks(GOOD, NOW, TODAY) == ()
    assert lacks(replace(GOOD, **change), NOW, TODAY) == (lack,)
    assert DEMAND_OF[lack] in ("5.1", "5.2", "5.3")


def test_what_turns_by_the_time_alone_is_known_beforehand():
    assert turns(GOOD, NOW) == end_of_day(date(2027, 3, 1))
    assert turns(Known(), NOW) is None


@pytest.mark.parametrize(
    ("is_high_risk", "due"), [(False, date(2027, 8, 26)), (True, date(2027, 2, 26))]
)
def test_a_review_comes_every_year_and_every_half_year_at_high_risk(is_high_risk, due):
    assert conditions.review_due(DAY, is_high_risk=is_high_risk) == due
