"""An act of two persons waits for the second one, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.tests.cast import AT, House, asker
from shoumi.base.approvals import inbox_items, rules, services
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.registry import InboxKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True)

ROTATION = Change(Action.ROTATION, {"what": "kek", "targets": ["audit"]}, {"suite": "intl"})
GRACE = Change(Action.GRACE, {"duty": "9.1"}, {})


@pytest.fixture
def house():
    made = House()
    made.sec = made.staff(Role.SEC)
    return made


def told(person, at=AT):
    return [one.ref for one in inbox_items.items(asker(person, at))]


@pytest.mark.parametrize("answer", [services.approve, services.turn_down])
def test_it_is_there_for_each_who_may_answer_and_goes_when_one_has(house, answer):
    ref = Ref(services.ask(change=ROTATION, actor=house.sec, at=AT).ref)
    (found,) = inbox_items.items(asker(house.head, AT))
    assert (found.kind, found.ref) == (InboxKind.APPROVAL, ref)
    assert (found.page, found.of) == ("approval", {"approval": ref})
    assert (found.since, found.until) == (AT, AT + rules.valid(Action.ROTATION))
    assert (found.about, found.two) == (("陈示例", "陈示例"), True)
    assert told(house.dpo) == [ref]
    assert told(house.sec) == []
    answer(approval=ref, actor=house.dpo, at=AT)
    assert told(house.head) == told(house.dpo) == []


def test_who_asked_is_not_asked_though_the_role_may_answer(house):
    ref = Ref(services.ask(change=GRACE, actor=house.head, at=AT).ref)
    assert told(house.head) == []
    assert told(house.dpo) == [ref]


def test_it_is_gone_when_it_can_be_answered_no_more(house):
    ref = Ref(services.ask(change=ROTATION, actor=house.sec, at=AT).ref)
    over = AT + rules.valid(Action.ROTATION)
    assert told(house.head, over - timedelta(seconds=1)) == [ref]
    assert told(house.head, over) == []


def test_a_role_for_one_deal_answers_nothing_of_the_house_or_of_another_deal(house):
    officer = house.enrol("王样本")
    house.give(officer, Role.DPO, deal=Ref("deal-1"))
    services.ask(change=ROTATION, actor=house.sec, at=AT)
    assert told(officer) == []
    asked = {}
    for deal in ("deal-1", "deal-2"):
        change = Change(Action.ROTATION, {"what": deal}, {}, deal=Ref(deal))
        asked[deal] = services.ask(change=change, actor=house.sec, at=AT).ref
    assert told(officer) == [asked["deal-1"]]
