"""Orders, packages, policies and copies are narrowed by state, deal, person and time."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.deals import services
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.handover.models import Package, State
from shoumi.base.pages import tables
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.rows_of_kinds import row_of, table
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def orders(house):
    """One proposed by the protection officer, one of another deal and person, done a while ago."""
    house.at = clock.now()
    other = house.new_deal()
    old = {"proposed_at": clock.now() - timedelta(days=60), "state": "CONFIRMED"}
    by = {"proposer": house[people.OPERATIONS]}
    return (
        row_of(table("Order"), "dest", number=1, deal=house.deal, proposer=house.dpo),
        row_of(table("Order"), "dest", number=2, deal=other, **by, **old),
    )


def listed(house, address, of):
    text = signed_in(house.dpo).get(address).content.decode()
    return [one for one in of if f'/{one.ref}"' in text]


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("", {0, 1}),
        ("state=PROPOSED", {0}),
        ("state=CONFIRMED", {1}),
        ("deal={deal}", {0}),
        ("person={ops}", {1}),
        ("since=month", {0}),
        ("since=year", {0, 1}),
        ("person={ops}&since=month", set()),
        ("state=none&since=ever", {0, 1}),
    ],
)
def test_orders_are_narrowed_by_each_choice_and_by_several(house, orders, query, which):
    told = query.format(deal=house.deal, ops=house[people.OPERATIONS])
    assert listed(house, f"/destruction?{told}", orders) == [orders[n] for n in sorted(which)]


def test_a_choice_is_kept_on_the_next_page_beside_another_choice_and_in_the_file(house, orders):
    for number in range(3, tables.PAGE + 4):
        row_of(table("Order"), "dest", number=number, deal=house.deal, proposer=house.dpo)
    visitor = signed_in(house.dpo)
    text = visitor.get("/destruction?state=PROPOSED").content.decode().replace("&amp;", "&")
    address = re.search(r'rel="next"\s+href="([^"]+)"', text)[1]
    assert "state=PROPOSED" in address
    assert f"?state=PROPOSED&deal={house.deal}" in text
    later = visitor.get(f"/destruction{address}").content.decode()
    assert orders[0].ref in later
    assert orders[1].ref not in later
    file = visitor.get("/destruction?state=CONFIRMED&format=csv").content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(file))][1:] == ["DR-002"]


def test_packages_are_narrowed_by_who_sealed_or_released_them(house):
    house.at = clock.now()
    sealed = row_of(Package, "pack", deal=house.deal, sealed_by=house.dpo, released_by="person-1")
    states = {"state": State.RELEASED, "released_at": clock.now()}
    legal = house.legal
    other = row_of(
        Package, "pack", deal=house.deal, sealed_by="person-1", released_by=legal, **states
    )
    both = (sealed, other)
    assert listed(house, f"/handover?person={house.dpo}", both) == [sealed]
    assert listed(house, f"/handover?person={legal}", both) == [other]
    assert listed(house, "/handover?state=SEALED", both) == [sealed]
    assert listed(house, "/handover", both) == [sealed, other]


def test_policies_are_narrowed_by_state_and_by_who_approved_them(house):
    (one,) = table("PolicyVersion").objects.all()
    for query, found in (
        ("state=PUBLISHED", [one]),
        ("state=DRAFT", []),
        (f"person={house.legal}", [one]),
    ):
        assert listed(house, f"/policies?{query}", [one]) == found
    text = signed_in(house.dpo).get("/policies").content.decode()
    assert f"person={house.legal}" in text
    assert f"person={house.buyer}" not in text


def test_a_side_is_not_told_who_of_the_house_sealed_its_package(house):
    told = NewParty(PartyRole.TE, people.BUYER, person=house.buyer)
    party = services.add_party(deal=house.deal, party=told, actor=house.dpo, at=clock.now())
    row_of(Package, "pack", deal=house.deal, recipient=party.ref, sealed_by=house.dpo)
    text = signed_in(house.buyer).get("/handover").content.decode()
    assert "/handover/pack-" in text
    assert house.dpo not in text
