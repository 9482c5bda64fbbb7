"""The table of acts of two persons, walked: what each does with one, or with two who are not."""

from __future__ import annotations

import inspect
from datetime import timedelta
from importlib import import_module

import pytest

from shoumi.base.accounts.models import Grant
from shoumi.base.approvals import rules
from shoumi.base.approvals.dual_control import table
from shoumi.base.approvals.events import Action
from shoumi.base.ledger import reader
from shoumi.base.registry import ControlledBy as By
from shoumi.base.rotation import services as rotation
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.core.errors import DomainError
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.doors.tests.dual_control_acts import CASES
from shoumi.doors.tests.house import told

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

REFUSALS = {"approval.refused", "grant.refused", "package.refused", "room.refused"}
DAY = timedelta(hours=24)
each_act = pytest.mark.parametrize("case", CASES, indirect=True)


@pytest.fixture
def case(request, house):
    return request.param(house)


def entries():
    return [leaf.read(entry.body) for entry in reader.entries()]


def refused(case, act):
    """Refused, nothing done, and the refusal stands in the ledger."""
    before, done = len(entries()), len(told(case.done))
    with pytest.raises(DomainError):
        act()
    assert len(told(case.done)) == done
    assert {line.tag for line in entries()[before:]} & REFUSALS


def by_two(case, asked, at):
    for who in case.second:
        case.approve(asked, who, at)


@each_act
def test_two_persons_do_it(case, house):
    asked, before = case.ask(), len(told(case.done))
    by_two(case, asked, house.at)
    case.do(asked, house.at)
    assert len(told(case.done)) == before + 1


@each_act
def test_one_person_alone_does_not(case, house):
    asked = case.ask()
    refused(case, lambda: case.do(asked, house.at))


@each_act
def test_the_same_person_twice_does_not(case, house):
    asked = case.ask()

    def alone():
        case.approve(asked, case.first, house.at)
        case.do(asked, house.at)

    refused(case, alone)


@each_act
def test_an_approval_is_for_nothing_else_than_was_approved(case, house):
    asked = case.ask()
    by_two(case, asked, house.at)
    other = case.other(asked)
    refused(case, lambda: case.do(other, house.at))


@each_act
def test_an_approval_is_good_once(case, house):
    asked = case.ask()
    by_two(case, asked, house.at)
    case.do(asked, house.at)
    if case.done == "rotation.begun":  # until it is done a second call means the same rotation
        rotation.resume(at=house.at)
    if case.done == "rotation.retired":  # there is such a key again
        keys.create_many([Ref("sub-c")], Ref("deal-a"), house.at)
        keys.erase([Ref("sub-c")])
    refused(case, lambda: case.do(asked, house.at))


@each_act
def test_after_24_hours_it_is_over(case, house):
    asked = case.ask()
    by_two(case, asked, house.at)
    refused(case, lambda: case.do(asked, house.at + DAY))


@each_act
def test_a_second_person_without_the_role_does_not_count(case, house):
    asked = case.ask()

    def by_a_stranger():
        case.approve(asked, case.stranger, house.at)
        case.do(asked, house.at)

    refused(case, by_a_stranger)


@each_act
def test_who_asked_and_may_not_ask_any_more_has_asked_for_nothing(case, house):
    asked = case.ask()
    by_two(case, asked, house.at)
    authenticated.change(Grant.objects.filter(person=case.first), until=house.at)
    with pytest.raises(DomainError):
        case.do(asked, house.at)
    assert len(told(case.done)) == (1 if case.done == "policy.published" else len(given(case)))


def given(case):
    """What the house did by itself before: its own people's roles."""
    return told(case.done) if case.done == "grant.made" else []


def test_the_table_has_every_kind_and_each_names_what_is_there():
    assert list(table()) == list(Action)
    for held in table().values():
        assert held.zh
        assert held.en
        assert bool(held.services) == (held.by is not By.ABSENT)
        for service in held.services:
            module, name = service.rsplit(".", 1)
            assert callable(getattr(import_module(module), name))


def test_every_act_that_is_there_is_tried():
    tried = {
        Action.ROTATION, Action.POLICY, Action.ACCESS, Action.DESTRUCTION, Action.HANDOVER,
        Action.EXPORT, Action.EGRESS, Action.GRACE, Action.READING, Action.MINOR,
        Action.RESTORE,
        Action.COPY_KEY, Action.CALENDAR,
    }  # fmt: skip
    assert tried == {action for action, held in table().items() if held.by is not By.ABSENT}
    assert {
        action for action, held in table().items() if held.by is By.APPROVAL
    } <= rules.TWO.keys()


def test_an_act_with_approvals_of_its_own_takes_nothing_but_what_was_approved():
    """So there is no parameter that could differ from what the second person answered for."""
    names = {"actor", "at", "real_at"}
    for held in table().values():
        for service in held.services if held.by is By.RECORD else ():
            module, name = service.rsplit(".", 1)
            taken = inspect.signature(getattr(import_module(module), name)).parameters.keys()
            more = taken - names
            # A room is opened to persons the approvers saw named, and for no longer than allowed.
            assert len(more - {"persons", "closes_at"}) == 1, service
