"""The search finds parties, people, papers and numbers, each for who may open its page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals import services
from shoumi.base.deals.models import Filing
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.ledger import reader
from shoumi.base.registry import search
from shoumi.core.gate import Act
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import values
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.search_steps import found
from shoumi.doors.tests.side_pages import handed_in
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def of_others(house) -> Ref:
    house.at = clock.now()
    return house.new_deal()


@pytest.mark.parametrize("typed", [people.SELLER, people.SELLER[:2], "91990000ma0dem0213"])
def test_a_party_is_found_by_its_name_and_by_its_companys_code(house, stranger, typed):
    assert f"/deals/{house.deal}" in found(house.dpo, typed)
    assert f"/deals/{house.deal}" not in found(stranger, typed)


def test_people_of_the_house_are_found_by_name_and_by_reference(house):
    person = house[people.CONSULTANT]
    assert f"/people/{person}" in found(house.dpo, people.CONSULTANT)
    assert f"/people/{person}" in found(house[people.SERVICE], person)


def test_a_paper_on_file_is_found_by_what_it_is_and_is_not_opened(house, stranger):
    handed_in(house, people.BUYER, "loi")
    (row,) = deals.filings(house.deal, kind=FilingKind.LOI).items
    size = reader.size()
    for typed in ("意向书", "letter of intent", row.ref):
        assert f"/evidence/{row.position}" in found(house.dpo, typed)
        assert f"/evidence/{row.position}" not in found(stranger, typed)
    signed_in(house.dpo).act("/find", q=row.ref)
    opened = [one.line().tag for one in reader.entries(start=size)]
    assert "deal.paper_opened" not in opened


def test_deals_tasks_rooms_and_entries_are_found_by_reference_and_position(house, stranger):
    house.at = clock.now()
    task = house.task(purpose=Purpose.INVENTORY, acts=(Act.LIST,), actors=[house.dpo])
    house.agree()
    house.assess()
    room = house.room(ROWS)
    assert f"/deals/{house.deal}" in found(house.dpo, house.deal)
    assert f"/tasks/{task}" in found(house.dpo, task)
    assert f"/rooms/{room}" in found(house.dpo, room)
    assert "/evidence/3" in found(house.dpo, "#3")
    for typed in (house.deal, task, room):
        assert found(stranger, typed) == []
    assert found(house[people.OPERATIONS], task) == []  # another's


def test_things_of_a_deal_one_takes_no_part_in_are_not_found(house, stranger):
    other = of_others(house)
    for typed in (other, deals.deal(other).number):
        assert f"/deals/{other}" in found(house.dpo, typed)
        assert found(stranger, typed) == []


def test_no_customers_value_is_found_and_nothing_is_recorded(house):
    house.keep_many(2)
    visitor = signed_in(house.dpo)
    size = reader.size()
    for typed in (values(0)["name"], values(1)["address"]):
        assert found(house.dpo, typed, visitor) == []
    assert reader.size() == size


def test_many_results_are_counted_and_come_page_by_page(house):
    for number in range(45):
        services.add_party(
            deal=house.deal,
            party=NewParty(PartyRole.OTHER_HOLDER, f"虚构持股{number:02d}"),
            actor=house[people.CONSULTANT],
            at=clock.now(),
        )
    visitor = signed_in(house.dpo)
    first = visitor.act("/find", q="虚构持股").content.decode()
    assert "共 45 项" in first
    names = set(re.findall(r"虚构持股\d\d", first))
    assert len(names) == 20
    for after in ("20", "40"):
        later = visitor.act("/find", q="虚构持股", after=after).content.decode()
        more = set(re.findall(r"虚构持股\d\d", later))
        assert not more & names
        names |= more
    assert len(names) == 45
    assert "下一页" not in later
    assert "回到开头" in later
    for odd in ("²", "-1", "9" * 30, "x"):
        assert visitor.act("/find", q="虚构持股", after=odd).status_code == 200


def test_the_search_asks_the_database_the_same_however_much_there_is(house):
    visitor = signed_in(house.dpo)

    def count(typed: str) -> int:
        with CaptureQueriesContext(connection) as told:
            visitor.act("/find", q=typed)
        return len(told)

    handed_in(house, people.BUYER, "loi")
    one = count("意向书")
    kept = Filing.objects.get(kind="loi")
    for number in range(5):
        kept.pk, kept.sha256 = Ref.new("filing"), bytes([number]) * 32
        kept._state.adding = True
        kept.save(force_insert=True)
    assert count("书") <= one + 2 <= 30


@pytest.mark.parametrize(
    ("wanted", "prefix", "number"),
    [
        ("DR-001", "DR", 1),
        ("pipia-2", "PIPIA", 2),
        ("DR-", "DR", None),
        ("PIPIA-002", "DR", None),
        ("DR-²", "DR", None),
        ("DR-" + "9" * 30, "DR", None),
    ],
)
def test_a_number_is_read_in_the_ways_people_write_it(wanted, prefix, number):
    assert search.number(wanted, prefix) == number


def test_a_side_of_a_deal_has_no_search(house):
    assert signed_in(house.buyer).post("/palette", {"q": "DR-001"}, secure=True).status_code == 404
