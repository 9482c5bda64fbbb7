"""A deal that is suspended by hand or terminated: nobody is told or reminded any more."""

from __future__ import annotations

import pytest

from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import StageNotOpen, Suspended, Terminated
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.rules import Overlay, SuspendReason, TerminateReason
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.services import answers, campaigns, dispatch
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Instrument
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import handover_house, stated
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import further, told

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def suspend(house):
    deals.suspend(deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=house.at)


def terminate(house):
    deals.terminate(
        deal=house.deal, reason=TerminateReason.PARTIES_AGREED, actor=house.dpo, at=house.at
    )


STOPS = pytest.mark.parametrize(("stop", "error"), [(suspend, Suspended), (terminate, Terminated)])


@pytest.fixture
def prepared(house, found):
    """A campaign that is ready for three people."""
    return handover_house.prepared(house, Ref("party-x"))


@pytest.fixture
def asked(house):
    """Eight people asked; the letters arrived but for one, and nobody has answered."""

    def build():
        made = Handing(house)
        made.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
        return made

    return further(house, "eight people asked", build)


def open_window(house, campaign):
    return campaigns.open_window(campaign=campaign, actor=house.dpo, at=house.at)


def remind(house, campaign):
    return dispatch.remind(campaign=campaign, actor=house[people.SERVICE], at=house.at)


@pytest.mark.both
@STOPS
def test_nobody_is_asked_in_a_deal_that_is_stopped(house, prepared, stop, error):
    stop(house)
    with pytest.raises(error):
        open_window(house, prepared)
    assert Campaign.objects.get().state == rules.CampaignState.PREPARED
    assert (Invitation.objects.count(), told("campaign.opened")) == (0, [])


def test_people_are_asked_when_the_deal_goes_on(house, prepared):
    suspend(house)
    deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    assert len(open_window(house, prepared)) == 3


@pytest.mark.both
def test_a_stop_that_was_lifted_from_outside_still_stops(house, prepared):
    suspend(house)
    Deal.objects.filter(ref=house.deal).update(
        overlay=Overlay.NONE, overlay_reason="", overlay_at=None
    )
    with pytest.raises(NotAuthentic):
        open_window(house, prepared)


@pytest.mark.both
@STOPS
def test_the_one_reminder_is_not_spent_in_a_deal_that_is_stopped(house, asked, stop, error):
    stop(house)
    for act in (remind, ready):
        with pytest.raises(error):
            act(house, asked.campaign)
    assert (Campaign.objects.get().reminded_at, told("campaign.reminded")) == (None, [])


def ready(house, campaign):
    return dispatch.require_reminder(campaign=campaign, actor=house[people.SERVICE], at=house.at)


@pytest.mark.both
def test_the_one_reminder_is_not_spent_at_a_door_that_is_shut(house, asked):
    said = statements.newest("19.3", None, house.at)
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=house.at)
    for act in (remind, ready):
        with pytest.raises(DoorShut) as caught:
            act(house, asked.campaign)
        assert caught.value.facts["demands"] == ("19.3",)
    assert (Campaign.objects.get().reminded_at, told("campaign.reminded")) == (None, [])
    assert [(one.facts["act"], one.duties) for one in told("door.refused")] == [
        ("send", ("19.3",))
    ] * 2
    stated.attest(house.cast, house.at)
    assert remind(house, asked.campaign) == 7


def test_the_one_reminder_waits_for_its_milestone(house, asked):
    rows = MilestoneState.objects.filter(deal=house.deal, code=DealStage.NOTICE_CAMPAIGN)
    authenticated.change(rows, state=Standing.WAIVED, done_at=house.at)
    with pytest.raises(StageNotOpen):
        ready(house, asked.campaign)
    assert Campaign.objects.get().reminded_at is None


@STOPS
def test_people_answer_and_take_back_in_a_deal_that_is_stopped(house, asked, stop, error):
    asked.answer(rules.Answer.GIVEN, asked.people[:1])
    stop(house)
    asked.answer(rules.Answer.GIVEN, asked.people[1:2])
    asked.answer(rules.Answer.REFUSED, asked.people[2:3])
    asked.withdraw(asked.people[0])
    assert len(told("consent.withdrawn")) == 1
    answers.object_to(
        campaign=asked.campaign,
        subjects=[asked.people[3]],
        actor=house[people.SERVICE],
        at=house.at,
    )
