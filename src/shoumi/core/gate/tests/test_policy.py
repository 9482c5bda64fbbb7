"""The table against the oracle: every act, purpose and level, every fact in every condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest

from shoumi.core.gate import Fact, Question, Rule, decide
from shoumi.core.gate.policy import POLICY, RULES, Code, mask
from shoumi.core.gate.tests.oracle import GOOD, ORACLE, OTHERS, QUESTIONS, UNREADABLE, expected
from shoumi.core.handbook import demand

MISSING = object()

# Facts whose rules do not look into the value: nothing in it can break them.
SHALLOW = frozenset(
    {fact for fact, good in GOOD.items() if not isinstance(good, frozenset)}
    | {Fact.TRAINED_UNTIL, Fact.ROOM_LEVEL}
)


def conditions(fact: Fact) -> Iterator[object]:
    yield from (MISSING, None, GOOD[fact], *OTHERS[fact])
    if fact not in SHALLOW:
        yield UNREADABLE


def disagreements(
    rules: Sequence[Rule], facts: Iterable[Fact] = Fact
) -> Iterator[tuple[Question, Fact, object, dict[str, str], dict[str, str]]]:
    """Where the table and the oracle part, one fact at a time away from all being in order."""
    for fact in facts:
        for value in conditions(fact):
            known = dict(GOOD)
            if value is MISSING:
                del known[fact]
            else:
                known[fact] = value
            for question in QUESTIONS:
                decision = decide(question, known, rules, POLICY)
                told = {reason.code: reason.verdict.value for reason in decision.reasons}
                wanted = expected(question, known)
                if told != wanted or decision.allowed is not (not wanted):
                    yield question, fact, value, told, wanted


@pytest.mark.parametrize("fact", Fact)
def test_the_table_says_what_the_handbook_says(fact):
    assert next(disagreements(RULES, [fact]), None) is None


def test_with_nothing_known_every_rule_that_is_asked_refuses():
    for question in QUESTIONS:
        decision = decide(question, {}, RULES, POLICY)
        assert {reason.code: reason.verdict for reason in decision.reasons} == expected(
            question, {}
        )
        assert not decision.allowed


def mutants() -> Iterator[tuple[str, Rule, tuple[Rule, ...]]]:
    """Each rule dropped, always content, never asked, and blind to its own fact."""
    for place, rule in enumerate(RULES):
        before, after = RULES[:place], RULES[place + 1 :]
        yield f"{rule.code} dropped", rule, (*before, *after)
        content = replace(rule, holds=lambda *_: True)
        yield f"{rule.code} content", rule, (*before, content, *after)
        never = replace(rule, applies=lambda _: False)
        yield f"{rule.code} never asked", rule, (*before, never, *after)


@pytest.mark.parametrize(
    ("rule", "rules"),
    [pytest.param(rule, rules, id=name) for name, rule, rules in mutants()],
)
def test_a_broken_rule_is_noticed(rule, rules):
    """The sabotage twin: the comparison above goes red for every one of these tables."""
    assert next(disagreements(rules, [rule.needs]), None) is not None


def test_each_code_has_one_rule_and_each_rule_one_code():
    assert [rule.code for rule in RULES] == list(Code) == list(ORACLE)


def test_each_rule_keeps_a_demand_of_the_handbook():
    assert [rule.code for rule in RULES if demand(rule.duty) is None] == []


def test_every_fact_is_needed_by_some_rule():
    assert Counter(rule.needs for rule in RULES).keys() == set(Fact)


def test_nothing_leaves_a_room_whatever_holds():
    asked = [q for q in QUESTIONS if q.purpose == "due_diligence" and q.act == "export"]
    assert asked
    for question in asked:
        codes = [reason.code for reason in decide(question, GOOD, RULES, POLICY).reasons]
        assert codes == [Code.ROOM_EXPORT]


def test_a_mask_names_its_codes_by_place_once_each():
    codes = list(Code)
    assert mask(()) == 0
    assert mask((codes[0],)) == 1
    assert mask((codes[3], codes[1], codes[3])) == 0b1010
    assert mask(tuple(codes)) == 2 ** len(codes) - 1 < 2**53


def test_the_places_of_the_codes_are_frozen():
    """Refusals in old ledgers are read by these places: new codes go to the end."""
    assert [code.value for code in Code] == [
        "gate.ledger_not_ready",
        "gate.clock_behind",
        "gate.keys_overdue",
        "gate.task_closed",
        "gate.not_on_task",
        "gate.act_not_in_task",
        "gate.field_not_in_task",
        "gate.no_role",
        "gate.oversight_reads_no_content",
        "gate.untrained",
        "gate.deal_not_open",
        "gate.not_on_deal",
        "gate.no_policy",
        "gate.field_unregistered",
        "gate.no_agreement",
        "gate.agreement_level",
        "gate.room_shut",
        "gate.room_level",
        "gate.room_export",
        "gate.no_assessment",
        "gate.subject_not_held",
        "gate.subject_of_other_deal",
        "gate.no_instrument",
    ]


def test_the_policy_is_named_by_a_sha256():
    assert len(bytes.fromhex(POLICY)) == 32
