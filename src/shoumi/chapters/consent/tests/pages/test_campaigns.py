"""A campaign from the deal's page: prepared, sent, answered on paper, closed."""

from __future__ import annotations

import pytest
import time_machine

from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.transport import server_address
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.chapters.consent.services import campaigns
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.chapters.consent.tests.letters_house import SITE, printed_and_posted, task_of
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import CONTENTS, Handing
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ASKED = Instrument.ART23_SEPARATE_CONSENT


def do(house, slug, who=None, **given):
    visitor = signed_in(who or house.dpo)
    return visitor.post(f"/deals/{house.deal}/do/{slug}", {"is_sure": "on", **given})


def test_a_campaign_runs_from_the_deals_page(house):
    handing = Handing(house)
    text = approved(
        deal=house.deal,
        instrument=ASKED,
        contents=CONTENTS,
        writer=house.legal,
        approver=house.dpo,
        at=house.at,
    )
    (taker,) = deals.parties(house.deal, PartyRole.TE)
    given = {"notice": text.ref, "purpose": "PROVISION", "recipient": taker.ref}
    assert do(house, "campaign-prepare", **given).status_code == 303
    made = Campaign.objects.get()
    sends = {"campaign": made.ref, "task": task_of(house), "post": "on"}
    server_address.write_down("127.0.0.1", [SITE])
    assert do(house, "campaign-dispatch", **sends).status_code == 303
    worked()
    printed_and_posted(house, made.ref)
    invited = made.invitations.order_by("id").values_list("subject", flat=True)
    codes = campaigns.codes(campaign=Ref(made.ref), people=[*map(Ref, invited)])
    assert set(codes) == set(handing.people)

    clerk = house[people.SERVICE]
    said = {"campaign": made.ref, "answer": "GIVEN"}
    code, child = codes[handing.people[0]], codes[handing.people[7]]
    assert do(house, "campaign-record", clerk, code="A" * 20, **said).status_code == 422
    assert do(house, "campaign-record", clerk, code=child, **said).status_code == 422
    assert not Consent.objects.exists()
    assert do(house, "campaign-record", clerk, code=code, **said).status_code == 303
    assert Consent.objects.get().channel == rules.Channel.PAPER

    assert do(house, "campaign-close", campaign=made.ref).status_code == 422
    made.refresh_from_db()
    with time_machine.travel(made.window_ends_at):
        assert do(house, "campaign-close", campaign=made.ref).status_code == 303
    made.refresh_from_db()
    assert made.state == rules.CampaignState.CLOSED


def test_only_the_protection_officer_runs_campaigns(house):
    for slug in ("campaign-prepare", "campaign-close"):
        assert do(house, slug, house[people.SERVICE]).status_code == 403
