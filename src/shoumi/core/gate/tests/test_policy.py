"""The table against the oracle: every act, purpose and level, every fact in every condition."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from shoumi.core.gate import Check, Fact, Kind, Policy, Question, Rule, decide
from shoumi.core.gate.policy import POLICY, RULES, Code, always
from shoumi.core.gate.tests.oracle import ORACLE, QUESTIONS, UNREADABLE, expected
from shoumi.core.gate.tests.oracle_facts import GOOD, OTHERS
from shoumi.core.handbook import demand
from shoumi.core.tests import portion

MISSING = object()


def conditions(fact: Fact) -> Iterator[object]:
    yield from (MISSING, None, GOOD[fact], *OTHERS[fact], UNREADABLE)


def disagreements(
    policy: Policy, facts: Iterable[Fact] = Fact, places: Collection[int] = range(len(QUESTIONS))
) -> Iterator[tuple[Question, Fact, object, dict[str, str], dict[str, str]]]:
    """Where the table and the oracle part, one fact at a time away from all being in order, in the
    questions at ``places``."""
    for fact in facts:
        for value, known, answers in _answers(fact):
            for place in places:
                question, wanted = QUESTIONS[place], answers[place]
                decision = decide(question, known, policy)
                told = {reason.code: reason.verdict.value for reason in decision.reasons}
                if told != wanted or decision.allowed is not (not wanted):
                    yield question, fact, value, told, wanted


@cache
def _answers(fact: Fact) -> list[tuple[object, dict[Fact, object], list[dict[str, str]]]]:
    """For each condition of the fact what is known and what the oracle says to every question."""
    found = []
    for value in conditions(fact):
        known = {**GOOD, fact: value}
        if value is MISSING:
            del known[fact]
        found.append((value, known, [expected(question, known) for question in QUESTIONS]))
    return found


@pytest.mark.parametrize("fact", Fact)
def test_the_table_says_what_the_handbook_says(fact):
    assert next(disagreements(POLICY, [fact]), None) is None


def test_with_nothing_known_every_rule_that_is_asked_refuses():
    for question in QUESTIONS:
        decision = decide(question, {}, POLICY)
        assert {reason.code: reason.verdict for reason in decision.reasons} == expected(
            question, {}
        )
        assert not decision.allowed


def never(_: Kind) -> bool:
    return False


def mutants() -> Iterator[tuple[str, Rule, Rule, Policy]]:
    """Each rule dropped; each part of it replaced by every other that the table uses.

    Of conditions that are true of the same kinds one stands for all.
    """
    kinds = sorted({question.kind for question in QUESTIONS}, key=str)
    meant = {tuple(map(rule.when, kinds)): rule.when for rule in RULES}
    whens = {*meant.values(), never}
    said = {when: tuple(map(when, kinds)) for when in {*whens, *(rule.when for rule in RULES)}}
    for place, rule in enumerate(RULES):
        before, after = RULES[:place], RULES[place + 1 :]
        yield f"{rule.code} dropped", rule, rule, Policy((*before, *after))
        others = [
            *(("when", when) for when in whens if said[when] != said[rule.when]),
            *(("needs", fact) for fact in Fact if fact is not rule.needs),
            *(("check", check) for check in Check if check is not rule.check),
        ]
        parts = {other.part for other in RULES if other.check is rule.check}
        others += [("part", part) for part in parts - {rule.part}]
        for name, value in others:
            changed = replace(rule, **{name: value})
            told = f"{rule.code} {name} {getattr(value, '__name__', value)}"
            yield told, rule, changed, Policy((*before, changed, *after))


MUTANTS = sorted(mutants(), key=lambda mutant: mutant[0])


def is_noticed(rule: Rule, changed: Rule, policy: Policy) -> bool:
    """The comparison above goes red: over the facts that the line is about, then over all.  Where
    neither line is asked they answer alike."""
    places = sorted({*_asked(rule.when), *_asked(changed.when)})
    return any(
        next(disagreements(policy, facts, places), None) is not None
        for facts in ([rule.needs], Fact)
    )


@cache
def _asked(when: Callable[[Kind], bool]) -> tuple[int, ...]:
    return tuple(place for place, question in enumerate(QUESTIONS) if when(question.kind))


@pytest.fixture
def untraced() -> Iterator[None]:
    """No measuring of coverage: of the same lines asked some hundred thousand times."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("code", Code)
def test_a_broken_rule_is_noticed(code):
    """The sabotage twin: no line can be changed in any of its parts unseen."""
    own = [(name, *of) for name, *of in MUTANTS if of[0].code == code]
    assert len(own) > 30
    own = portion.drawn(own, what=f"rules broken of {code}", named=lambda one: one[0].split()[1])
    assert [name for name, *of in own if not is_noticed(*of)] == []


def test_each_code_has_one_rule_and_each_rule_one_code():
    assert [rule.code for rule in RULES] == list(Code) == list(ORACLE)


def test_a_rule_is_asked_where_the_oracle_asks_it():
    for question in QUESTIONS:
        asked = [rule.code for rule in RULES if rule.applies(question)]
        assert asked == [code for code, (_, is_asked, _) in ORACLE.items() if is_asked(question)]


def test_each_rule_keeps_a_demand_of_the_handbook():
    assert [rule.code for rule in RULES if demand(rule.duty) is None] == []


def test_every_fact_is_needed_by_some_rule():
    assert Counter(rule.needs for rule in RULES).keys() == set(Fact)


def test_nothing_leaves_a_room_whatever_holds():
    asked = [q for q in QUESTIONS if q.purpose == "due_diligence" and q.act == "export"]
    assert asked
    for question in asked:
        codes = [reason.code for reason in decide(question, GOOD, POLICY).reasons]
        assert codes == [Code.ROOM_EXPORT]


def test_all_reasons_fit_a_number_of_the_ledger():
    decision = decide(QUESTIONS[0], {}, Policy(replace(rule, when=always) for rule in RULES))
    assert decision.why == 2 ** len(Code) - 1 < 2**53


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
        "gate.person_not_in_task",
        "gate.records_shut",
        "gate.staff_shut",
        "gate.vendor_shut",
        "gate.room_door_shut",
        "gate.room_l2_shut",
        "gate.room_l3_shut",
        "gate.handover_shut",
        "gate.suspended_by_lapse",
        "gate.consent_superseded",
        "gate.record_unsound",
        "gate.field_not_said",
        "gate.task_unconfirmed",
        "gate.too_many_reads",
        "gate.minor_unagreed",
        "gate.outside_of_rooms",
        "gate.request_of_nobody",
        "gate.not_for_a_request",
        "gate.restricted",
        "gate.purpose_not_told",
    ]


def test_the_policy_is_named_by_a_sha256():
    assert len(bytes.fromhex(POLICY.digest)) == 32
