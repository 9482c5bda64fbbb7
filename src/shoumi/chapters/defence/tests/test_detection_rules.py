"""Each rule has a hit and near misses: one less, slower, of several people, of another kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.defence.rules import detection
from shoumi.chapters.defence.rules.detection import CaseState, Code, Seen, Verdict, signals

# Eleven at night in China: the rule of night hours looks then, too.
AT = datetime(2026, 8, 26, 15, tzinfo=UTC)
RULES = {one.code: one for one in detection.rules()}
every_rule = pytest.mark.parametrize("code", list(RULES))


def entries(rule, count=None, over=None):
    """So many, spread evenly over the time that the rule allows or over ``over``."""
    count = rule.count if count is None else count
    over = rule.within if over is None else over
    # Not rounded up: the last of them is within the time.
    step = over // timedelta(microseconds=1) // max(count - 1, 1) * timedelta(microseconds=1)
    for number in range(count):
        yield Seen(
            position=100 + number,
            tag=rule.tag,
            actor="person-1",
            about=f"sub-{number}" if rule.by != "about" else "person-2",
            at=AT + number * step,
            facts=dict(rule.where),
        )


def found(rule, seen, after=None):
    return [one for one in signals(seen, after) if one.code is rule.code]


def test_every_code_but_those_of_a_count_has_a_rule_and_every_rule_a_code():
    assert set(RULES) == set(Code) - set(detection.BY_COUNT.values())


@every_rule
def test_enough_in_time_is_a_hit_and_names_whose_it_is(code):
    rule = RULES[code]
    (signal,) = found(rule, entries(rule))
    who = {"actor": "person-1", "about": "person-2", "": ""}[rule.by]
    assert (signal.who, signal.count) == (who, rule.count)
    assert (signal.first, signal.last) == (100, 99 + rule.count)


@every_rule
def test_one_less_is_none(code):
    rule = RULES[code]
    assert found(rule, entries(rule, rule.count - 1)) == []


@every_rule
def test_the_same_number_over_a_longer_time_is_none(code):
    rule = RULES[code]
    if rule.count > 1:
        assert found(rule, entries(rule, over=rule.within + timedelta(seconds=1))) == []


@every_rule
def test_of_several_people_together_is_none_where_each_has_an_own_count(code):
    rule = RULES[code]
    if rule.by and rule.count > 1:
        seen = [
            replace(one, actor=one.about, about=f"p{n % 2}") for n, one in enumerate(entries(rule))
        ]
        seen = [replace(one, actor=one.about) for one in seen]
        assert found(rule, seen) == []


@every_rule
def test_what_is_of_another_kind_is_none(code):
    rule = RULES[code]
    assert found(rule, [replace(one, tag="deal.created") for one in entries(rule)]) == []
    if rule.where:
        assert found(rule, [replace(one, facts={"allowed": True}) for one in entries(rule)]) == []


def test_one_account_that_is_tried_often_is_no_trial_of_many():
    rule = RULES[Code.SIGNIN_SPRAY]
    seen = [replace(one, about="person-2") for one in entries(rule, 20)]
    assert found(rule, seen) == []
    assert found(RULES[Code.SIGNIN_GUESSING], seen) != []


@pytest.mark.parametrize(("hour", "is_night"), [(22, True), (5, True), (6, False), (21, False)])
def test_the_night_is_from_22_to_6_in_china(hour, is_night):
    rule = RULES[Code.NIGHT_READS]
    at = datetime(2026, 8, 26, hour, tzinfo=detection.CHINA)
    seen = [replace(one, at=at + timedelta(seconds=n)) for n, one in enumerate(entries(rule))]
    assert bool(found(rule, seen)) is is_night


def test_what_was_told_sets_nothing_off_again_and_what_is_new_does():
    rule = RULES[Code.GATE_PROBING]
    seen = list(entries(rule))
    after = {(rule.code, "person-1"): seen[-1].position}
    assert found(rule, seen, after) == []
    more = [
        replace(one, position=one.position + 50, at=one.at + rule.within) for one in entries(rule)
    ]
    assert [one.first for one in found(rule, [*seen, *more], after)] == [150]
    other = {(rule.code, "person-9"): 999}
    assert len(found(rule, seen, other)) == 1


def test_a_day_of_a_busy_person_sets_nothing_off():
    """Sixty reads over eight hours, a wrong password twice, three refusals, two lists."""
    morning = datetime(2026, 8, 26, 1, tzinfo=UTC)
    told = [("gate.revealed", 8, {})] * 60 + [("signin.refused", 1, {})] * 2
    told += [("gate.decided", 5, {"allowed": False})] * 3 + [("exports.made", 20, {})] * 2
    at, seen = morning, []
    for number, (tag, minutes, facts) in enumerate(told):
        at += timedelta(minutes=minutes)
        seen.append(Seen(number, tag, "person-1", f"sub-{number}", at, facts))
    assert list(signals(seen)) == []


def test_a_case_is_open_until_it_is_taken_and_then_until_it_is_closed():
    assert detection.case_state(None, None) is CaseState.OPEN
    assert detection.case_state(AT, None) is CaseState.TAKEN
    assert detection.case_state(AT, AT) is CaseState.CLOSED
    assert detection.to_take_within() == timedelta(minutes=15)
    assert len(Verdict) == 3
