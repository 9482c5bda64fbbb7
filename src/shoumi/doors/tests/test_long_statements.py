"""A statement that an earlier version took for longer than the clock of its demand ends by that
clock, also where the gate remembers what it found and nobody acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base.attestations import controls
from shoumi.base.attestations.models import Attestation
from shoumi.base.gate import decisions
from shoumi.base.ledger import storage
from shoumi.base.row_authentication import codes
from shoumi.core.handbook import demand

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.mark.both
def test_what_the_gate_remembers_ends_with_the_clock_of_the_demand(house):
    asked = house.asked(house.task(days=9))
    said = Attestation.objects.get(duty="14.1")
    said.attested_at = house.at - timedelta(days=demand("14.1").valid_days - 5)
    said.until = house.at + timedelta(days=200)
    codes.put(said, said.entry_position)
    said.save()
    controls.forget()
    decisions.memory.forget()
    acts = storage.standing().acts
    for at, lets in (
        (house.at, True),
        (said.stands_until - timedelta(seconds=1), True),
        (said.stands_until, False),
    ):
        [told] = decisions.ask_together([replace(asked, at=at)], acts)
        assert told.allowed is lets
