"""Reminders as long work: asked for on a deal's page, written sealed, fetched when done."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.urls import reverse

from shoumi.base import clock, registry
from shoumi.base.correspondence.errors import NoWay
from shoumi.base.transport import server_address
from shoumi.chapters.consent import jobs, rules
from shoumi.chapters.consent.documents import letters
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.services import letter_writer
from shoumi.chapters.consent.services.dispatch import CONTACT_FIELDS
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Purpose
from shoumi.doors.console.tests.test_operations import state
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing, prepared
from shoumi.doors.tests.house import values
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_reminders_are_written_sealed_and_fetched_by_who_asked(house):
    handing = Handing(house)
    handing.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT, lost=1)
    house.at = clock.now()
    task = house.task(purpose=Purpose.NOTICE, acts=(Act.SEND,), fields=sorted(CONTACT_FIELDS))
    server_address.write_down("127.0.0.1", ["rules.example"])
    officer = signed_in(house.dpo)
    given = {"campaign": handing.campaign, "task": task, "is_sure": "on"}
    asked = officer.post(f"/deals/{house.deal}/do/campaign-remind", given, secure=True)
    address = asked.headers["Location"]
    worked()
    told = officer.get(address)
    assert state(told) == "done", told.content.decode()
    sent = officer.get(f"{address}/file").content.decode("utf-8-sig").splitlines()
    assert sent[0] == "lane,name,mobile,code,link"
    code, link = sent[1].split(",")[-2:]
    assert link == f"https://rules.example/notice#{code}"
    assert len(sent) == 1 + Invitation.objects.filter(delivery=rules.Delivery.REACHED).count()
    assert values(0)["mobile"] in sent[1]
    assert values(0)["mobile"] not in told.content.decode()
    sealed = [path for path in (settings.SHOUMI_HOME / "incoming").iterdir() if path.is_file()]
    assert not [path for path in sealed if values(0)["mobile"].encode() in path.read_bytes()]
    assert signed_in(house[people.SERVICE]).get(f"{address}/file").status_code == 404


@pytest.mark.parametrize("act", ["campaign-open", "campaign-send"])
def test_no_page_opens_a_window_or_counts_people_as_reached_without_a_letter(house, act):
    campaign = prepared(house, Handing(house).recipient)
    officer = signed_in(house.dpo)
    given = {"campaign": campaign, "is_sure": "on"}
    assert officer.post(f"/deals/{house.deal}/do/{act}", given, secure=True).status_code == 404
    assert Campaign.objects.get().state == rules.CampaignState.PREPARED


@pytest.mark.parametrize("kind", [jobs.Long.OPEN, jobs.Long.SEND])
def test_what_an_earlier_version_queued_opens_nothing(kind):
    with pytest.raises(NoWay):
        registry.operations()[kind].run(None)


@pytest.mark.parametrize("hosts", [None, [], [".rules.example"]])
def test_a_letter_has_no_link_where_the_doors_have_no_public_name(home, hosts):
    if hosts is not None:
        server_address.write_down("127.0.0.1", hosts)
    told = io.StringIO(newline="")
    values_of = {"name": "陈一", "mobile": "15400000001"}
    letters.write(told, [(Ref("sub-a"), rules.Lane.SELF, values_of, "CODE")], frozenset())
    assert told.getvalue().splitlines()[1] == "SELF,陈一,15400000001,CODE,"


def test_the_link_leads_to_the_page_of_the_code():
    assert letter_writer.page_of("CODE") == f"{reverse('notice')}#CODE"
