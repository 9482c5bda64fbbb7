"""With every statement of the house gone, what nobody may keep from people still goes through."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from shoumi.base.attestations import doors
from shoumi.base.attestations.doors import DoorState
from shoumi.base.attestations.models import Attestation
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.base.subjects.models import Subject
from shoumi.base.tests import authenticated
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.consent.services import campaigns
from shoumi.chapters.destruction.services import schedule
from shoumi.core.handbook import DoorAct
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import House
from shoumi.doors.tests.room_steps import COUNTS

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def handing(home, transactional_db):
    """People who were asked and may answer; then nothing that was stated stands any more."""
    found = Handing(House())
    found.agreement = found.house.agree()
    found.room = found.house.room(COUNTS)
    found.ask(consent.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    codes = campaigns.codes(campaign=found.campaign, people=found.people)
    found.codes = {str(who): code for who, code in codes.items()}
    Attestation.objects.update(statement="changed from outside")
    at, deal = found.house.at, found.house.deal
    assert doors.lapses([DoorAct.READ, DoorAct.SEND, DoorAct.CAMPAIGN], deal=deal, at=at)
    shut = [one for one in doors.standings(at, deal=deal) if one.state is DoorState.SHUT]
    assert len(shut) >= 8
    return found


def send(handing, number, page, **given):
    code = handing.codes[str(handing.people[number])]
    with time_machine.travel(handing.house.at, tick=True):
        answer = Client(SERVER_NAME="localhost").post(page, {"code": code, **given}, secure=True)
    assert answer.status_code < 400, answer.content.decode()[-800:]


def states(handing):
    said = Consent.objects.filter(campaign__ref=handing.campaign)
    return dict(said.values_list("subject", "state"))


def test_people_see_their_notice_agree_refuse_and_withdraw(handing):
    first, second = handing.people[:2]
    send(handing, 0, "/notice")
    send(handing, 0, "/notice/answer", answer="GIVEN", is_sure="on")
    send(handing, 1, "/notice/answer", answer="REFUSED", is_sure="on")
    assert states(handing) == {first: "GIVEN", second: "REFUSED"}
    send(handing, 0, "/notice/withdraw", is_sure="on")
    assert states(handing)[first] == "WITHDRAWN"


def test_what_contains_goes_through(handing):
    house = handing.house
    rooms.shut(room=handing.room, actor=house.dpo, at=house.at)
    assert Room.objects.get(ref=handing.room).state == "SHUT"
    agreements.breach(agreement=handing.agreement, actor=house.legal, at=house.at)
    deals.suspend(deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=house.at)


def test_what_is_due_is_ordered_for_destruction(handing):
    late = handing.people[2]
    authenticated.change(Subject.objects.filter(ref=late), retention_until="2020-01-01")
    (order,) = schedule.order_due(at=handing.house.at)
    assert [Ref(one.subject) for one in order.items.all()] == [late]
