"""What the gate remembers ends though nobody acts: with the clock of a demand, also where an
earlier version took a statement for longer; and after a minute, for rows edited by hand."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base.attestations import controls
from shoumi.base.attestations.models import Attestation
from shoumi.base.gate import decisions, disclosure
from shoumi.base.ledger import storage
from shoumi.base.row_authentication import codes
from shoumi.core.gate import GateClosed
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


@pytest.mark.both
def test_a_row_that_is_edited_by_hand_is_seen_after_a_minute_without_an_act(
    house, task, found, monkeypatch
):
    asked = house.asked(task, found[0])
    assert disclosure.open_asked(asked)
    Attestation.objects.filter(duty="19.3").update(until=house.at + timedelta(days=900))
    monkeypatch.setattr(time, "monotonic", lambda plain=time.monotonic: plain() + 61)
    with pytest.raises(GateClosed) as refused:
        disclosure.open_asked(asked)
    assert refused.value.decision.demands == ("19.3",)
