"""A window in which nobody answers: it closes with nought, nothing leaves, and the deal goes on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.handover.errors import NobodyAgreed
from shoumi.base.handover.models import Package
from shoumi.base.handover.services import require_agreed
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.core.milestones import Standing
from shoumi.core.terms import DealStage, Instrument
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.second_day import house
from shoumi.doors.tests.visitors import signed_in

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def silent(house):
    """Eight people were asked; weeks later nobody has answered."""
    house.at = clock.now()
    made = Handing(house)
    made.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    return made


@pytest.fixture
def over(silent):
    with time_machine.travel(Campaign.objects.get().window_ends_at + timedelta(hours=1)):
        silent.house.at = clock.now()
        yield silent


def closed(house):
    (campaign,) = Campaign.objects.all()
    address = f"/deals/{house.deal}/do/campaign-close"
    answer = signed_in(house.dpo).act(address, campaign=campaign.ref, is_sure="on")
    assert answer.status_code == 200, answer.content.decode()
    campaign.refresh_from_db()
    assert campaign.state == rules.CampaignState.CLOSED
    return answer.content.decode()


def test_it_closes_with_nobody_agreed_and_says_that_nothing_may_leave(house, over):
    page = closed(house)
    assert "没有一个人的同意算数" in page
    assert "都留在原处" in page
    assert "不交接资料，继续转让" in page
    english = signed_in(house.dpo, lang="en").get(f"/deals/{house.deal}").content.decode()
    assert "no record of any customer may be handed over" in english


def test_nothing_is_sealed_and_the_refusal_says_how_to_go_on(house, over):
    closed(house)
    house.reach_stages(house.deal, DealStage.DATA_HANDOVER)
    with pytest.raises(NobodyAgreed):
        require_agreed(house.deal)
    page = signed_in(house.dpo).get(f"/deals/{house.deal}").content.decode()
    assert "没有一个人的同意算数，什么也不能交接" in page
    assert not Package.objects.exists()


def test_the_deal_goes_on_without_the_handover_by_the_way_that_is_shown(house, over):
    page = closed(house)
    (way,) = re.findall(r'href="([^"]*deal-waive[^"]*nobody_agreed)"', page)
    form = signed_in(house.dpo).get(way.replace("&amp;", "&")).content.decode()
    assert re.search(r'value="nobody_agreed"[^>]*(selected|checked)', form)
    given = {"stage": "data_handover", "reason": "nobody_agreed"}
    answer = signed_in(house.dpo).act(f"/deals/{house.deal}/do/deal-waive", **given)
    assert answer.status_code == 200, answer.content.decode()
    row = deals.milestones(house.deal)[DealStage.DATA_HANDOVER]
    assert (row.state, row.reason) == (Standing.WAIVED, "nobody_agreed")


def test_before_the_window_is_over_nothing_of_the_kind_is_said(house, silent):
    page = signed_in(house.dpo).get(f"/deals/{house.deal}").content.decode()
    assert "没有一个人的同意算数" not in page


def test_where_somebody_agreed_nothing_of_the_kind_is_said(house, silent):
    silent.answer(rules.Answer.GIVEN, silent.people[:1])
    with time_machine.travel(Campaign.objects.get().window_ends_at + timedelta(hours=1)):
        page = closed(house)
    assert "没有一个人的同意算数" not in page


def waived(house, reason):
    given = {"stage": "data_handover", "reason": reason}
    answer = signed_in(house.dpo).act(f"/deals/{house.deal}/do/deal-waive", **given)
    row = deals.milestones(house.deal)[DealStage.DATA_HANDOVER]
    return answer.status_code, row.state, answer.content.decode()


def test_nobody_agreed_is_no_reason_while_somebody_may_still_answer(house, silent):
    status, state, page = waived(house, "nobody_agreed")
    assert (status, state) == (422, Standing.WAITING)
    assert "告知期已截止" in page


def test_nobody_agreed_is_no_reason_where_somebody_did(house, silent):
    silent.answer(rules.Answer.GIVEN, silent.people[:1])
    with time_machine.travel(Campaign.objects.get().window_ends_at + timedelta(hours=1)):
        closed(house)
        status, state, page = waived(house, "nobody_agreed")
    assert (status, state) == (422, Standing.WAITING)
    assert "问过客户，没有一个人的同意算数" in page


def test_that_nobody_is_concerned_is_no_reason_where_customers_are_held(house, over):
    status, state, page = waived(house, "no_persons")
    assert (status, state) == (422, Standing.WAITING)
    assert "这里没有本转让的任何客户资料" in page
