"""How the facts come together: what a source may break, and what asking costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shoumi.base import registry
from shoumi.base.gate import decisions
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import NoSuchTask, TaskWithoutEnd, close_task, open_task
from shoumi.base.ledger import reader
from shoumi.base.registry import Qualification, Qualifications
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.subjects.models import State
from shoumi.base.subjects.services import change_state
from shoumi.base.tests import authenticated
from shoumi.core.errors import Conflict
from shoumi.core.gate import Act, Fact, GateClosed, Verdict
from shoumi.core.gate.policy import OWED, RULES, Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast
from shoumi.doors.tests.house import START, told

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

SOURCES = sorted(one.slug for one in registry.cards() if one.facts or one.house_facts)


@pytest.fixture
def found(house):
    return house.keep_many(2)


def swapped(monkeypatch, slug, **parts):
    cards = dict(registry._cards)
    cards[slug] = replace(cards[slug], **parts)
    monkeypatch.setattr(registry, "_cards", cards)


def codes(decision):
    return {reason.code for reason in decision.reasons}


@pytest.mark.parametrize("slug", SOURCES)
@pytest.mark.parametrize("error", [Conflict, DatabaseError, OSError, ValueError, KeyError])
def test_a_source_that_cannot_tell_counts_against_the_actor(house, found, slug, error, monkeypatch):
    def broken(*_):
        raise error

    asked = house.asked(house.task(), found[0])
    assert decisions.ask(asked).allowed
    needed = {rule.needs for rule in RULES if rule.applies(asked)}
    silent = registry._cards[slug].states & needed
    swapped(monkeypatch, slug, facts=broken, house_facts=broken, subject_facts=broken)
    for decision in (decisions.ask(asked), decisions.ask_each(asked, found[:1])[found[0]]):
        assert codes(decision) == {
            rule.code for rule in RULES if rule.needs in silent and rule.applies(asked)
        }
        assert {reason.verdict for reason in decision.reasons} <= {Verdict.UNKNOWN}


def test_a_bug_in_a_source_is_raised_and_opens_nothing(house, found, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    asked = house.asked(house.task(), found[0])
    swapped(monkeypatch, "policies", facts=broken)
    with pytest.raises(ZeroDivisionError):
        decisions.ask(asked)


def test_a_card_cannot_state_what_is_anothers(house, found, monkeypatch):
    """An app that says a destroyed person is held, and that everybody is trained."""

    def lie(*_):
        return dict.fromkeys(Fact, True)

    def lie_each(_, subjects):
        return {fact: dict.fromkeys(subjects, True) for fact in Fact}

    asked = house.asked(house.task(purpose=Purpose.HANDOVER), found[0])
    before = codes(decisions.ask(asked))
    assert before
    swapped(monkeypatch, "documents", facts=lie, subject_facts=lie_each)
    assert codes(decisions.ask(asked)) == before
    assert codes(decisions.ask_each(asked, found)[found[0]]) == before


@pytest.mark.both
@pytest.mark.parametrize(
    "torn",
    [{"acts": ["fly"]}, {"acts": 7}, {"actors": ["Nobody at all"]}, {"actors": 7}, {"fields": 7}],
    ids=[
        "unknown act",
        "number of acts",
        "malformed person",
        "number of people",
        "number of fields",
    ],
)
def test_a_task_whose_row_is_torn_gives_no_purpose(house, found, torn):
    task = house.task()
    asked = house.asked(task, found[0])
    assert authenticated.change(Task.objects.filter(ref=task), **torn) == 1
    assert {Code.TASK_CLOSED, Code.ACT_NOT_IN_TASK} <= codes(decisions.ask(asked))


@pytest.mark.both
def test_asked_together_is_asked_alone(house, found):
    change_state(
        deal=house.deal,
        subjects=found[:1],
        to=State.SEALED,
        duty="8.1",
        actor=house.dpo,
        at=house.at,
    )
    people = [*found, Ref("sub-nobody")]
    for purpose in Purpose:
        # What is owed to a person names that one.
        own = found[1] if purpose in OWED else None
        asked = house.asked(house.task(purpose=purpose, subject=own))
        together = decisions.ask_each(asked, people)
        alone = {ref: decisions.ask(replace(asked, subject=ref)) for ref in people}
        assert together == alone


@pytest.mark.both
def test_asking_for_many_costs_as_many_queries_as_for_few(house):
    few, many = house.keep_many(10), house.keep_many(500)
    for purpose in (Purpose.INVENTORY, Purpose.HANDOVER):
        asked = house.asked(house.task(purpose=purpose))
        decisions.ask_each(asked, few)  # what is about nobody alone is remembered
        counts = []
        for people in (few, many):
            with CaptureQueriesContext(connection) as data:
                answers = decisions.ask_each(asked, people)
            assert len(answers) == len(people)
            counts.append(len(data))
        assert counts[0] == counts[1] <= 12


@pytest.mark.both
def test_asking_records_nothing_and_entering_does(house, found):
    asked = house.asked(house.task(), found[0])
    before = reader.size()
    decisions.ask(asked)
    assert reader.size() == before
    assert decisions.enter(asked).allowed
    (line,) = told("gate.decided")
    assert (line.facts["allowed"], line.facts["reasons"]) == (True, 0)


@pytest.mark.both
def test_a_refused_entry_is_evidence_though_the_caller_is_refused(house, found):
    task = house.task()
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(GateClosed):
        decisions.enter(house.asked(task, found[0]))
    (line,) = told("gate.decided")
    assert line.facts["allowed"] is False
    assert line.facts["why"] == Code.TASK_CLOSED
    assert line.duties == ("11.1",)


@pytest.mark.parametrize("hours", [0, -1])
def test_a_task_ends_after_it_begins(house, hours):
    with pytest.raises(TaskWithoutEnd):
        house.task(days=hours / 24)
    assert told("task.opened") == []


@pytest.mark.both
def test_a_task_that_is_not_there_is_not_closed(house):
    with pytest.raises(NoSuchTask):
        close_task(task=Ref("task-none"), actor=house.dpo, at=house.at)


@pytest.mark.both
def test_an_open_task_stands_in_the_ledger_without_names(house):
    task = open_task(
        purpose=Purpose.SERVICE,
        deal=house.deal,
        actors=[house.dpo, house.legal],
        acts=[Act.REVEAL],
        fields=["name"],
        expires_at=house.at + timedelta(days=30),
        actor=house[cast.HEAD],
        at=house.at,
    )
    (line,) = told("task.opened")
    assert (line.about, line.deal) == (task, house.deal)
    assert line.facts["actors"] == 2
    assert line.at > START


@pytest.mark.parametrize(("days", "opens"), [(1, True), (0, False), (None, False)])
def test_training_that_is_due_must_be_in_date(house, found, days, opens, monkeypatch):
    """Of whoever is judged by what was learned; before anything is known statements count."""
    until = None if days is None else house.at + timedelta(days=days)
    known = Qualifications(
        judge=lambda person, at: Qualification(until),
        for_role=lambda *_: None,
        edges=lambda person: (),
        next_lesson=lambda *_: None,
        begins=lambda: None,
    )
    swapped(monkeypatch, "learning", qualified=known)
    decision = decisions.ask(house.asked(house.task(), found[0]))
    assert codes(decision) == (set() if opens else {Code.UNTRAINED})


def refused(asked, people):
    return {reason.code for reason in decisions.ask_each(asked, people)[people[0]].reasons}


def test_an_act_of_anybody_makes_a_question_about_many_be_asked_anew(house, found):
    task = house.task()
    asked = house.asked(task)
    assert not refused(asked, found)
    close_task(task=task, actor=house.dpo, at=START + timedelta(hours=2))
    assert refused(replace(asked, at=START + timedelta(hours=3)), found) == {Code.TASK_CLOSED}


def test_what_was_gathered_in_a_transaction_that_is_taken_back_is_forgotten(house, found):
    task = house.task()
    later = START + timedelta(hours=3)
    asked = replace(house.asked(task), at=later)
    with transaction.atomic():
        close_task(task=task, actor=house.dpo, at=START + timedelta(hours=2))
        assert refused(asked, found) == {Code.TASK_CLOSED}
        transaction.set_rollback(True)
    assert not refused(asked, found)


def test_what_a_question_had_read_before_somebody_acted_is_not_remembered(house, found):
    task = house.task()
    asked, later = house.asked(task), START + timedelta(hours=3)
    with sharing():
        assert decisions.ask_house(asked).allowed
        close_task(task=task, actor=house.dpo, at=START + timedelta(hours=2))
        decisions.ask_house(replace(asked, at=later))
    assert not decisions.ask_house(replace(asked, at=later)).allowed
