"""A package is sealed, released by another, fetched and received, and the numbers are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shoumi.base.handover.models import Package, State
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import KEY, asked_for_consent
from shoumi.doors.tests.house import values
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_SECRET = [text for number in range(8) for text in values(number).values()]


def leaks(answer) -> list[str]:
    return [secret for secret in _SECRET if secret in answer.content.decode()]


@pytest.fixture
def handing(house):
    found = asked_for_consent(house)
    with time_machine.travel(house.at + timedelta(minutes=5)):
        yield found


@pytest.fixture
def sealed(handing):
    house = handing.house
    given = {"recipient": handing.recipient, "task": handing.task, "key": KEY}
    answer = signed_in(house.dpo).act(f"/deals/{house.deal}/do/handover-seal", **given)
    assert answer.status_code == 200
    assert not leaks(answer)
    assert not Package.objects.exists()
    worked()
    return Package.objects.get()


def test_what_is_sealed_is_what_was_agreed_minus_what_was_withdrawn(handing, sealed):
    assert (sealed.rows, sealed.consented, sealed.withdrawn) == (5, 5, 0)
    for lang, words in (("zh", "对得上"), ("en", "It adds up")):
        visitor = signed_in(handing.house.dpo, lang=lang)
        answer = visitor.get(f"/handover/{sealed.ref}")
        assert words in answer.content.decode()
        assert not leaks(answer)
        assert sealed.ref in visitor.get("/handover").content.decode()


def test_the_sealer_does_not_release_and_nothing_is_fetched_before(handing, sealed):
    visitor = signed_in(handing.house.dpo)
    assert visitor.get(f"/handover/{sealed.ref}/file").status_code == 404
    refused = visitor.act(f"/handover/{sealed.ref}/do/handover-release", is_sure="on")
    assert refused.status_code == 422
    assert Package.objects.get().state == State.SEALED


def test_another_releases_it_and_the_buyer_fetches_and_receives_it(handing, sealed):
    house = handing.house
    head = signed_in(house[people.HEAD])
    head.act(f"/handover/{sealed.ref}/do/handover-release", is_sure="on")
    assert Package.objects.get().state == State.RELEASED
    buyer = signed_in(house.buyer)
    fetched = buyer.get(f"/handover/{sealed.ref}/file")
    assert len(b"".join(fetched.streaming_content)) == sealed.size_bytes
    wrong = buyer.act(f"/handover/{sealed.ref}/do/handover-receive", sha256="0" * 64)
    assert wrong.status_code == 422
    buyer.act(f"/handover/{sealed.ref}/do/handover-receive", sha256=sealed.sha256)
    assert Package.objects.get().state == State.RECEIVED


def test_a_persons_page_says_whether_the_package_had_the_data(handing, sealed):
    visitor = signed_in(handing.house.dpo)
    inside = visitor.get(f"/customers/{handing.people[0]}")
    assert "在交接包里" in inside.content.decode()
    assert "同意" in inside.content.decode()
    outside = visitor.get(f"/customers/{handing.people[5]}")
    assert "从未提供" in outside.content.decode()
    assert not leaks(inside)
    answered = visitor.get("/customers?answer=REFUSED").content.decode()
    assert [ref for ref in handing.people if ref in answered] == [handing.people[5]]


def test_a_side_that_is_not_the_recipient_finds_no_package(handing, sealed):
    seller = signed_in(handing.house[people.SELLER])
    assert seller.get(f"/handover/{sealed.ref}").status_code == 404
    assert sealed.ref not in seller.get("/handover").content.decode()
