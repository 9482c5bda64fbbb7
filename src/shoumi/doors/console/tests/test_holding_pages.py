"""Rooms, destruction and hand-over: the pages do what the services do, and show nobody."""

from __future__ import annotations

import pytest
import time_machine

from shoumi.base.rooms import content
from shoumi.doors.tests.house import values
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_SECRET = [text for number in range(4) for text in values(number).values()]
_NAMED = {"name": "虚构净室人", "company_name": "虚构饭店"}


def leaks(answer) -> list[str]:
    return [secret for secret in (*_SECRET, *_NAMED.values()) if secret in answer.content.decode()]


@pytest.fixture
def clean_room(house):
    """A clean room with one named contact, open to the buyer, at the time the house has."""
    from shoumi.base.subjects.models import Kind
    from shoumi.base.subjects.services import NewSubject
    from shoumi.core.terms import LegalBasis

    (ref,) = house.keep(NewSubject(Kind.CONTACT, LegalBasis.CONTRACT, _NAMED, is_key_contract=True))
    house.agree()
    house.assess(_scope())
    room = house.room(content.people([ref]))
    with time_machine.travel(house.go(minutes=5)):
        yield room


def _scope():
    from shoumi.chapters.compliance.rules import Scope

    return Scope.DUE_DILIGENCE


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", ["/rooms", "/destruction", "/handover"])
def test_the_lists_open_empty_and_say_what_to_do(house, address, lang):
    answer = signed_in(house.dpo, lang=lang).get(address)
    assert answer.status_code == 200
    assert "empty" in answer.content.decode()
