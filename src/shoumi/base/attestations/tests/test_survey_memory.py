"""A survey asks the checks that are wanted, each once for as long as it may say the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import controls
from shoumi.base.registry import Holding
from shoumi.core.handbook import demand
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DAY = timedelta(days=1)


class Asked(list[str]):
    def __init__(self):
        super().__init__()
        self.says = {}


@pytest.fixture
def asked(monkeypatch):
    """Which checks were made, in order; each says what ``asked.says`` has, else that it holds."""

    found = Asked()

    def joined(duty, at):
        found.append(duty)
        return found.says.get(duty, Holding(ControlState.PASS))

    monkeypatch.setattr(controls, "_joined", joined)
    controls.forget()
    return found


@pytest.fixture
def house():
    return House()


WANTED = (demand("1.1"), demand("7.3"))


def test_only_what_is_wanted_is_asked(house, asked):
    told = controls.survey(AT, None, WANTED)
    assert [one.id for one, _ in told] == asked == ["1.1", "7.3"]


def test_what_one_act_asked_the_next_one_does_not_ask_again(house, asked):
    controls.survey(AT, None, WANTED)
    controls.survey(AT, None, [demand("7.3"), demand("8.1")])
    assert asked == ["1.1", "7.3", "8.1"]


def test_an_act_in_the_ledger_has_everything_asked_again(house, asked):
    controls.survey(AT, None, WANTED)
    house.staff()
    controls.survey(AT, None, WANTED)
    assert asked == ["1.1", "7.3", "1.1", "7.3"]


def test_at_its_edge_that_check_alone_is_asked_again(house, asked):
    asked.says["7.3"] = Holding(ControlState.PASS, until=AT + DAY)
    for at in (AT, AT + DAY - timedelta(seconds=1), AT + DAY):
        controls.survey(at, None, WANTED)
    assert asked == ["1.1", "7.3", "7.3"]


def test_the_next_edge_is_that_of_what_is_wanted(house, asked):
    asked.says["8.1"] = Holding(ControlState.PASS, turns=AT + DAY)
    assert controls.turns(AT, WANTED) > AT + 1_000 * DAY
    assert controls.turns(AT) == AT + DAY


def test_a_check_that_broke_is_asked_again(house, asked):
    asked.says["7.3"] = Holding(ControlState.FAIL, reason=controls.CHECK_FAILED)
    for _ in range(2):
        controls.survey(AT, None, WANTED)
    assert asked == ["1.1", "7.3", "7.3"]


def test_what_is_outside_the_database_is_looked_at_again_after_a_minute(house, asked, monkeypatch):
    controls.survey(AT, None, WANTED)
    monkeypatch.setattr(controls.time, "monotonic", lambda: float("inf"))
    controls.survey(AT, None, WANTED)
    assert asked == ["1.1", "7.3", "1.1", "7.3"]


def test_an_act_that_may_be_rolled_back_leaves_nothing_remembered(house, asked):
    with transaction.atomic():
        house.staff()
        controls.survey(AT, None, WANTED)
        transaction.set_rollback(True)
    house.staff()
    controls.survey(AT, None, WANTED)
    assert asked == ["1.1", "7.3", "1.1", "7.3"]
