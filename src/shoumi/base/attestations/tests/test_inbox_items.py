"""A demand that lapses soon waits for who mends it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT, House, asker
from shoumi.base.attestations import inbox_items, services
from shoumi.base.attestations.tests.statements import given
from shoumi.base.registry import Holding, InboxKind
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
DAY = timedelta(days=1)
DEAL, OTHER = Ref("deal-a"), Ref("deal-b")


@pytest.fixture
def house(checks):
    made = House()
    made.security = made.staff(Role.SEC, name="李测试")
    return made


def state(house, *, days, deal=None):
    said = given("12.1", until=AT + days * DAY)
    return services.attest(duty="12.1", said=said, actor=house.security, at=AT, deal=deal)


def of(person, at=AT):
    return list(inbox_items.items(asker(person, at)))


def test_it_waits_for_the_role_that_mends_it_from_the_first_warning_on(house):
    state(house, days=60)
    assert of(house.security, AT + 29 * DAY) == []
    (found,) = of(house.security, AT + 31 * DAY)
    assert (found.kind, found.page, found.of) == (InboxKind.LAPSE, "duty", {"duty": "12.1"})
    assert (found.since, found.until) == (AT + 30 * DAY, AT + 60 * DAY)
    assert not found.two
    assert of(house.dpo, AT + 31 * DAY) == []
    later = of(house.security, AT + 40 * DAY)
    assert [one.ref for one in later] == [found.ref]


def test_it_goes_when_it_is_stated_anew(house):
    state(house, days=10)
    assert of(house.security)
    state(house, days=90)
    assert not of(house.security)


def test_what_lapses_in_one_deal_is_told_to_who_mends_it_there(house):
    state(house, days=90)
    state(house, days=10, deal=DEAL)
    there, elsewhere = house.enrol("王样本"), house.enrol("褚样本")
    house.give(there, Role.SEC, deal=DEAL)
    house.give(elsewhere, Role.SEC, deal=OTHER)
    assert [one.deal for one in of(there)] == [DEAL]
    assert [one.deal for one in of(house.security)] == [DEAL]
    assert of(elsewhere) == []


def test_a_check_that_fails_for_some_deals_is_told_to_who_mends_it_in_one_of_them(house, checks):
    def check(at):
        if at < AT + 3 * DAY:
            return Holding(ControlState.PASS, until=AT + 3 * DAY)
        return Holding(ControlState.FAIL, reason="key.old", who=Role.SEC, deals=frozenset({DEAL}))

    checks["3.1"] = check
    there, elsewhere = house.enrol("王样本"), house.enrol("褚样本")
    house.give(there, Role.SEC, deal=DEAL)
    house.give(elsewhere, Role.SEC, deal=OTHER)
    assert len(of(there)) == len(of(house.security)) == 1
    assert of(elsewhere) == []


def test_a_side_mends_no_demand(house, checks):
    def check(at):
        if at < AT + 3 * DAY:
            return Holding(ControlState.PASS, until=AT + 3 * DAY)
        return Holding(ControlState.FAIL, reason="key.old", who=Role.TR)

    checks["3.1"] = check
    seller = house.enrol("赵虚甲", Kind.PARTY)
    house.give(seller, Role.TR, deal=DEAL)
    assert of(seller) == []
