"""Lists of customers ask the doors of a read, by every way; one whose reference is known does
not, as what is owed to people waits for no door."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from shoumi.base import clock
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.ledger import reader
from shoumi.base.subjects import customer_lists
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.base.transport import server_address
from shoumi.base.transport.services import attempt_all
from shoumi.core.refs import SYSTEM, Ref
from shoumi.doors.api.tests.programs import AT, program, token_of
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

AFAR = {"REMOTE_ADDR": "203.0.113.7", "wsgi.url_scheme": "http"}
# Of each door that a read passes a demand that people state.
OF_A_READ = ["14.3", "4.1", "9.2"]


def take_back(house, duty):
    said = statements.newest(duty, None, clock.now())
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=clock.now())


def pages(deal):
    return [
        f"/customers?deal={deal}",
        f"/customers?deal={deal}&flag=is_minor",
    ]


@pytest.fixture
def people(house):
    return house.keep_many(3)


@pytest.mark.parametrize("duty", OF_A_READ)
def test_no_list_is_given_while_a_door_of_reading_is_shut(house, people, duty):
    visitor, programs = signed_in(house.dpo), program(house.dpo)
    for address in pages(house.deal):
        assert visitor.get(address, secure=True).status_code == 200
    assert programs.get(f"{AT}/deals/{house.deal}/customers").status_code == 200
    take_back(house, duty)
    before = len(told("door.refused"))
    for address in pages(house.deal):
        answer = visitor.get(address, secure=True)
        text = html.unescape(answer.content.decode())
        assert answer.status_code == 409
        assert f'href="/duties/{duty}"' in text
        assert not any(ref in text for ref in people)
    refused = programs.get(f"{AT}/deals/{house.deal}/customers")
    assert (refused.status_code, refused.json()["demands"]) == (409, [duty])
    assert len(told("door.refused")) == before + len(pages(house.deal)) + 1


@pytest.mark.parametrize("duty", OF_A_READ)
def test_one_whose_reference_is_known_is_still_reached(house, people, duty):
    take_back(house, duty)
    visitor = signed_in(house.dpo)
    page = visitor.get(f"/customers/{people[0]}", secure=True)
    assert page.status_code == 200
    assert f"/customers/{people[0]}/do/destroy-one" in page.content.decode()
    assert program(house.dpo).get(f"{AT}/customers/{people[0]}").status_code == 200
    # And how many there are is told of on the page of the deal, which names nobody.
    assert visitor.get(f"/deals/{house.deal}", secure=True).status_code == 200


def test_who_comes_in_the_clear_from_afar_gets_no_list(house, people):
    server_address.write_down("0.0.0.0", [])  # noqa: S104 - that is what is wrong
    attempt_all(actor=SYSTEM, at=house.at)
    near = signed_in(house.dpo)
    assert near.get(f"/customers?deal={house.deal}", secure=True).status_code == 200
    headers = {"Authorization": f"Bearer {token_of(house.dpo)}"}
    answer = Client(HTTP_HOST="localhost").get(
        f"{AT}/deals/{house.deal}/customers", headers=headers, **AFAR
    )
    assert (answer.status_code, answer.json()["demands"]) == (409, ["3.2"])


def test_a_list_is_narrowed_by_state_and_kind(house, people):
    def count(**more):
        return customer_lists.listed(
            deal=house.deal, actor=house.dpo, at=clock.now(), **more
        ).count()

    assert count() == count(states=[State.ACTIVE]) == Subject.objects.count()
    assert count(states=[State.FROZEN]) == count(kind=Kind.CHILD) == 0


def test_a_list_that_is_refused_is_evidence_once(house, people):
    take_back(house, "4.1")
    before = reader.size()
    with pytest.raises(DoorShut) as caught:
        customer_lists.listed(deal=house.deal, actor=house.dpo, at=clock.now())
    assert caught.value.facts["demands"] == ("4.1",)
    assert reader.size() == before + 1
