"""Whoever has no mail address is told of an incident by a text message, which leads to the public
note: by a text that the vendor approved for it, through the account and the token of letters."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from shoumi.base.correspondence import carriage
from shoumi.base.correspondence.channels.vendors import Vendor as Provider
from shoumi.base.correspondence.models import Batch, Letter, SmsAccount
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.correspondence.tests.gateway import Gateway, kept, serving
from shoumi.chapters.consent.tests.letters_house import tried
from shoumi.chapters.incidents.services import letters, status_notes
from shoumi.chapters.incidents.services.errors import NoIncidentText, NothingPublic
from shoumi.chapters.incidents.services.status_notes import Words
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.entrusted import renew
from shoumi.doors.tests.test_incident_letters import Telling

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def gateway():
    return Gateway(Provider.ALIYUN)


@pytest.fixture
def telling(house, gateway):
    with time_machine.travel(house.at, tick=False):
        kept(gateway.vendor, keeper=house[people.SECURITY], approver=house.dpo, at=house.at)
        renew(house)
        tried(Way.SMS)
    made = Telling(house)
    made.count()
    return made


def publish(telling):
    """The note that the link of a message opens."""
    by = telling.by()
    words = Words(
        "一家供应商把名单发错了地址。", "", "154 0000 9900", by["at"] + timedelta(hours=4)
    )
    note = Ref(status_notes.write(words=words, **by).ref)
    for who in (telling.house.dpo, telling.house[people.HEAD]):
        status_notes.approve(note=note, actor=who, at=by["at"])


def carried(telling, gateway):
    with serving(gateway) as lines, time_machine.travel(telling.house.at, tick=True):
        for batch in Batch.objects.filter(about=telling.breach):
            carriage.carry(Ref(batch.ref), letters.WRITER, lines=lines)
    return gateway.sent


def test_a_message_goes_by_its_own_text_and_its_code_opens_the_public_note(telling, gateway):
    publish(telling)
    made = telling.send(Way.SMS)
    assert (made.count, made.way) == (3, "TEXT_MESSAGE")
    sent = carried(telling, gateway)
    assert {one.template for one in sent} == {"SMS_100000003"}
    assert {one.code for one in sent} == {"INC001"}
    assert len({one.number for one in sent}) == 3, "the child's goes to its guardian"
    assert set(Letter.objects.values_list("state", flat=True)) == {State.SENT}
    page = Client(HTTP_HOST="localhost").get("/incident-status", secure=True).content.decode()
    assert 'id="INC001"' in page


def test_no_message_leaves_before_there_is_something_to_read_behind_its_link(telling):
    with pytest.raises(NothingPublic):
        telling.send(Way.SMS)
    assert not Letter.objects.exists()


def test_without_an_approved_text_it_is_refused_before_anything_is_queued(telling):
    publish(telling)
    SmsAccount.objects.update(incident_template="")
    with pytest.raises(NoIncidentText):
        telling.send(Way.SMS)
    assert not Letter.objects.exists()
