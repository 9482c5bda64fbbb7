"""One person's day where twenty deals go on: each of them is there, once, wherever one looks."""

from __future__ import annotations

import re

import pytest

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.inbox import queries
from shoumi.base.pages import tables
from shoumi.doors.console.tests.test_inbox_pages import number, rows, text
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def platform(house):
    """Twenty deals, each at its intake."""
    house.at = clock.now()
    refs = [house.deal, *(house.new_deal() for _ in range(19))]
    house.deals = deals.numbers(refs)
    house.numbers = sorted(house.deals.values())
    return house


def paged(visitor, address):
    """The main part of each page of a list."""
    seen = []
    while address:
        told = text(visitor, address).partition("<main")[2].partition("</main>")[0]
        seen.append(told)
        more = re.search(r'rel="next"\s+href="(\?[^"]*after=[^"]+)"', told)
        address = more and address.partition("?")[0] + more[1].replace("&amp;", "&")
    return seen


def test_each_of_them_waits_for_the_consultant_and_the_number_is_one(platform):
    consultant = platform[people.CONSULTANT]
    visitor = signed_in(consultant)
    waits = queries.items(queries.asker(consultant, platform.at))
    assert sorted({platform.deals[one.deal] for one in waits if one.deal}) == platform.numbers
    listed = [row for page in paged(visitor, "/inbox") for row in rows(f"<main{page}</main>")]
    assert len(listed) == len(waits) == number(visitor)
    assert f"共 {len(waits)} 件" in text(visitor, "/")


def test_one_of_them_alone_is_looked_at(platform):
    visitor = signed_in(platform[people.CONSULTANT])
    for ref in [*platform.deals][::7]:
        found = rows(text(visitor, f"/inbox?deal={ref}"))
        assert found
        assert all(f"/deals/{ref}" in href for href, _ in found)


def test_the_list_of_deals_has_them_all_page_after_page(platform, monkeypatch):
    visitor = signed_in(platform[people.CONSULTANT])
    monkeypatch.setattr(tables, "PAGE", 6)
    pages = paged(visitor, "/deals")
    assert len(pages) == 4
    for wanted in platform.numbers:
        assert sum(f">{wanted}<" in page for page in pages) == 1, wanted
