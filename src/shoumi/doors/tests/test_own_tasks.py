"""Nobody gives himself or herself a purpose, and no purpose lasts for ever (handbook 1.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.gate import decisions, queries, rules
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import (
    NeedsNoSecond,
    NoSuchTask,
    Own,
    SecondIsOnIt,
    TaskTooLong,
    Work,
    confirm_task,
    open_work,
    question,
)
from shoumi.base.tests import authenticated
from shoumi.core.gate import Act
from shoumi.core.gate.policy import Code
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, told

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def opened(house, *, actors=None, own=Own.CONFIRMED, days=1):
    until = house.at + timedelta(days=days)
    who = [house.dpo] if actors is None else actors
    work = Work(Purpose.INVENTORY, house.deal, who, [Act.REVEAL], FIELDS, until, own=own)
    return open_work(work, actor=house.dpo, at=house.at)


def why(house, task, one):
    return [reason.code for reason in decisions.ask(house.asked(task, one)).reasons]


@pytest.fixture
def one(house):
    return house.keep_many(1)[0]


def test_ones_own_task_is_not_honoured_until_another_confirms_it(house, one):
    task = opened(house)
    assert why(house, task, one) == [Code.TASK_UNCONFIRMED]
    confirm_task(task=task, actor=house[people.HEAD], at=house.at)
    assert why(house, task, one) == []
    (line,) = told("task.confirmed")
    assert (line.about, line.facts["opener"]) == (task, house.dpo)


def test_who_opened_it_or_is_on_it_does_not_confirm_it(house, one):
    task = opened(house, actors=[house.dpo, house[people.HEAD]])
    for who in (house.dpo, house[people.HEAD]):
        with pytest.raises(SecondIsOnIt):
            confirm_task(task=task, actor=who, at=house.at)
    with pytest.raises(NotPermitted):
        confirm_task(task=task, actor=house.legal, at=house.at)
    assert why(house, task, one) == [Code.TASK_UNCONFIRMED]


def test_it_is_confirmed_once_and_only_while_it_is_open(house):
    task = opened(house)
    confirm_task(task=task, actor=house[people.HEAD], at=house.at)
    with pytest.raises(NeedsNoSecond):
        confirm_task(task=task, actor=house[people.HEAD], at=house.at)
    other = opened(house)
    house.go(days=2)
    with pytest.raises(NoSuchTask):
        confirm_task(task=other, actor=house[people.HEAD], at=house.at)


def test_a_task_that_another_opened_needs_no_second_person(house, one):
    task = house.task()
    assert why(house, task, one) == []
    with pytest.raises(NeedsNoSecond):
        confirm_task(task=task, actor=house[people.HEAD], at=house.at)


def test_a_yes_that_is_written_into_the_row_opens_nothing(house, one):
    task = opened(house)
    asked = house.asked(task, one)
    Task.objects.filter(ref=task).update(confirmed_by=house[people.HEAD], confirmed_at=house.at)
    codes = {reason.code for reason in decisions.ask(asked).reasons}
    assert {Code.TASK_CLOSED, Code.TASK_UNCONFIRMED} <= codes


@pytest.mark.parametrize("purpose", Purpose)
def test_no_task_lasts_longer_than_its_purpose(house, one, purpose):
    longest = rules.longest(purpose)
    with pytest.raises(TaskTooLong) as caught:
        house.task(purpose=purpose, days=longest.days + 1, subject=one)
    assert caught.value.facts["days"] == longest.days
    assert house.task(purpose=purpose, days=longest.days, subject=one)


def test_a_longer_task_of_an_older_version_ends_with_the_longest_life(house, one):
    task = house.task()
    authenticated.change(Task.objects.filter(ref=task), expires_at=house.at + timedelta(days=900))
    assert queries.over_early() == [(task, house.at + rules.longest(Purpose.INVENTORY))]
    assert queries.open_one(task, house.dpo, house.at)
    house.go(days=rules.longest(Purpose.INVENTORY).days)
    assert why(house, task, one) == [Code.TASK_CLOSED]
    assert queries.open_for(house.dpo, house.at) == []


def test_the_task_of_an_act_is_for_that_act_alone(house, one):
    task = opened(house, own=Own.ACT)
    assert queries.open_for(house.dpo, house.at) == []
    assert queries.open_one(task, house.dpo, house.at) is None
    with pytest.raises(NoSuchTask):
        house.asked(task, one)
    asked = question(
        actor=house.dpo,
        act=Act.REVEAL,
        task=task,
        at=house.at,
        subject=one,
        fields=FIELDS,
        in_act=True,
    )
    assert decisions.ask(asked).allowed
