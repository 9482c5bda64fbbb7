from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shoumi.core.gate import (
    Act,
    Check,
    Fact,
    GateClosed,
    Policy,
    Question,
    Rule,
    Verdict,
    decide,
    judge,
)
from shoumi.core.gate.policy import POLICY
from shoumi.core.gate.tests.oracle import QUESTIONS
from shoumi.core.gate.tests.oracle_facts import ANNA, AT, DEAL, GOOD, LATER, TASK
from shoumi.core.handbook import Lapse
from shoumi.core.terms import ControlState, Purpose, Role

QUESTION = Question(ANNA, Act.LIST, TASK, Purpose.SERVICE, DEAL, AT)


def explode(*_):
    raise ZeroDivisionError


def always(_):
    return True


def never(_):
    return False


def rule(code="x", *, needs=Fact.LEDGER_READY, when=always, check=Check.TRUE, **more):
    return Rule(code, "1.5", needs, when, check, Role.HEAD, **more)


def test_no_rule_has_no_objection():
    decision = decide(QUESTION, {}, Policy(()))
    assert decision.allowed
    assert (decision.question, decision.why, decision.expires_at) == (QUESTION, 0, None)
    decision.require()


@pytest.mark.parametrize("facts", [{}, {Fact.LEDGER_READY: None}], ids=["missing", "none"])
def test_an_unknown_fact_refuses(facts):
    found = judge(rule(), QUESTION, facts)
    assert (found.code, found.duty, found.mender) == ("x", "1.5", Role.HEAD)
    assert found.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("answer", [False, 1, "yes", [True], float("nan")])
def test_only_true_is_true(answer):
    assert judge(rule(), QUESTION, {Fact.LEDGER_READY: answer}).verdict is Verdict.FAILED


def test_what_answers_a_comparison_with_more_than_yes_is_no_deal():
    class Agreeable(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, _):
            return 1

    asked = rule(needs=Fact.SUBJECT_DEAL, check=Check.THE_DEAL)
    found = judge(asked, QUESTION, {Fact.SUBJECT_DEAL: Agreeable("deal-z")})
    assert found.verdict is Verdict.FAILED


@pytest.mark.parametrize(
    "broken",
    [
        rule(when=explode),
        rule(check=Check.CONTAINS, needs=Fact.TASK_ACTS, part=explode),
        rule(check="looks good"),
    ],
    ids=["when", "part", "check"],
)
def test_a_rule_that_raises_refuses(broken):
    assert judge(broken, QUESTION, GOOD).verdict is Verdict.ERROR


def test_a_rule_that_raises_silences_no_other():
    rules = [rule("a", when=explode), rule("b", needs=Fact.NDA_UNTIL, check=Check.LASTS), rule("c")]
    facts = {Fact.NDA_UNTIL: datetime(2099, 1, 1), Fact.LEDGER_READY: False}
    told = {one.code: one.verdict for one in decide(QUESTION, facts, Policy(rules)).reasons}
    assert told == {"a": Verdict.ERROR, "b": Verdict.ERROR, "c": Verdict.FAILED}


def test_facts_that_cannot_be_read_refuse_by_every_rule():
    class Torn(dict):
        get = explode

    for asked in QUESTIONS:
        decision = decide(asked, Torn(GOOD), POLICY)
        assert {reason.verdict for reason in decision.reasons} == {Verdict.ERROR}
        assert decision.why == sum(step.bit for step in POLICY.plan(asked).steps)


def test_a_mapping_that_makes_up_what_is_missing_states_nothing():
    made_up = defaultdict(lambda: True)
    assert judge(rule(), QUESTION, made_up).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("part", ["act", "purpose", "level"])
@pytest.mark.parametrize("value", [["list"], "fly", 7], ids=["no hash", "unknown", "number"])
def test_a_question_of_no_known_words_is_refused(part, value):
    asked = replace(QUESTION, **{part: value})
    assert decide(asked, GOOD, POLICY).why == 2 ** len(POLICY.rules) - 1


@pytest.mark.parametrize("first", [str, Purpose])
def test_a_word_said_as_plain_text_means_that_word(first):
    """Or the rules of the room could be passed by with text that reads ``due_diligence``."""
    policy = Policy(POLICY.rules)
    real = replace(QUESTION, purpose=Purpose.DUE_DILIGENCE, act=Act.EXPORT)
    plain = replace(real, purpose=str(real.purpose.value), act=str(real.act.value))
    pair = (plain, real) if first is str else (real, plain)
    assert [decide(one, GOOD, policy).why for one in pair] == [1 << 18] * 2


def test_a_rule_that_does_not_apply_is_not_asked():
    off = rule(needs=Fact.NDA_UNTIL, when=never, check=Check.LASTS, part=explode)
    assert judge(off, QUESTION, {}) is None
    assert decide(QUESTION, {Fact.NDA_UNTIL: LATER}, Policy([off])).expires_at is None


def test_every_objection_is_told_in_the_order_of_the_table():
    rules = [
        rule("a"),
        rule("b", when=never),
        rule("c", when=explode),
        rule("d", needs=Fact.NDA_UNTIL, check=Check.LASTS),
        rule("e"),
    ]
    decision = decide(QUESTION, {}, Policy(rules))
    assert [reason.code for reason in decision.reasons] == ["a", "c", "d", "e"]
    assert decision.why == 0b11101
    with pytest.raises(GateClosed) as caught:
        decision.require()
    assert caught.value.decision is decision
    assert caught.value.facts == {"reasons": ("a", "c", "d", "e"), "demands": ("1.5",)}


EXPIRED = Lapse("13.1", ControlState.STALE, "attestation.expired", Role.OPS)
FAILED = Lapse("9.1", ControlState.FAIL, "control.check_failed", Role.HEAD)


def test_a_door_held_shut_names_each_demand_that_holds_it():
    door = rule("door", needs=Fact.HANDOVER_DOOR)
    decision = decide(QUESTION, {Fact.HANDOVER_DOOR: (EXPIRED, FAILED)}, Policy([rule("a"), door]))
    assert [(one.code, one.duty, one.why, one.mender) for one in decision.reasons[1:]] == [
        ("door", "13.1", "attestation.expired", Role.OPS),
        ("door", "9.1", "control.check_failed", Role.HEAD),
    ]
    assert decision.demands == ("9.1", "13.1")
    with pytest.raises(GateClosed) as caught:
        decision.require()
    assert caught.value.facts == {"reasons": ("a", "door"), "demands": ("1.5", "13.1", "9.1")}


def test_a_door_of_which_nobody_knows_is_shut_and_names_its_rule_alone():
    decision = decide(QUESTION, {}, Policy([rule("door", needs=Fact.HANDOVER_DOOR)]))
    assert [(one.code, one.why) for one in decision.reasons] == [("door", "")]
    assert decision.demands == ()


class Flickering(dict):
    """Facts that can be read once."""

    def get(self, key, default=None):
        return self.pop(key)


def test_a_door_whose_fact_cannot_be_read_again_is_shut_and_names_its_rule_alone():
    """The rule has been asked and refuses; which demand it was is then not known."""
    door = rule("door", needs=Fact.HANDOVER_DOOR)
    facts = Flickering({Fact.HANDOVER_DOOR: (EXPIRED,)})
    decision = decide(QUESTION, facts, Policy([door]))
    assert [(one.code, one.duty) for one in decision.reasons] == [("door", "1.5")]
    assert decision.demands == ()


def test_what_is_set_apart_names_no_demand():
    door = rule("door", needs=Fact.HANDOVER_DOOR)
    decision = decide(QUESTION, {Fact.HANDOVER_DOOR: (EXPIRED,)}, Policy([door]))
    assert decision.apart_from({"door"}).demands == ()


def test_what_is_set_apart_no_longer_refuses():
    decision = decide(QUESTION, {}, Policy([rule("a"), rule("b"), rule("c", when=explode)]))
    assert [reason.code for reason in decision.apart_from({"a", "c"}).reasons] == ["b"]
    assert decision.apart_from({"a", "b", "c"}).allowed
    assert decision.apart_from(()) == decision


def test_a_decision_lapses_with_the_first_of_its_facts():
    days = {Fact.NDA_UNTIL: 3, Fact.ROOM_UNTIL: 2, Fact.PIPIA_UNTIL: 5}
    facts = {fact: AT + timedelta(days=n) for fact, n in days.items()}
    rules = Policy(rule(fact, needs=fact, check=Check.LASTS) for fact in facts)
    assert decide(QUESTION, facts, rules).expires_at == AT + timedelta(days=2)


def test_a_time_without_a_zone_refuses_and_breaks_nothing():
    facts = {Fact.NDA_UNTIL: datetime(2099, 1, 1), Fact.ROOM_UNTIL: LATER}
    rules = Policy(rule(fact, needs=fact, check=Check.LASTS) for fact in facts)
    decision = decide(QUESTION, facts, rules)
    assert [reason.verdict for reason in decision.reasons] == [Verdict.ERROR]
    assert decision.expires_at == LATER


def test_a_fact_that_fails_gives_no_lapse():
    expired = Policy([rule(needs=Fact.NDA_UNTIL, check=Check.LASTS)])
    assert decide(QUESTION, {Fact.NDA_UNTIL: AT}, expired).expires_at is None


def test_a_policy_is_named_by_all_that_its_lines_say():
    """Each part of a line is in the digest, so a decision names the very table."""
    line = rule(needs=Fact.TASK_ACTS, check=Check.CONTAINS, part=always)
    others = [
        replace(line, code="y"),
        replace(line, duty="1.4"),
        replace(line, needs=Fact.NDA_LEVELS),
        replace(line, when=never),
        replace(line, check=Check.BEYOND),
        replace(line, part=never),
    ]
    digests = {Policy([one]).digest for one in (line, *others)}
    assert len(digests) == 7
    assert Policy([line]).digest == decide(QUESTION, {}, Policy([line])).policy
