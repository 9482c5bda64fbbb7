"""What people said no to after the copy is a no again, by every way a no is said."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.models import Person
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package
from shoumi.base.handover.models import State as Sealed
from shoumi.base.subjects.models import State, Subject
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Objection
from shoumi.chapters.consent.services import campaigns, dispatch
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Instrument
from shoumi.doors.demo import cast
from shoumi.doors.tests.handover_house import Handing, path_of
from shoumi.doors.tests.house import further, person
from shoumi.doors.tests.put_back_home import Copy, is_whole

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


@pytest.fixture
def told(house):
    """People were told of a succession, and their window is open."""

    def build():
        made = Handing(house)
        made.ask(consent.Purpose.SUCCESSION, Instrument.ART22_NOTICE, lost=0)
        return made

    return further(house, "people told of a succession", build)


def restored(handing, copy):
    copy.put_back()
    report = copy.catch_up(handing.house.at)
    assert report.replayed.tags["blocked"] == {}
    assert is_whole()
    return report.replayed


def test_an_objection_is_one_again_and_leads_where_it_led(told, tmp_path):
    copy = Copy(tmp_path)
    told.object_to(told.people[0], told.people[5])
    states = dict(Subject.objects.values_list("ref", "state"))
    found = set(Objection.objects.values_list("subject", "outcome"))
    restored(told, copy)
    assert set(Objection.objects.values_list("subject", "outcome")) == found
    assert dict(Subject.objects.values_list("ref", "state")) == states
    assert State.EXCLUDED in states.values()


def test_the_objection_of_somebody_who_came_after_the_copy_still_counts(house, tmp_path):
    """The person is not here; that there was a no is, under the ledger's own name."""
    copy_of_nobody = Copy(tmp_path)
    handing = Handing(house)
    handing.ask(consent.Purpose.SUCCESSION, Instrument.ART22_NOTICE, lost=0)
    handing.object_to(handing.people[0])
    copy_of_nobody.put_back()
    report = copy_of_nobody.catch_up(house.at)
    assert report.replayed.tags["blocked"] == {}
    assert not Campaign.objects.exists()
    assert is_whole()


def test_a_letter_that_came_back_came_back(told, tmp_path):
    copy = Copy(tmp_path)
    found = campaigns.get(told.campaign, *consent.CampaignState)
    last = told.people[-1]
    dispatch.record_delivery(found, {last: False}, told.house.dpo, told.house.at)
    restored(told, copy)
    assert Invitation.objects.get(subject=last).delivery == consent.Delivery.UNREACHED
    assert Campaign.objects.get(ref=told.campaign).unreached == 1


def test_two_withdrawals_of_people_in_two_states_are_two_noes(handing, tmp_path):
    copy = Copy(tmp_path)
    for subject in handing.people[:2]:
        handing.withdraw(subject)
    done = restored(handing, copy)
    assert done.tags["done"]["consent.withdrawn"] == 2
    left = Consent.objects.filter(state=ConsentState.WITHDRAWN)
    assert set(left.values_list("subject", flat=True)) == set(handing.people[:2])


def test_a_withdrawal_of_a_lost_campaign_shuts_nothing_for_good(house, tmp_path):
    copy = Copy(tmp_path)
    handing = Handing(house)
    handing.ask(consent.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    handing.answer(consent.Answer.GIVEN, handing.people[:2])
    handing.withdraw(handing.people[0])
    copy.put_back()
    report = copy.catch_up(house.at)
    assert report.replayed.tags["done"]["consent.withdrawn"] == 1
    assert is_whole()


def test_a_package_that_was_voided_is_void_and_its_file_gone(sealed, handing, tmp_path):
    copy = Copy(tmp_path)
    handover.void(package=Ref(sealed.ref), actor=handing.house.dpo, at=handing.house.at)
    copy.put_back()
    assert path_of(sealed).exists()
    copy.catch_up(handing.house.at)
    assert Package.objects.get(ref=sealed.ref).state == Sealed.VOIDED
    assert not path_of(sealed).exists()


def test_a_package_that_left_does_not_leave_again(sealed, handing, tmp_path):
    copy = Copy(tmp_path)
    handing.release(sealed)
    copy.put_back()
    copy.catch_up(handing.house.at)
    found = Package.objects.get(ref=sealed.ref)
    assert (found.state, found.released_by) == (
        Sealed.RELEASED,
        handing.house[cast.SUPERVISOR],
    )
    assert Person.objects.filter(ref=found.released_by).exists()


def test_people_who_came_after_the_copy_are_lost_with_what_they_are(house, tmp_path):
    copy = Copy(tmp_path)
    (late,) = house.keep(person(3))
    copy.put_back()
    report = copy.catch_up(house.at)
    assert report.replayed.tags["lost"]["subject.stored"] == 1
    assert not Subject.objects.filter(ref=late).exists()
    assert is_whole()
