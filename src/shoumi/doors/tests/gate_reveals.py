"""Putting a question to the gate: what comes out, and what a refusal leaves behind."""

from __future__ import annotations

import pytest

from shoumi.base.gate import decisions, disclosure
from shoumi.base.ledger import reader
from shoumi.core.gate import GateClosed
from shoumi.doors.tests.house import mask, told


def reveal(house, task, subject, **more):
    asked = house.asked(task, subject, **more)
    return disclosure.open(decisions.ask(asked), at=house.at)


def codes_of(caught):
    return {reason.code for reason in caught.value.decision.reasons}


def refused(house, task, subject, **more):
    """The codes of the refusal, which stands in the ledger with every bit."""
    before = reader.size()
    with pytest.raises(GateClosed) as caught:
        reveal(house, task, subject, **more)
    codes = codes_of(caught)
    assert reader.size() == before + 1
    assert told("gate.decided")[-1].facts["reasons"] == mask(codes)
    assert told("gate.decided")[-1].facts["allowed"] is False
    assert told("gate.revealed") == []
    return codes
