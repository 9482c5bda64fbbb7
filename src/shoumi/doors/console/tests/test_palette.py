"""The palette shows where one may go and what one may do, to whom it is open and to nobody else."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals import services as deals_of
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.ledger import reader
from shoumi.core.gate import Act
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import values
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def found(person, typed="", here="/", lang="zh") -> list[tuple[str, str]]:
    """(where it leads, what it says) of each choice."""
    visitor = signed_in(person, lang=lang)
    answer = visitor.post("/palette", {"q": typed, "here": here}, secure=True)
    assert answer.status_code == 200
    one = re.compile(r'<li\s+role="option"[^>]*>\s*<a href="([^"]+)"[^>]*>\s*<span>([^<]+)</span>')
    return one.findall(answer.content.decode())


def test_before_anything_is_typed_there_are_tasks_deals_and_pages(house):
    task = house.task(purpose=Purpose.INVENTORY, acts=(Act.LIST,), actors=[house.dpo])
    hrefs = [href for href, _ in found(house.dpo)]
    assert hrefs.index(f"/tasks/{task}") < hrefs.index(f"/deals/{house.deal}")
    assert "/evidence" in hrefs
    assert f"/tasks/{task}" not in [href for href, _ in found(house[people.OPERATIONS])]


@pytest.mark.parametrize(("typed", "lang"), [("证据", "zh"), ("evidence", "zh"), ("证据", "en")])
def test_a_page_is_found_by_its_name_in_either_language(house, typed, lang):
    assert "/evidence" in [href for href, _ in found(house.dpo, typed, lang=lang)]


def test_acts_are_those_of_the_deal_whose_page_is_open_and_of_ones_roles(house):
    here = f"/deals/{house.deal}"
    mine = [href for href, _ in found(house.dpo, "开出任务", here=here)]
    assert f"{here}/do/open-task" in mine
    assert found(house[people.SERVICE], "开出任务", here=here) == []


def test_an_act_that_cannot_be_done_now_is_no_choice(house):
    here = f"/deals/{house.deal}"
    assert found(house.dpo, "封包", here=here) == []  # the hand-over is not open
    assert found(house.dpo, "恢复转让", here=here) == []  # nothing is suspended
    deals_of.suspend(
        deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=clock.now()
    )
    assert [href for href, _ in found(house.dpo, "恢复转让", here=here)] == [
        f"{here}/do/deal-resume"
    ]


def test_a_stranger_is_offered_no_deal_and_nothing_of_it(house, stranger):
    number, here = deals.deal(house.deal).number, f"/deals/{house.deal}"
    for typed in ("", number, "封包"):
        assert not [href for href, _ in found(stranger, typed, here=here) if house.deal in href]


def test_a_whole_number_offers_a_search_only_to_who_has_a_task_for_it(house):
    house.keep_many(1)
    mobile = values(0)["mobile"]
    visitor = signed_in(house.dpo)
    before = visitor.post("/palette", {"q": mobile}, secure=True).content.decode()
    assert "/customers/search" not in before
    house.at = clock.now()
    house.task(
        purpose=Purpose.INVENTORY, acts=(Act.LIST,), actors=[house.dpo], fields=("mobile", "name")
    )
    size = reader.size()
    answer = visitor.post("/palette", {"q": mobile}, secure=True).content.decode()
    assert 'href="/customers/search"' in answer
    assert 'data-field="mobile"' in answer
    assert mobile not in answer
    assert reader.size() == size  # nobody was looked for
    other = signed_in(house[people.OPERATIONS]).post("/palette", {"q": mobile}, secure=True)
    assert "/customers/search" not in other.content.decode()


def test_nothing_typed_comes_in_an_address(house):
    visitor = signed_in(house.dpo)
    assert visitor.get("/palette").status_code == 405
    assert visitor.get("/find?q=13.2").status_code == 200
    for page in ("/", "/find"):
        forms = re.findall(r"<form[^>]*role=\"search\"[^>]*>", visitor.get(page).content.decode())
        assert forms
        assert all('method="post"' in form for form in forms)


def test_the_palette_asks_the_database_the_same_for_many_deals_as_for_one(house):
    visitor = signed_in(house.dpo)

    def count() -> int:
        with CaptureQueriesContext(connection) as told:
            visitor.post("/palette", {"q": "D-"}, secure=True)
        return len(told)

    one = count()
    house.at = clock.now()
    for _ in range(3):
        house.new_deal()
    assert count() <= one <= 20
