"""Campaigns over all deals: who sees which, by what; a row that was changed is not believed."""

from __future__ import annotations

import csv
import io
import re

import pytest
import time_machine

from shoumi.chapters.consent.models import Campaign
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def text(answer):
    return answer.content.decode()


@pytest.fixture
def campaign(handing):
    """Opened and answered, on the way to a handover."""
    return Campaign.objects.get()


def test_a_campaign_is_listed_with_deal_state_and_end_and_without_people(house, handing, campaign):
    page = text(signed_in(house.dpo).get("/campaigns"))
    assert campaign.ref in page
    assert f'href="/deals/{house.deal}"' in page
    assert not [ref for ref in handing.people if ref in page]
    assert "共 1 项" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("state=PREPARED", 0), ("due=over", 1), ("deal=", 1), ("state=x&due=y", 1)],
)
def test_campaigns_are_found_by_state_and_day(house, campaign, query, count):
    with time_machine.travel(campaign.window_ends_at):
        page = text(signed_in(house.dpo).get(f"/campaigns?{query}"))
    assert page.count(campaign.ref) == count
    assert ("换一个筛选条件" in page) == (not count)


def test_a_changed_row_is_told_as_one(house, campaign):
    Campaign.objects.update(unreached=0, window_ends_at=house.at)
    assert "记录被改动" in text(signed_in(house.dpo).get("/campaigns"))


def test_none_yet_says_what_to_do(house):
    assert "先写好告知文本并经批准" in text(signed_in(house.dpo).get("/campaigns"))


def test_campaigns_leave_as_a_file_without_people(house, handing, campaign):
    visitor = signed_in(house.dpo)
    href = re.search(r'href="(/exports/campaigns[^"]+)"', text(visitor.get("/campaigns")))[1]
    answer = visitor.post(href, {"format": "csv"}, secure=True)
    assert worked() == 1
    file = visitor.get(f"{answer.headers['Location']}/file").content.decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(file))
    assert (heads[0], row[0]) == ("编号", campaign.ref)
    assert "sub-" not in file
