"""Deals by where they stand and whose they are; entries by who acted, when and how."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals import services
from shoumi.base.deals.rules import SuspendReason, TerminateReason
from shoumi.base.ledger import reader
from shoumi.core.calendar import day_in_china
from shoumi.doors.console import evidence_search
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def three(house):
    """One goes on, one is suspended, one was terminated."""
    house.at = clock.now()
    suspended, ended = house.new_deal(), house.new_deal()
    reason = SuspendReason.INCIDENT
    services.suspend(deal=suspended, reason=reason, actor=house.dpo, at=house.at)
    why = TerminateReason.UNLAWFUL
    services.terminate(deal=ended, reason=why, actor=house.dpo, at=house.at)
    return {"going_on": house.deal, "suspended": suspended, "terminated": ended}


@pytest.mark.parametrize("stand", ["going_on", "suspended", "terminated"])
def test_deals_are_found_by_where_they_stand(house, three, stand):
    text = signed_in(house.dpo).get(f"/deals?state={stand}").content.decode()
    found = [name for name, ref in three.items() if f'href="/deals/{ref}"' in text]
    assert found == [stand]


def test_no_deal_is_closed_yet(house, three):
    assert "没有这样的转让" in signed_in(house.dpo).get("/deals?state=closed").content.decode()


def test_mine_are_the_deals_in_which_something_waits_for_me(house, three):
    text = signed_in(house.dpo).get("/deals?whose=mine").content.decode()
    assert f'href="/deals/{house.deal}"' in text
    assert f'href="/deals/{three["suspended"]}"' not in text
    nothing = signed_in(house[people.MARKETING]).get("/deals?whose=mine").content.decode()
    assert "没有这样的转让" in nothing


def rows_of(house, name, query):
    """Positions and rows of what is listed."""
    answer = signed_in(house[name]).get(f"/evidence?{query}")
    assert answer.status_code == 200
    text = answer.content.decode()
    text = text[text.index("<main") : text.index("</main>")]
    return {int(re.search(r'/evidence/(\d+)"', row)[1]): row for row in text.split("<tr>")[2:]}


def test_entries_are_found_by_who_acted(house, three):
    rows = rows_of(house, people.DPO, f"person={house.dpo}")
    assert rows
    assert all(people.DPO in row for row in rows.values())


def test_entries_are_found_by_kind(house, three):
    rows = rows_of(house, people.DPO, "kind=deals")
    tags = {reader.entry(position).line().tag for position in rows}
    assert tags <= {"deal.created", "deal.suspended", "deal.terminated"}
    assert "deal.terminated" in tags


def test_entries_are_found_by_day(house, three):
    today = day_in_china(clock.now())
    assert rows_of(house, people.DPO, f"since={today}&person={house.dpo}")
    tomorrow = today + timedelta(days=1)
    assert rows_of(house, people.DPO, f"since={tomorrow}") == {}
    before = rows_of(house, people.DPO, f"until={today - timedelta(days=1)}")
    assert before
    assert max(before) < reader.first_from(clock.now() - timedelta(hours=1))


def test_who_takes_part_in_no_deal_is_not_told_who_acted_there(house, three, stranger):
    text = signed_in(stranger).get(f"/evidence?person={house.dpo}&kind=deals").content.decode()
    assert "没有这样的记录" in text
    assert deals.deal(house.deal).number not in text


def test_a_word_that_is_no_choice_asks_for_everything(house, three):
    visitor = signed_in(house.dpo)
    texts = [
        visitor.get(f"/evidence?{one}").content.decode()
        for one in ("", "person=nobody&kind=x&since=yesterday")
    ]
    every, odd = (re.findall(r'/evidence/(\d+)"', text) for text in texts)
    assert every == odd


def test_what_is_read_for_one_page_is_bounded_and_the_page_goes_on(house, three, monkeypatch):
    monkeypatch.setattr(evidence_search, "MOST_READ", 4)
    monkeypatch.setattr(evidence_search, "PART", 4)
    text = signed_in(house.dpo).get(f"/evidence?person={house[people.SELLER]}").content.decode()
    (after,) = re.findall(r"after=(\d+)", text)
    assert int(after) == reader.size() - 4


@pytest.mark.both
def test_the_first_entry_of_a_time_is_found_by_halving(house, three):
    every = list(reader.entries())
    for one in (every[0], every[len(every) // 2], every[-1]):
        at = one.line().at
        first = next(each.position for each in every if each.line().at >= at)
        assert reader.first_from(at) == first
    assert reader.first_from(every[-1].line().at + timedelta(seconds=1)) == len(every)
