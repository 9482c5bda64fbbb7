"""Every list begins again at an address that is no place in it."""

from __future__ import annotations

import pytest

from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.mark.parametrize("place", ["²", "-1", "1.5", "9" * 30, "x"])
@pytest.mark.parametrize(
    "address",
    [
        *("agreements", "assessments", "attestations", "customers", "destruction", "emergencies"),
        *("evidence", "handover", "notices", "policies", "rooms", "tasks", "approvals"),
    ],
)
def test_what_is_no_place_in_a_list_begins_it(house, address, place):
    assert signed_in(house.dpo).get(f"/{address}?after={place}").status_code == 200
