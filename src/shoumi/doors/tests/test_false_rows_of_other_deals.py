"""A false row about one deal, put in by SQL, opens nothing of another that is shut."""

from __future__ import annotations

import pytest

from shoumi.base.attestations import controls, doors
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.chapters.compliance import queries as compliance
from shoumi.chapters.consent import queries as consent
from shoumi.chapters.consent.models import Campaign, Consent, Invitation
from shoumi.chapters.consent.queries import holdings
from shoumi.chapters.consent.rules import Lane
from shoumi.core.handbook import DoorAct
from shoumi.core.terms import ConsentState
from shoumi.doors.tests.forgery import acts
from shoumi.doors.tests.forgery.sql import copy, sql
from shoumi.doors.tests.forgery.world import World
from shoumi.doors.tests.handover_house import asked_for_consent
from shoumi.doors.tests.house import House

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

OTHER = "deal-x"


@pytest.fixture
def world(home, transactional_db):
    return kept("world of edits", lambda: World(asked_for_consent(House())))


def shut_by(world, act):
    found = doors.lapses([act], deal=world.house.deal, at=world.house.at)
    return {lapse.demand for lapses in found.values() for lapse in lapses}


def test_an_invented_assessment_elsewhere_leaves_what_is_stale_shut(world):
    acts.stale(world)
    deal, at = world.house.deal, world.house.at
    assert shut_by(world, DoorAct.ENTER_L2) == {"7.3"}
    where = f"ref = '{world.assessment}'"
    copy("compliance_assessment", where, ref="pia-x", number=977, deal=OTHER)
    controls.forget()
    held = compliance.check(at)
    assert (held.reason, held.deals) == (NotAuthentic.code, {deal, OTHER})
    assert shut_by(world, DoorAct.ENTER_L2) == {"7.3"}


def test_an_invented_notice_elsewhere_leaves_a_childs_own_yes_a_fault(world):
    deal, at = world.house.deal, world.house.at
    campaign = consent.campaign_of(deal, Campaign.objects.get().purpose)
    said = Consent.objects.filter(campaign=campaign).first()
    Invitation.objects.filter(campaign=campaign, subject=said.subject).update(lane=Lane.GUARDIAN)
    Consent.objects.filter(pk=said.pk).update(lane=Lane.SELF, state=ConsentState.GIVEN)
    assert holdings.check_consent(at).deals == {deal}
    copy("consent_notice", f"id = {campaign.notice_id}", ref="notice-x", deal=OTHER)
    assert holdings.check_consent(at).deals == {deal, OTHER}
    sql("DELETE FROM consent_notice WHERE ref = 'notice-x'")
    assert holdings.check_consent(at).deals == {deal}
