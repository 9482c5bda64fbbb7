"""A lapse shuts a room that stands open: what its reader sees, and what the house sees."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from shoumi.base.attestations import queries, services
from shoumi.base.attestations.tests.statements import given
from shoumi.base.pages import chips
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
SHUT = "数据室暂时关闭"
INTERNAL = ("12.1", "防火墙", "声明", "安全负责人", "补正")


@pytest.fixture
def room(house) -> str:
    """Open to the buyer, and what is stated of the firewall was taken back since."""
    house.agree()
    house.reach(DisclosureLevel.L2)
    house.assess()
    made = house.room(ROWS)
    said = queries.newest("12.1", None, house.at)
    services.revoke(attestation=Ref(said.ref), actor=house[people.SECURITY], at=house.at)
    return made


def middle(answer) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_its_reader_is_told_that_it_is_shut_and_whom_to_ask(house, room):
    visitor = signed_in(house.buyer)
    pages = [
        visitor.get(f"/rooms/{room}"),
        visitor.get(f"/rooms/{room}/papers"),
        visitor.post(f"/rooms/{room}/inside"),
    ]
    for answer in pages:
        assert answer.status_code == 403
        assert SHUT in middle(answer)
        assert people.CONSULTANT in middle(answer)
        assert not [word for word in INTERNAL if word in middle(answer)]
    assert told("gate.decided")[-1].facts["allowed"] is False


def test_the_house_reads_which_demand_it_is_and_who_mends_it(house, room):
    answer = signed_in(house[people.CONSULTANT]).post(f"/rooms/{room}/inside")
    assert answer.status_code == 403
    assert "12.1" in middle(answer)
    assert SHUT not in middle(answer)


def test_as_soon_as_it_is_mended_the_reader_goes_in_again(house, room):
    services.attest(duty="12.1", said=given("12.1"), actor=house[people.SECURITY], at=house.at)
    answer = signed_in(house.buyer).post(f"/rooms/{room}/inside")
    assert answer.status_code == 200
    assert SHUT not in middle(answer)


def test_the_refusal_leads_the_house_to_the_page_of_the_demand(house, room):
    answer = signed_in(house[people.CONSULTANT]).post(f"/rooms/{room}/inside")
    assert '<a href="/duties/12.1">12.1 ' in middle(answer)


def test_a_side_of_the_deal_is_led_to_no_page_of_the_house(house):
    request = RequestFactory().get("/")
    request.actor, request.roles, request.is_party = house.buyer, frozenset({Role.TE}), True
    assert chips.duty_page(request, "12.1") == ""
    request.actor, request.roles, request.is_party = house.dpo, frozenset({Role.DPO}), False
    assert chips.duty_page(request, "12.1") == "/duties/12.1"
