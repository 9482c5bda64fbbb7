"""Nobody tells a number of answers that were changed from outside: it would not be true."""

from __future__ import annotations

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.consent import commands
from shoumi.chapters.consent.models import Campaign, Consent, Objection
from shoumi.chapters.consent.services import campaigns
from shoumi.chapters.consent.verbs.campaigns import whole
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState
from shoumi.doors.tests.handover_house import asked_for_consent
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def handing(house):
    made = asked_for_consent(house)
    with time_machine.travel(made.house.at, tick=True):
        yield made


@pytest.fixture
def campaign(handing):
    return Campaign.objects.get(ref=handing.campaign)


def told(handing, lang="en"):
    page = signed_in(handing.house.dpo, lang=lang).get(f"/deals/{handing.house.deal}")
    assert page.status_code == 200
    return page.content.decode()


def status(handing):
    return CliRunner().invoke(commands.status, [handing.house.deal, "--json"])


def forge_yes():
    """As whoever has the data alone does it."""
    assert Consent.objects.filter(state=ConsentState.REFUSED).update(state=ConsentState.GIVEN)


def test_numbers_are_told_while_every_answer_holds(handing, campaign):
    assert whole(campaign)["counts"]["given"] > 0
    assert status(handing).exit_code == 0
    assert "Silence is never a yes" in told(handing)


@pytest.mark.parametrize("forges", ["a yes", "a withdrawal that is gone"])
def test_no_number_is_told_of_answers_that_were_changed(handing, campaign, forges):
    if forges == "a yes":
        forge_yes()
    else:
        handing.withdraw(handing.people[0])
        Consent.objects.filter(state=ConsentState.WITHDRAWN).delete()
    with pytest.raises(NotAuthentic):
        whole(campaign)
    assert isinstance(status(handing).exception, NotAuthentic)
    for lang, says in (("en", "is not what the ledger says"), ("zh", "与存证账本不符")):
        shown = told(handing, lang)
        assert says in shown
        assert "shoumi doctor" in shown
    assert "Silence is never a yes" not in told(handing)


def test_a_campaign_is_not_closed_on_a_number_that_is_not_true(handing, campaign):
    forge_yes()
    Campaign.objects.filter(ref=campaign.ref).update(state="OPEN")
    assert not Objection.objects.exists()
    with pytest.raises(NotAuthentic):
        campaigns.close(campaign=Ref(campaign.ref), actor=handing.house.dpo, at=handing.house.at)
