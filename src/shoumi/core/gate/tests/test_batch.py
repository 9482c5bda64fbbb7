"""Many people at once, and facts that come and go; both against ``decide`` for one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.gate import Check, Fact, Policy, Rule, decide, decide_each
from shoumi.core.gate.policy import POLICY, RULES, always
from shoumi.core.gate.tests.oracle import QUESTIONS, UNREADABLE
from shoumi.core.gate.tests.oracle_facts import AT, DEAL, GOOD, OTHER, OTHERS
from shoumi.core.handbook import Lapse
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

PEOPLE = [Ref(f"sub-{n}") for n in range(5)]
# Mostly in order, or no question of a whole table of rules would ever be answered with yes.
asked = st.sampled_from(QUESTIONS)
OF_PEOPLE = (
    Fact.SUBJECT_HELD,
    Fact.SUBJECT_DEAL,
    Fact.INSTRUMENT,
    Fact.CONSENT_CURRENT,
    Fact.RECORD_SOUND,
    Fact.FIELDS_SAID,
    Fact.UNRESTRICTED,
    Fact.PURPOSE_TOLD,
)


def value_of(fact):
    good = st.just(GOOD[fact])
    return st.one_of(good, good, good, good, st.sampled_from([None, *OTHERS[fact], UNREADABLE]))


@st.composite
def facts(draw, of=tuple(Fact)):
    left_out = draw(st.sets(st.sampled_from(of), max_size=2)) if draw(st.booleans()) else set()
    return {fact: draw(value_of(fact)) for fact in of if fact not in left_out}


@given(asked, facts(), st.sampled_from(Fact), st.data())
def test_one_more_fact_closes_only_what_it_fails(question, known, added, data):
    before = decide(question, {f: v for f, v in known.items() if f is not added}, POLICY)
    value = data.draw(value_of(added))
    after = decide(question, {**known, added: value}, POLICY)
    own = {rule.code for rule in RULES if rule.needs is added}

    def others(decision):
        return [reason for reason in decision.reasons if reason.code not in own]

    assert others(before) == others(after)
    if before.allowed:
        assert after.allowed or {reason.code for reason in after.reasons} <= own


@given(asked, facts())
def test_a_fact_less_never_opens(question, known):
    decision = decide(question, known, POLICY)
    for fact in list(known):
        without = decide(question, {f: v for f, v in known.items() if f is not fact}, POLICY)
        assert {r.code for r in decision.reasons} <= {r.code for r in without.reasons}
        assert decision.allowed or not without.allowed


@st.composite
def facts_of_people(draw):
    """For some facts, what is known of some of the people; the rest is known of nobody."""
    told = draw(st.sets(st.sampled_from(OF_PEOPLE)))
    return {
        fact: {person: draw(value_of(fact)) for person in PEOPLE if draw(st.integers(0, 9))}
        for fact in told
    }


@given(asked, facts(), facts_of_people())
def test_asked_together_each_gets_the_answer_of_being_asked_alone(question, known, single):
    together = decide_each(question, known, single, PEOPLE, POLICY)
    assert list(together) == PEOPLE
    for person in PEOPLE:
        own = {fact: values.get(person) for fact, values in single.items()}
        alone = decide(replace(question, subject=person), {**known, **own}, POLICY)
        assert together[person] == alone


def test_a_task_for_certain_people_lets_only_them_through():
    question = next(q for q in QUESTIONS if decide(q, GOOD, POLICY).allowed)
    named = {**GOOD, Fact.TASK_PERSONS: frozenset({PEOPLE[3]})}
    together = decide_each(question, named, {}, PEOPLE, POLICY)
    assert together.allowed() == [PEOPLE[3]]
    of_each = {Fact.TASK_PERSONS: dict.fromkeys(PEOPLE, frozenset({PEOPLE[1]}))}
    assert decide_each(question, GOOD, of_each, PEOPLE, POLICY).allowed() == [PEOPLE[1]]
    alone = decide(replace(question, subject=None), named, POLICY)
    assert [reason.code for reason in alone.reasons] == ["gate.person_not_in_task"]


def test_nobody_asked_is_nobody_answered():
    assert decide_each(QUESTIONS[0], GOOD, {}, [], POLICY) == {}


def test_one_person_of_another_deal_is_refused_alone():
    question = next(q for q in QUESTIONS if decide(q, GOOD, POLICY).allowed)
    deals = {Fact.SUBJECT_DEAL: dict.fromkeys(PEOPLE, DEAL) | {PEOPLE[2]: OTHER}}
    answers = decide_each(question, GOOD, deals, PEOPLE, POLICY)
    assert [person for person in PEOPLE if not answers[person].allowed] == [PEOPLE[2]]
    assert answers.allowed() == [person for person in PEOPLE if person != PEOPLE[2]]


def test_who_is_not_held_is_refused_alone():
    question = next(q for q in QUESTIONS if decide(q, GOOD, POLICY).allowed)
    held = {Fact.SUBJECT_HELD: dict.fromkeys(PEOPLE, True) | {PEOPLE[1]: False}}
    del held[Fact.SUBJECT_HELD][PEOPLE[3]]
    together = decide_each(question, GOOD, held, PEOPLE, POLICY)
    assert together.refused() == [PEOPLE[1], PEOPLE[3]]
    verdicts = [together[person].reasons[0].verdict for person in together.refused()]
    assert verdicts == ["failed", "unknown"]


@given(asked, facts(), facts_of_people())
def test_the_allowed_and_the_refused_are_those_of_the_decisions(question, known, single):
    together = decide_each(question, known, single, PEOPLE, POLICY)
    assert together.allowed() == [one for one in PEOPLE if together[one].allowed]
    assert together.refused() == [one for one in PEOPLE if not together[one].allowed]
    assert list(together.reasons()) == [together[one].reasons for one in PEOPLE]


def test_where_the_house_refuses_everybody_is_refused():
    closed = {**GOOD, Fact.TASK_OPEN: False}
    together = decide_each(QUESTIONS[0], closed, {}, PEOPLE, POLICY)
    assert (together.allowed(), together.refused()) == ([], PEOPLE)
    assert list(together.reasons()) == [together[one].reasons for one in PEOPLE]


def test_a_deal_that_cannot_be_compared_refuses_its_person_alone():
    question = next(q for q in QUESTIONS if decide(q, GOOD, POLICY).allowed)
    deals = {Fact.SUBJECT_DEAL: dict.fromkeys(PEOPLE, DEAL)}
    assert decide_each(question, GOOD, deals, PEOPLE, POLICY).allowed() == PEOPLE
    deals[Fact.SUBJECT_DEAL][PEOPLE[2]] = UNREADABLE
    together = decide_each(question, GOOD, deals, PEOPLE, POLICY)
    assert together.refused() == [PEOPLE[2]]
    assert [reason.verdict for reason in together[PEOPLE[2]].reasons] == ["error"]


def test_facts_of_people_in_a_mapping_that_makes_them_up_state_nothing():
    question = next(q for q in QUESTIONS if decide(q, GOOD, POLICY).allowed)
    made_up = defaultdict(lambda: True, {PEOPLE[0]: True})
    together = decide_each(question, GOOD, {Fact.SUBJECT_HELD: made_up}, PEOPLE, POLICY)
    assert together.allowed() == PEOPLE[:1]
    assert all(reason.verdict == "unknown" for reason in together[PEOPLE[1]].reasons)


def test_who_is_named_twice_is_answered_once():
    together = decide_each(QUESTIONS[0], GOOD, {}, [*PEOPLE, *PEOPLE], POLICY)
    assert list(together) == PEOPLE
    assert len(together) == len(PEOPLE)


def test_who_was_not_asked_about_has_no_decision():
    with pytest.raises(KeyError):
        decide_each(QUESTIONS[0], GOOD, {}, PEOPLE, POLICY)[Ref("sub-nobody")]


def test_a_fact_of_people_that_lapses_ends_their_decisions_alone():
    """Two such rules: of the two the first to lapse counts, and so does the house's own."""
    rules = [
        Rule(fact, "1.5", fact, always, Check.LASTS)
        for fact in (Fact.NDA_UNTIL, Fact.ROOM_UNTIL, Fact.PIPIA_UNTIL)
    ]
    ends = {0: (1, 2), 1: (3, 2), 2: (9, 9), 3: (None, 1), 4: (AT, 3)}
    of_people = {
        fact: {
            person: when if when is None or when is AT else AT + timedelta(days=when)
            for person, when in ((PEOPLE[n], pair[place]) for n, pair in ends.items())
        }
        for place, fact in enumerate((Fact.NDA_UNTIL, Fact.ROOM_UNTIL))
    }
    house = {Fact.PIPIA_UNTIL: AT + timedelta(days=4)}
    together = decide_each(QUESTIONS[0], house, of_people, PEOPLE, Policy(rules))
    days = [(together[person].expires_at - AT).days for person in PEOPLE]
    assert days == [1, 2, 4, 1, 3]
    assert together.refused() == [PEOPLE[3], PEOPLE[4]]


def test_a_door_shut_for_one_person_names_the_demand_to_that_person_alone():
    """A door that is told person by person: two of them, so that one person has both."""
    unsound = Lapse("1.4", ControlState.FAIL, "control.check_failed", Role.SEC)
    unsaid = Lapse("6.2", ControlState.FAIL, "control.check_failed", Role.HEAD)
    rules = Policy(
        Rule(fact, "1.5", fact, always, Check.TRUE) for fact in (Fact.RECORDS_DOOR, Fact.ROOM_DOOR)
    )
    of_people = {
        Fact.RECORDS_DOOR: dict.fromkeys(PEOPLE, True) | {PEOPLE[1]: (unsound,)},
        Fact.ROOM_DOOR: dict.fromkeys(PEOPLE, True)
        | {PEOPLE[1]: (unsaid,), PEOPLE[2]: ("not a lapse",)},
    }
    together = decide_each(QUESTIONS[0], {}, of_people, PEOPLE, rules)
    assert together.refused() == PEOPLE[1:3]
    assert [together[person].demands for person in PEOPLE] == [(), ("1.4", "6.2"), (), (), ()]
    assert list(together.reasons()) == [together[person].reasons for person in PEOPLE]


def test_what_is_the_same_of_everybody_is_the_answer_of_everybody():
    ends = AT + timedelta(days=1)
    rules = Policy([Rule("x", "1.5", Fact.NDA_UNTIL, always, Check.LASTS)])
    for value, allowed in ((ends, PEOPLE), (AT, []), (None, [])):
        known = {Fact.NDA_UNTIL: dict.fromkeys(PEOPLE, value)}
        together = decide_each(QUESTIONS[0], {}, known, PEOPLE, rules)
        assert together.allowed() == allowed
        for person in PEOPLE:
            alone = replace(QUESTIONS[0], subject=person)
            assert together[person] == decide(alone, {Fact.NDA_UNTIL: value}, rules)


def test_a_column_of_several_moments_and_one_that_cannot_be_compared():
    values = [AT + timedelta(days=1), AT, None, UNREADABLE, True]
    rules = Policy([Rule("x", "1.5", Fact.NDA_UNTIL, always, Check.LASTS)])
    known = {Fact.NDA_UNTIL: dict(zip(PEOPLE, values, strict=True))}
    together = decide_each(QUESTIONS[0], {}, known, PEOPLE, rules)
    assert together.allowed() == PEOPLE[:1]
    assert together.refused() == PEOPLE[1:]
