"""A released package is judged at each fetch: until it is received, a door stands open."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.base.deals import services as deals
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import State
from shoumi.base.ledger import reader
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.doors.console.tests.test_handover_pages import handing, sealed
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import lapses
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

__all__ = ["handing", "sealed"]

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def released(handing, sealed):
    house = handing.house
    handover.release(package=Ref(sealed.ref), actor=house[people.HEAD], at=clock.now())
    sealed.refresh_from_db()
    return sealed


def fetch(visitor, package):
    answer = visitor.get(f"/handover/{package.ref}/file")
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def refused(handing, package, *words, visitor=None):
    """Neither the buyer nor the house, which is told more, is handed the file."""
    before = len(told("package.fetched"))
    for one in [visitor] if visitor else map(signed_in, (handing.house.buyer, handing.house.dpo)):
        answer, content = fetch(one, package)
        assert answer.status_code >= 400
    assert [one for one in words if one not in content.decode()] == []
    assert len(told("package.fetched")) == before


def test_each_fetch_stands_in_the_ledger_by_its_hash(handing, released):
    for visitor in map(signed_in, (handing.house.buyer, handing.house[people.CONSULTANT])):
        _, content = fetch(visitor, released)
        assert len(content) == released.size_bytes
    first, second = told("package.fetched")
    assert (first.actor, second.actor) == (handing.house.buyer, handing.house[people.CONSULTANT])
    assert first.about == released.ref
    assert first.facts == {"package": released.sha256}


def test_a_lapse_shuts_the_file_and_names_every_demand(handing, released):
    for demand in ("20.2", "9.2"):
        lapses.revoke(handing.house, demand)
    refused(handing, released, "20.2", "9.2")
    assert told("door.refused")


def test_a_suspended_deal_hands_no_package_out_until_it_goes_on(handing, released):
    lapses.suspend(handing.house)
    refused(handing, released, "9.2")
    deals.resume(deal=handing.house.deal, actor=handing.house.dpo, at=clock.now())
    assert fetch(signed_in(handing.house.buyer), released)[0].status_code == 200


def test_a_terminated_deal_hands_no_package_out(handing, released):
    lapses.terminate(handing.house)
    refused(handing, released)


def test_who_withdrew_before_the_receipt_keeps_the_package_here(handing, released):
    withdraw(handing)
    refused(handing, released, "1 人")
    assert "handover.someone_left" in [line.facts["why"] for line in told("package.refused")]
    handover.void(package=Ref(released.ref), actor=handing.house.dpo, at=clock.now())
    refused(handing, released)


def test_a_received_package_is_judged_like_one_that_waits(handing, released):
    at = clock.now()
    handover.receive(
        package=Ref(released.ref),
        sha256=released.sha256,
        record=b"%PDF- signed",
        actor=handing.house.buyer,
        at=at,
    )
    assert fetch(signed_in(handing.house.buyer), released)[0].status_code == 200
    withdraw(handing)
    refused(handing, released, "包已签收")
    released.refresh_from_db()
    assert released.state == State.RECEIVED


def withdraw(handing):
    handing.house.at = clock.now()
    handing.withdraw(handing.people[0])


def test_after_its_milestone_nobody_fetches_the_package(handing, released):
    handing.stand(Standing.DONE)
    refused(handing, released)


def test_who_holds_no_role_any_more_fetches_no_package(handing, released):
    lapses.end_roles(handing.house.dpo)
    refused(handing, released, visitor=signed_in(handing.house.dpo))


def test_who_comes_from_afar_without_tls_fetches_no_package(handing, released):
    lapses.serve_in_clear()
    visitor = signed_in(handing.house.buyer)
    assert fetch(visitor, released)[0].status_code == 200
    refused(handing, released, "3.2", visitor=lapses.from_afar(visitor))


def test_a_file_that_is_not_the_sealed_one_is_not_handed_out(handing, released):
    path = handover.folder() / released.file_name
    path.write_bytes(path.read_bytes() + b"x")
    refused(handing, released)
    assert [entry.line().facts["why"] for entry in reader.entries(tag="package.refused")]


def test_where_the_milestone_is_over_the_page_says_so_and_offers_no_file(handing, released):
    visitor = signed_in(handing.house.dpo)
    link = f"/handover/{released.ref}/file"
    assert link in visitor.get(f"/handover/{released.ref}").content.decode()
    handing.stand(Standing.DONE)
    text = visitor.get(f"/handover/{released.ref}").content.decode()
    assert link not in text
    assert "已经结束" in text
