"""The page of what waits, the number in the menu, and what Today says of both."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.services import file
from shoumi.base.inbox import queries
from shoumi.base.messages import names
from shoumi.base.pages import tables
from shoumi.base.registry import InboxKind
from shoumi.base.tests import authenticated
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.terms import DealStage
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

CAST = (people.HEAD, people.DPO, *people.STAFF, people.SUPERVISOR, *people.PARTIES)


def text(visitor, address="/inbox"):
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def main(told):
    return told.partition("<main")[2].partition("</main>")[0]


def rows(told):
    """Address and words of each line."""
    body = main(told).partition("<tbody")[2].partition("</tbody>")[0]
    return re.findall(r'<td data-label="[^"]*"[^>]*><a href="([^"]*)">(?:<[^>]*>)*([^<]*)', body)


def number(visitor):
    answer = visitor.get("/inbox/count")
    assert answer["Content-Type"] == "application/json"
    return answer.json()["count"]


@pytest.fixture
def busy(house):
    """Two deals at the mandate, a task, a role that was asked for, a paper to confirm."""
    house.at = clock.now()
    second = house.new_deal()
    for deal in (house.deal, second):
        found = MilestoneState.objects.filter(deal=deal, code=DealStage.INTAKE)
        authenticated.change(found, state=Standing.WAIVED, done_at=house.at)
        file(
            deal=deal,
            kind=FilingKind.TERMS_ACCEPTED,
            sha256=bytes(range(32)),
            actor=house[people.CONSULTANT],
            at=house.at,
        )
    house.task(actors=[house.dpo])
    house.second = second
    return house


def test_everything_on_it_opens_for_who_sees_it(busy):
    """A side has no page of the house, and each name of a page stands with what it is of."""
    seen = set()
    for name in CAST:
        visitor = signed_in(busy[name])
        for href, _ in rows(text(visitor)):
            assert visitor.get(href.replace("&amp;", "&")).status_code == 200, (name, href)
            seen.add(href.split("/")[1].partition("?")[0])
    assert {"deals", "papers", "tasks"} <= seen


def test_the_number_the_list_and_today_say_the_same_also_after_an_act(busy):
    visitor = signed_in(busy.dpo)
    listed = len(queries.items(queries.asker(busy.dpo, busy.at)))
    assert listed > 1
    for more in (0, 1):
        assert number(visitor) == listed + more
        assert len(rows(text(visitor))) == listed + more
        assert f"共 {listed + more} 件" in text(visitor, "/")
        assert number(visitor) == listed + more
        if not more:
            busy.at = clock.now()
            busy.task(actors=[busy.dpo])


def test_it_is_narrowed_by_kind_and_by_deal(busy):
    visitor = signed_in(busy.dpo)
    every = rows(text(visitor))
    tasks = rows(text(visitor, "/inbox?kind=task"))
    assert [words for _, words in tasks] == ["任务：信息盘点"]
    second = text(visitor, f"/inbox?deal={busy.second}")
    assert 0 < len(rows(second)) < len(every)
    assert not rows(text(visitor, f"/inbox?deal={busy.second}&kind=task"))
    # What nobody offers is no choice, and hides nothing.
    assert len(rows(text(visitor, "/inbox?kind=nonsense&deal=deal-none"))) == len(every)


def test_each_kind_has_a_name_in_both_languages(busy):
    for kind in InboxKind:
        zh, en = names.pair(kind)
        assert re.search("[\u4e00-\u9fff]", zh)
        assert en.isascii()


def test_who_has_nothing_to_do_is_told_so_and_has_no_number(house, stranger):
    visitor = signed_in(stranger)
    told = text(visitor)
    assert "没有等你处理的" in told
    assert number(visitor) == 0
    assert 'data-count="/inbox/count" hidden' in told
    assert "Nothing waits for you." in text(signed_in(stranger, lang="en"))


def test_the_list_goes_out_as_a_table(busy):
    answer = signed_in(busy.dpo).get("/inbox?format=csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["事项", "类别", "关于", "期限"]
    (task,) = [line for line in lines if line[1] == "任务"]
    assert task[0] == "任务：信息盘点"
    assert task[2] == "D-2026-001"
    assert re.search(r"\d", task[3])
    assert not any("<" in cell for line in lines for cell in line)


def test_a_side_sees_its_own_and_no_word_of_the_house(busy):
    seller = signed_in(busy[people.SELLER])
    found = rows(text(seller))
    assert len(found) == number(seller) > 2
    assert any(href == f"/papers?deal={busy.second}" for href, _ in found)
    assert not [href for href, _ in found if href.startswith(("/deals", "/tasks", "/duties"))]
    buyer = signed_in(busy.buyer)
    assert number(buyer) == 0
    assert busy.deal not in main(text(buyer))


def test_only_who_is_signed_in_asks_for_it(client, house):
    for address in ("/inbox", "/inbox/count"):
        answer = client.get(address, secure=True, HTTP_HOST="localhost")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in")
    assert signed_in(house.dpo).post("/inbox/count", secure=True).status_code == 405


def test_the_menu_has_it_for_a_side_too_and_asks_for_the_number_once(busy):
    for person in (busy.dpo, busy[people.SELLER]):
        told = text(signed_in(person), "/rooms")
        assert told.count('data-count="/inbox/count"') == 2  # the menu, and the bar of a phone


def test_a_long_list_comes_in_pages_and_asks_acts_for_one_page_alone(busy, monkeypatch):
    visitor = signed_in(busy.dpo)
    every = rows(text(visitor))
    monkeypatch.setattr(tables, "PAGE", 2)
    got = []
    for start in range(0, len(every), 2):
        some = rows(text(visitor, f"/inbox?after={start}"))
        assert 0 < len(some) <= 2
        got += some
    assert got == every
    assert not rows(text(visitor, "/inbox?after=999"))


def asked(act) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def test_what_it_asks_the_database_grows_with_the_deals_and_no_faster(house):
    visitor = signed_in(house[people.CONSULTANT])
    house.at = clock.now()

    def look():
        queries.forget()
        text(visitor, "/inbox")

    costs = []
    for _ in range(3):
        look()
        costs.append(asked(look))
        for _ in range(4):
            house.new_deal()
    first, second, third = costs
    assert third - second <= (second - first) * 1.2 + 5
