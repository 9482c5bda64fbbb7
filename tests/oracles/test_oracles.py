"""Five readings of one policy agree on every world: ``decide``, ``decide_each``, the condition of
a query run by SQLite, Cedar and Casbin.

Cedar and Casbin get the table translated (``cedar``, ``casbin_policy``) and share no code with
the gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from tests.oracles import plain_words
from tests.oracles.casbin_policy import Casbin
from tests.oracles.cedar import Cedar
from tests.oracles.sql_query import COLUMNS, Listing

from shoumi.core.gate import Check, Fact, Policy, Question, decide, decide_each
from shoumi.core.gate.policy import POLICY, RULES, Code, always, in_room
from shoumi.core.gate.tests.oracle import QUESTIONS, UNREADABLE
from shoumi.core.gate.tests.oracle_facts import GOOD, OTHERS
from shoumi.core.gate.tests.test_policy import MISSING, conditions
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.core.tests import portion

Known = Mapping[Fact, object]
ABOUT_SOMEONE = [asked for asked in QUESTIONS if asked.subject is not None]
EXAMPLES = 300 if portion.is_long() else 30


def worlds(fact: Fact) -> Iterator[dict[Fact, object]]:
    """All in order but this fact: missing, None, each good value and each bad one."""
    for value in conditions(fact):
        known = {**GOOD, fact: value}
        if value is MISSING:
            del known[fact]
        yield known


class Engines:
    """The answers of the other houses, each asked once for the same words."""

    def __init__(self) -> None:
        self._cedar, self._casbin = Cedar(POLICY), Casbin(POLICY)
        self._asked = [plain_words.question(asked) for asked in QUESTIONS]
        self._told: dict[frozenset[tuple[str, object]], list[frozenset[str]]] = {}

    def answers(self, known: Known) -> list[frozenset[str]]:
        """The codes that refuse each of ``QUESTIONS``; both engines agree or it is an error."""
        plain = plain_words.facts(known)
        key = frozenset(plain.items())
        if key not in self._told:
            self._told[key] = self._ask([(asked, plain) for asked in self._asked])
        return self._told[key]

    def alone(self, question: Question, known: Known) -> frozenset[str]:
        return self._ask([(plain_words.question(question), plain_words.facts(known))])[0]

    def _ask(
        self, asked: Sequence[tuple[plain_words.Words, plain_words.Words]]
    ) -> list[frozenset[str]]:
        reasons = list(self._cedar.reasons(asked))
        for one, codes in zip(asked, reasons, strict=True):
            assert self._casbin.allows(*one) is not bool(codes), (one, codes)
        return reasons


@cache
def engines() -> Engines:
    return Engines()


def parts(
    policy: Policy, fact: Fact
) -> Iterator[tuple[Question, object, set[str], frozenset[str]]]:
    """Where ``decide`` under ``policy`` and the two engines part, over the worlds of one fact."""
    for known in worlds(fact):
        for asked, codes in zip(QUESTIONS, engines().answers(known), strict=True):
            decision = decide(asked, known, policy)
            told = {reason.code for reason in decision.reasons}
            if told != codes or decision.allowed is bool(codes):
                yield asked, known.get(fact), told, codes


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("fact", Fact)
def test_one_question_is_answered_as_cedar_and_casbin_answer_it(fact):
    assert next(parts(POLICY, fact), None) is None


@pytest.mark.long
@pytest.mark.parametrize("fact", Fact)
def test_a_list_and_a_query_are_answered_as_one_question_is(fact):
    """The worlds of a fact are the people of one list where it can differ between people."""
    told = list(worlds(fact))
    is_of_people = fact in COLUMNS
    listing = Listing(POLICY)
    people = [Ref(f"sub-{place}") for place in range(len(told))]
    for question in ABOUT_SOMEONE:
        alone = [decide(question, known, POLICY).allowed for known in told]
        if is_of_people:
            own = [{fact: known[fact]} if fact in known else {} for known in told]
            shared = {other: value for other, value in GOOD.items() if other is not fact}
            groups = [(shared, own, alone)]
        else:
            subject = {column: GOOD[column] for column in COLUMNS}
            groups = [(known, [subject], [yes]) for known, yes in zip(told, alone, strict=True)]
        for facts, single, wanted in groups:
            asked = people if is_of_people else [question.subject]
            assert together(question, facts, single, asked) == wanted
            # A query knows nobody by name, so a task for certain people lists nobody.
            is_named = type(facts.get(Fact.TASK_PERSONS)) is frozenset
            found = listing.allowed(question, facts, single)
            assert found == ([False] * len(single) if is_named else wanted)
    listing.close()


def together(
    question: Question, facts: Known, single: Sequence[Known], people: Sequence[Ref]
) -> list[bool]:
    asked = people[: len(single)]
    named = {fact for own in single for fact in own}
    of_people = {
        fact: {ref: own[fact] for ref, own in zip(asked, single, strict=True) if fact in own}
        for fact in named
    }
    decisions = decide_each(question, facts, of_people, asked, POLICY)
    allowed = set(decisions.allowed())
    assert allowed.isdisjoint(decisions.refused())
    return [ref in allowed for ref in asked]


# Mostly in order, or no world with many facts at once would ever be let through.
def _value(fact: Fact) -> st.SearchStrategy[object]:
    good = st.just(GOOD[fact])
    return st.one_of(*[good] * 6, st.sampled_from([None, *OTHERS[fact], UNREADABLE]))


@st.composite
def known_of(draw, of=tuple(Fact)):
    left_out = draw(st.sets(st.sampled_from(of), max_size=2)) if draw(st.booleans()) else set()
    return {fact: draw(_value(fact)) for fact in of if fact not in left_out}


@seed(portion.seed())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=EXAMPLES)
@given(st.sampled_from(ABOUT_SOMEONE), known_of(), st.lists(known_of(of=COLUMNS), max_size=5))
def test_all_five_agree_however_many_facts_are_out_of_order(question, facts, single):
    people = [Ref(f"sub-{place}") for place in range(len(single))]
    if type(facts.get(Fact.TASK_PERSONS)) is frozenset:
        # Who is asked about here is one of several; by name they are told apart above.
        facts = {**facts, Fact.TASK_PERSONS: frozenset()}
    codes = engines().alone(question, facts)
    assert {reason.code for reason in decide(question, facts, POLICY).reasons} == codes
    # Each stated in full: what is left out is not known of this one, whatever the others are.
    own = [{column: one.get(column) for column in COLUMNS} for one in single]
    wanted = [not engines().alone(question, {**facts, **one}) for one in own]
    assert [decide(question, {**facts, **one}, POLICY).allowed for one in own] == wanted
    assert together(question, facts, own, people) == wanted
    listing = Listing(POLICY)
    assert listing.allowed(question, facts, own) == wanted
    listing.close()


def flipped(code: Code, **change: object) -> tuple[Policy, Fact]:
    """A copy of the policy with one line changed, or dropped where nothing is said."""
    rules = [
        replace(rule, **change) if rule.code == code and change else rule
        for rule in RULES
        if rule.code != code or change
    ]
    return Policy(rules), next(rule.needs for rule in RULES if rule.code == code)


@pytest.mark.long
@pytest.mark.parametrize("code", Code)
def test_a_line_that_is_dropped_is_noticed(code):
    policy, fact = flipped(code)
    asked, _, told, codes = next(parts(policy, fact))
    assert codes - told == {code}
    assert asked in QUESTIONS


@pytest.mark.parametrize(
    ("code", "change"),
    [
        (Code.TASK_CLOSED, {"check": Check.NEVER}),
        (Code.NO_AGREEMENT, {"when": always}),
        (Code.SUBJECT_OF_OTHER_DEAL, {"when": in_room}),
        (Code.UNTRAINED, {"check": Check.LASTS}),
        (Code.ROOM_LEVEL, {"part": lambda kind: frozenset(DisclosureLevel)}),
        (Code.NO_ROLE, {"check": Check.TRUE}),
    ],
)
def test_a_line_that_says_something_else_is_noticed(code, change):
    policy, fact = flipped(code, **change)
    assert next(parts(policy, fact))[3] is not None


@pytest.mark.parametrize("engine", [Cedar, Casbin])
def test_an_engine_that_reads_another_table_is_noticed(engine):
    """The other way round: the oracles themselves can be told apart."""
    policy, _ = flipped(Code.SUBJECT_NOT_HELD)
    asked = next(one for one in ABOUT_SOMEONE if decide(one, GOOD, POLICY).allowed)
    known = {**GOOD, Fact.SUBJECT_HELD: False}
    pair = plain_words.question(asked), plain_words.facts(known)
    if engine is Cedar:
        assert Cedar(POLICY).reasons([pair]) == [{Code.SUBJECT_NOT_HELD}]
        assert Cedar(policy).reasons([pair]) == [frozenset()]
    else:
        assert (Casbin(POLICY).allows(*pair), Casbin(policy).allows(*pair)) == (False, True)
    assert not decide(asked, known, POLICY).allowed
