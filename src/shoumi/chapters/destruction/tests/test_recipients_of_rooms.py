"""Who has to prove copies gone before a deal closes: where no room was opened, nobody."""

from __future__ import annotations

import pytest
from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.rooms.events import Tag as Rooms
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.chapters.destruction.tests.destruction_house import DEAL
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
OTHER = Ref("deal-0000000000000009")


def opened(yard, deal):
    """As the ledger tells it, whatever stands in the table of rooms."""
    room = Ref.new("room")
    with transaction.atomic():
        writer.record(Event(Rooms.OPENED, yard.dora, room, yard.at, {"persons": 1}, (), deal))


def needed(yard):
    found = card.conditions["destruction.recipients"](DEAL, yard.at)
    return not found.holds, found.reason


@pytest.mark.both
def test_where_no_room_was_opened_nobody_has_to_be_named(yard):
    assert needed(yard) == (False, "destruction.no_room_opened")


@pytest.mark.both
def test_a_room_that_was_opened_once_asks_for_its_recipients_for_good(yard):
    opened(yard, OTHER)
    assert needed(yard) == (False, "destruction.no_room_opened")
    opened(yard, DEAL)
    assert needed(yard) == (True, "destruction.recipients_unknown")


def test_who_was_named_owes_a_certificate_whether_a_room_was_opened_or_not(yard):
    party, due = Ref.new("party"), day_in_china(yard.at)
    certificates.expect(deal=DEAL, party=party, due_on=due, actor=yard.dora, at=yard.at)
    assert needed(yard) == (True, "destruction.recipient_outstanding")
    RecipientProof.objects.all().delete()
    assert needed(yard) == (True, "destruction.recipients_unknown")
