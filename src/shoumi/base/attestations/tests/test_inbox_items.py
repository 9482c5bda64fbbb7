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
    """All but the line for what nobody has stated yet."""
    return [one for one in inbox_items.items(asker(person, at)) if one.ref != "never"]


def unstated(person, at=AT):
    return [one for one in inbox_items.items(asker(person, at)) if one.ref == "never"]


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


def test_what_shut_its_door_stays_until_it_is_mended(house):
    """It does not vanish the moment it lapses: that is when somebody has to act."""
    state(house, days=10)
    assert [one.ref for one in of(house.security, AT + 9 * DAY)] != []
    (found,) = of(house.security, AT + 11 * DAY)
    assert found.what[0] == "第 12.1 条不成立：补正，或重新声明"
    assert (found.kind, found.page, found.of) == (InboxKind.LAPSE, "duty", {"duty": "12.1"})
    assert found.until is None
    assert of(house.dpo, AT + 11 * DAY) == []
    again = given("12.1", until=AT + 90 * DAY)
    services.attest(duty="12.1", said=again, actor=house.security, at=AT + 11 * DAY)
    assert of(house.security, AT + 11 * DAY) == []


def test_a_check_that_fails_waits_for_who_mends_it_in_its_deals(house, checks):
    checks["3.1"] = lambda _: Holding(
        ControlState.FAIL, reason="key.old", who=Role.SEC, deals=frozenset({DEAL})
    )
    there, elsewhere = house.enrol("王样本"), house.enrol("褚样本")
    house.give(there, Role.SEC, deal=DEAL)
    house.give(elsewhere, Role.SEC, deal=OTHER)
    assert [one.ref for one in of(there)] == ["3.1:down:key.old"]
    assert of(elsewhere) == of(house.dpo) == []


def test_what_nobody_ever_stated_is_one_line_for_who_answers_for_it(house):
    (found,) = unstated(house.security)
    named = found.about[0].split("、")
    assert "12.1" in named
    assert found.what[0] == f"有 {len(named)} 条要求由你负责，还没有人声明过"
    assert (found.page, found.query) == ("duties", {"state": "NOT_BUILT"})
    state(house, days=90)
    (left,) = unstated(house.security)
    assert left.about[0].split("、") == [one for one in named if one != "12.1"]
    assert unstated(house.enrol("王样本")) == []
