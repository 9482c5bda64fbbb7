"""A role that was asked for waits for whoever may grant it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import inbox_items, services
from shoumi.base.accounts.tests.cast import AT, House, asker
from shoumi.base.registry import InboxKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def house():
    return House()


def told(person, at=AT):
    return [one.ref for one in inbox_items.items(asker(person, at))]


def asked(house, person, role=Role.CON, deal=None):
    made = services.request_grant(person=person, role=role, deal=deal, actor=house.dpo, at=AT)
    return Ref(made.ref)


def test_it_waits_for_the_other_of_two_and_goes_with_the_grant(house):
    ask = asked(house, house.enrol())
    (found,) = inbox_items.items(asker(house.head, AT))
    assert (found.kind, found.ref, found.page) == (InboxKind.GRANT, ask, "people")
    assert (found.since, found.until, found.two) == (AT, AT + DAY, True)
    assert found.about == ("陈示例", "陈示例")
    assert told(house.dpo) == []
    services.grant(ask=ask, actor=house.head, at=AT)
    assert told(house.head) == []


def test_it_is_gone_after_a_day(house):
    ask = asked(house, house.enrol())
    assert told(house.head, AT + DAY - timedelta(seconds=1)) == [ask]
    assert told(house.head, AT + DAY) == []


def test_nobody_is_asked_to_grant_what_would_be_their_own(house):
    asked(house, house.head)
    assert told(house.head) == []


def test_who_may_grant_in_one_deal_alone_is_not_asked(house):
    person = house.enrol("王样本")
    house.give(person, Role.DPO, deal=Ref("deal-1"))
    asked(house, house.enrol())
    assert told(person) == []
