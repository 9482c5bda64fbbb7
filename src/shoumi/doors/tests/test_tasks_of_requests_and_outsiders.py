"""Whose task it is: what is owed to a person names the person, and no side of a deal is on one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.gate import decisions
from shoumi.base.gate.models import Task
from shoumi.base.gate.task_errors import TaskActsUnfit, TaskNamesNobody, WarnsByHand
from shoumi.base.gate.tasks import (
    NotOfTheDeal,
    OtherPurpose,
    OutsiderOnTask,
    Work,
    open_work,
    question,
)
from shoumi.base.tests import authenticated
from shoumi.core.gate import Act
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, person

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
OWED = [Purpose.REQUEST, Purpose.DESTRUCTION]


def take_back(house, *duties):
    for duty in duties:
        said = statements.newest(duty, None, house.at)
        attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=house.at)


def why(house, task, one, **more):
    asked = house.asked(task, one, **more)
    return {reason.code for reason in decisions.ask(asked).reasons}


@pytest.mark.parametrize("purpose", OWED)
def test_a_task_for_what_is_owed_to_a_person_says_whose_it_is(house, found, purpose):
    with pytest.raises(TaskNamesNobody):
        house.task(purpose=purpose)
    task = house.task(purpose=purpose, subject=found[0])
    assert why(house, task, found[0], fields=()) == set()
    assert why(house, task, found[1], fields=()) == {Code.PERSON_NOT_IN_TASK}


@pytest.mark.parametrize("purpose", OWED)
@pytest.mark.parametrize("act", [Act.LIST, Act.EXPORT, Act.SEND, Act.ENTER])
def test_it_lists_exports_and_sends_nothing(house, found, purpose, act):
    with pytest.raises(TaskActsUnfit) as caught:
        house.task(purpose=purpose, subject=found[0], acts=[Act.REVEAL, act])
    assert caught.value.facts["acts"] == (act,)


@pytest.mark.parametrize("purpose", [Purpose.NOTICE, Purpose.REQUEST])
@pytest.mark.parametrize("acts", [[Act.WARN], [Act.REVEAL, Act.WARN]])
def test_nobody_opens_a_task_to_tell_people_of_an_incident(house, found, purpose, acts):
    """It passes no door, so the letters of an incident alone have it."""
    with pytest.raises(WarnsByHand):
        house.task(purpose=purpose, subject=found[0], acts=acts)


def test_the_gate_refuses_those_of_an_older_version(house, found):
    task = house.task(acts=[Act.REVEAL, Act.LIST])
    authenticated.change(Task.objects.filter(ref=task), purpose=Purpose.REQUEST)
    assert why(house, task, found[0]) == {Code.REQUEST_OF_NOBODY}
    both = {Code.REQUEST_OF_NOBODY, Code.NOT_FOR_A_REQUEST}
    assert why(house, task, found[0], act=Act.LIST) == both


def test_it_is_about_somebody_of_the_deal(house, found):
    foreign = house.keep(person(1), deal=house.new_deal())
    for one in (Ref("sub-none"), *foreign):
        with pytest.raises(NotOfTheDeal):
            house.task(purpose=Purpose.REQUEST, subject=one)


@pytest.mark.both
def test_reading_for_a_request_passes_the_doors_of_every_read(house, found):
    task = house.task(purpose=Purpose.REQUEST, subject=found[0])
    take_back(house, "4.1", "9.2")
    assert why(house, task, found[0]) == {Code.STAFF_SHUT, Code.SUSPENDED_BY_LAPSE}
    take_back(house, "12.1", "13.1")
    assert why(house, task, found[0]) == {Code.STAFF_SHUT, Code.SUSPENDED_BY_LAPSE}


@pytest.mark.both
@pytest.mark.parametrize("name", [people.SELLER, people.BUYER])
def test_no_side_of_a_deal_is_put_on_a_task(house, found, name):
    with pytest.raises(OutsiderOnTask) as caught:
        house.task(actors=[house.dpo, house[name]])
    assert caught.value.facts["names"] == (name,)
    assert found


def test_outside_a_room_the_gate_shows_a_side_of_a_deal_nothing(house, found):
    """However the task came about, and with every role a side may hold."""
    people.give(house.cast.people, people.BUYER, Role.VEN, None, house.at)
    until = house.at + timedelta(days=1)
    buyer = house[people.BUYER]
    work = Work(Purpose.SERVICE, house.deal, [buyer], [Act.REVEAL], FIELDS, until)
    task = open_work(work, actor=house.dpo, at=house.at)
    assert Code.OUTSIDE_OF_ROOMS in why(house, task, found[0], actor=buyer)


def outsider(house, *roles):
    made = accounts.enrol(name="外部顾问", kind=Kind.EXTERNAL, actor=house.dpo, at=house.at)
    house.cast.people["外部顾问"] = Ref(made.ref)
    for role in roles:
        people.give(house.cast.people, "外部顾问", role, None, house.at)
    return Ref(made.ref)


@pytest.mark.parametrize("roles", [(), (Role.VEN,), (Role.AUD, Role.VEN), (Role.SUP,)])
def test_an_outside_person_who_advises_on_nothing_is_on_no_task(house, found, roles):
    with pytest.raises(OutsiderOnTask):
        house.task(actors=[outsider(house, *roles)])
    assert found


@pytest.mark.parametrize("role", [Role.LEG, Role.FIN])
def test_counsel_and_accountants_from_outside_work_on_tasks(house, found, role):
    counsel = outsider(house, role)
    task = house.task(actors=[counsel])
    assert Code.OUTSIDE_OF_ROOMS not in why(house, task, found[0], actor=counsel)


def test_an_act_takes_the_task_of_its_own_purpose(house, found):
    task = house.task(purpose=Purpose.SERVICE, acts=[Act.SEND])
    asked = {"actor": house.dpo, "act": Act.SEND, "task": task, "at": house.at}
    with pytest.raises(OtherPurpose) as caught:
        question(**asked, purpose=Purpose.NOTICE)
    assert caught.value.facts["purpose"] is Purpose.NOTICE
    assert question(**asked, purpose=Purpose.SERVICE).purpose is Purpose.SERVICE
