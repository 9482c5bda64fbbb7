"""The first page says of all doors what the page of doors says of each."""

from __future__ import annotations

import pytest

from shoumi.base.attestations.doors import DoorState, standings
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_the_answer_counts_every_door_also_those_that_are_not_drawn(house):
    found = standings(house.at)
    shut = sum(bool(one.lapses) for one in found)
    bare = sum(one.state is DoorState.UNGUARDED for one in found)
    assert len(found) == 24
    assert bare
    text = signed_in(house.dpo).get("/").content.decode()
    assert f"{shut} 扇门关着，{bare} 扇没人守" in text
    assert "门都开着" not in text
