from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shoumi.core.gate import Act, Fact, GateClosed, Question, Rule, Verdict, decide, judge
from shoumi.core.gate.tests.oracle import ANNA, AT, DEAL, LATER, TASK
from shoumi.core.terms import Purpose, Role

QUESTION = Question(ANNA, Act.LIST, TASK, Purpose.SERVICE, DEAL, AT)


def explode(*_):
    raise ZeroDivisionError


def rule(code="x", *, needs=Fact.ROLES, applies=lambda _: True, holds=lambda *_: True):
    return Rule(code, "1.5", needs, applies, holds, Role.HEAD)


def test_no_rule_has_no_objection():
    decision = decide(QUESTION, {}, (), "p")
    assert decision.allowed
    assert (decision.question, decision.policy, decision.expires_at) == (QUESTION, "p", None)
    decision.require()


@pytest.mark.parametrize("facts", [{}, {Fact.ROLES: None}], ids=["missing", "none"])
def test_an_unknown_fact_refuses(facts):
    found = judge(rule(), QUESTION, facts)
    assert (found.code, found.duty, found.mender) == ("x", "1.5", Role.HEAD)
    assert found.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("answer", [False, None, 1, "yes", [True], float("nan")])
def test_only_true_is_yes(answer):
    found = judge(rule(holds=lambda *_: answer), QUESTION, {Fact.ROLES: 1})
    assert found.verdict is Verdict.FAILED


@pytest.mark.parametrize(
    "broken", [rule(holds=explode), rule(applies=explode)], ids=["holds", "applies"]
)
def test_a_rule_that_raises_refuses(broken):
    assert judge(broken, QUESTION, {Fact.ROLES: 1}).verdict is Verdict.ERROR


def test_facts_that_cannot_be_read_refuse():
    class Torn(dict):
        get = explode

    assert judge(rule(), QUESTION, Torn()).verdict is Verdict.ERROR


def test_a_rule_that_does_not_apply_is_not_asked():
    off = rule(applies=lambda _: False, holds=explode)
    assert judge(off, QUESTION, {}) is None
    assert decide(QUESTION, {Fact.ROLES: LATER}, [off], "p").expires_at is None


def test_every_objection_is_told_in_the_order_of_the_table():
    rules = [rule("a"), rule("b", applies=lambda _: False), rule("c", holds=explode), rule("d")]
    decision = decide(QUESTION, {}, rules, "p")
    assert [reason.code for reason in decision.reasons] == ["a", "c", "d"]
    with pytest.raises(GateClosed) as caught:
        decision.require()
    assert caught.value.decision is decision
    assert caught.value.facts == {"reasons": ("a", "c", "d")}


def test_a_decision_lapses_with_the_first_of_its_facts():
    days = {Fact.NDA_UNTIL: 3, Fact.ROOM_UNTIL: 2, Fact.PIPIA_UNTIL: 5}
    facts = {fact: AT + timedelta(days=n) for fact, n in days.items()}
    rules = [rule(fact, needs=fact) for fact in facts]
    assert decide(QUESTION, facts, rules, "p").expires_at == AT + timedelta(days=2)


def test_a_time_without_a_zone_refuses_and_breaks_nothing():
    """Compared with a time that has one it raises, both in the rule and among the lapses."""
    facts = {Fact.NDA_UNTIL: datetime(2099, 1, 1), Fact.ROOM_UNTIL: LATER}
    before = rule("nda", needs=Fact.NDA_UNTIL, holds=lambda q, until: q.at < until)
    room = rule("room", needs=Fact.ROOM_UNTIL)
    decision = decide(QUESTION, facts, [before, room], "p")
    assert [reason.verdict for reason in decision.reasons] == [Verdict.ERROR]
    assert decision.expires_at == LATER


def test_a_fact_that_fails_gives_no_lapse():
    expired = rule(needs=Fact.NDA_UNTIL, holds=lambda q, until: q.at < until)
    assert decide(QUESTION, {Fact.NDA_UNTIL: AT}, [expired], "p").expires_at is None
