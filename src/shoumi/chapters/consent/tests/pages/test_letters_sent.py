"""Letters as long work: asked for on a deal's page, written sealed, fetched when done."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.urls import reverse

from shoumi.base import clock
from shoumi.base.jobs.models import Errand
from shoumi.base.operations.runner import Work
from shoumi.base.transport import server_address
from shoumi.chapters.consent import jobs, rules
from shoumi.chapters.consent.documents import letters
from shoumi.chapters.consent.models import Invitation
from shoumi.chapters.consent.services import letter_writer
from shoumi.chapters.consent.services.dispatch import CONTACT_FIELDS
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Purpose
from shoumi.doors.console.tests.test_operations import state
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import values
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_letters_are_written_sealed_fetched_by_who_asked_and_not_twice(house):
    handing = Handing(house)
    handing.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT, lost=1)
    Invitation.objects.update(delivery=rules.Delivery.QUEUED)
    house.at = clock.now()
    task = house.task(purpose=Purpose.NOTICE, acts=(Act.SEND,), fields=sorted(CONTACT_FIELDS))
    server_address.write_down("127.0.0.1", ["rules.example"])
    officer = signed_in(house.dpo)
    given = {"campaign": handing.campaign, "task": task, "is_sure": "on"}
    asked = officer.post(f"/deals/{house.deal}/do/campaign-send", given, secure=True)
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
    # The worker died after the record and before the end: what was written is found again.
    errand = Errand.objects.get()
    Errand.objects.update(end=None, ended_at=None)
    jobs._send(Work(errand, {"task": task}, clock.now()))
    assert Errand.objects.get().result["slip"] == errand.result["slip"]
    assert signed_in(house[people.SERVICE]).get(f"{address}/file").status_code == 404


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
