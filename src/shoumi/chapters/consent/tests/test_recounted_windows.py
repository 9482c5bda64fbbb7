"""Holidays of a year that become known lengthen the time to answer and never shorten it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.row_authentication import verification
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.rules import DeadlineKey
from shoumi.chapters.consent.services import windows
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign(asked):
    return Campaign.objects.get(state="OPEN")


def ends(campaign, by, key=DeadlineKey.CAMPAIGN_END):
    before = campaign.window_ends_at
    windows.recounted(Ref(campaign.ref), key, before + by)
    campaign.refresh_from_db()
    assert verification.is_authentic(campaign)
    return campaign.window_ends_at - before


def test_a_later_end_is_taken_over_and_the_row_stays_authentic(campaign):
    assert ends(campaign, 3 * DAY) == 3 * DAY


def test_an_earlier_end_is_not_what_people_were_told(campaign):
    assert ends(campaign, -DAY) == timedelta()


def test_another_deadline_moves_no_campaign(campaign):
    assert ends(campaign, DAY, "rofr_reply") == timedelta()


def test_a_row_that_was_changed_is_left_as_it_is(campaign):
    Campaign.objects.update(unreached=99)
    windows.recounted(Ref(campaign.ref), DeadlineKey.CAMPAIGN_END, campaign.window_ends_at + DAY)
    assert Campaign.objects.get(pk=campaign.pk).window_ends_at == campaign.window_ends_at
