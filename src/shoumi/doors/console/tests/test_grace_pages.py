"""A grace by page: asked for, approved, in force, shown wherever the demand is, ended by one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.approvals.models import Approval
from shoumi.base.attestations import doors, services
from shoumi.base.attestations.models import Grace
from shoumi.base.attestations.tests.statements import given
from shoumi.core.handbook import DoorAct
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ASK = "/graces/do/grace-grant"
GIVEN = {"duties": "13.1", "days": "5", "reason": "outside", "note": "等供应商补测"}


@pytest.fixture
def lapsed(house):
    """The statement on backups ended a minute ago."""
    ends = house.at + timedelta(minutes=1)
    services.attest(
        duty="13.1", said=given("13.1", until=ends), actor=house[people.OPERATIONS], at=house.at
    )
    house.go(minutes=1)
    return house


def middle(answer) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def granted(house) -> Grace:
    head, dpo = signed_in(house[people.HEAD]), signed_in(house.dpo)
    assert "13.1" in middle(head.get(ASK))
    head.act(ASK, **GIVEN)
    wish = Approval.objects.get(action="grace")
    shown = middle(dpo.get(f"/approvals/{wish.ref}"))
    assert "等待外部机构或供应商" in shown
    assert "等供应商补测" in shown
    dpo.act(f"/approvals/{wish.ref}/do/approve-change")
    head.act(ASK, **GIVEN)
    return Grace.objects.get()


def holds(house, at) -> bool:
    held = doors.lapses([DoorAct.SEAL], deal=house.deal, at=at).values()
    return "13.1" in {one.demand for lapses in held for one in lapses}


def test_two_persons_grant_it_and_every_page_says_until_when(lapsed):
    assert holds(lapsed, clock.now())
    one = granted(lapsed)
    assert not holds(lapsed, one.granted_at)
    assert holds(lapsed, one.until)
    visitor = signed_in(lapsed[people.CONSULTANT])
    for page in ("/doors", "/", "/duties/13.1", f"/deals/{lapsed.deal}"):
        assert "宽限" in middle(visitor.get(page)), page
    assert "已过期" in middle(visitor.get("/duties/13.1"))
    assert "等待外部机构或供应商" in middle(visitor.get(f"/graces/{one.ref}"))


def test_it_is_offered_for_what_may_have_one_and_nothing_else(lapsed):
    form = middle(signed_in(lapsed[people.HEAD]).get(ASK))
    assert 'value="13.1"' in form
    assert 'value="13.2"' not in form
    answer = signed_in(lapsed[people.HEAD]).act(ASK, **GIVEN | {"duties": "6.2"})
    assert answer.status_code == 422
    assert not Approval.objects.exists()


def test_one_person_ends_it(lapsed):
    one = granted(lapsed)
    signed_in(lapsed.dpo).act(f"/graces/{one.ref}/do/grace-end", is_sure="on")
    assert told("grace.ended")[-1].about == one.ref
    assert holds(lapsed, Grace.objects.get().ended_at)


def test_what_lapses_soon_stands_in_today_and_with_who_mends_it(lapsed):
    services.attest(
        duty="13.1",
        said=given("13.1", until=lapsed.at + timedelta(days=9)),
        actor=lapsed[people.OPERATIONS],
        at=lapsed.at,
    )
    mine = middle(signed_in(lapsed[people.OPERATIONS]).get("/"))
    assert "三十天内失效" in mine
    assert "第 13.1 条快失效了" in mine
    others = middle(signed_in(lapsed.legal).get("/"))
    assert "三十天内失效" in others
    assert "第 13.1 条快失效了" not in others


def test_a_deal_tells_of_its_doors_in_short(house):
    shown = middle(signed_in(house.dpo).get(f"/deals/{house.deal}"))
    assert f"/doors?deal={house.deal}" in shown
