"""Orders of destruction, by program."""

from __future__ import annotations

import pytest

from shoumi.chapters.destruction.models import Order
from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

WITNESSES = (people.SECURITY, people.OPERATIONS)


def test_an_order_of_destruction_is_witnessed_by_two_others_and_run_by_hand(house):
    dpo = program(house.dpo)
    (one,) = house.keep_many(1)
    body = {"basis": "REQUESTED", "subjects": [one]}
    order = answered(dpo.act(f"/deals/{house.deal}/destruction", body), 201)
    address = f"/destruction/{order['ref']}"
    told(dpo.act(f"{address}/witness"), 403, "accounts.not_permitted")
    witnessed = [answered(program(house[who]).act(f"{address}/witness")) for who in WITNESSES]
    assert [one["state"] for one in witnessed] == ["PROPOSED", "CONFIRMED"]
    body = told(dpo.act(f"{address}/run"), 403, "api.by_hand")
    assert body["where"] == address
    assert Order.objects.get().verified_at is None
