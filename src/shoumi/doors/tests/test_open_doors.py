"""A promise that lapses closes a door, also one that stands open."""

from __future__ import annotations

import pytest

from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import StageNotOpen
from shoumi.base.deals.models import MilestoneState
from shoumi.base.gate import decisions
from shoumi.base.handover import services as handover
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.core.gate import GateClosed
from shoumi.core.milestones import StageAct, Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage
from shoumi.doors.tests.house import told

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def take_back(house, duty):
    said = statements.newest(duty, None, house.at)
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=house.at)


@pytest.mark.both
def test_a_read_that_was_let_is_refused_when_training_is_taken_back(house, found):
    asked = house.asked(house.task(), found[0])
    assert decisions.enter(asked).allowed
    take_back(house, "4.1")
    with pytest.raises(GateClosed) as caught:
        decisions.enter(asked)
    assert caught.value.facts["demands"] == ("4.1",)
    (line,) = [one for one in told("gate.decided") if not one.facts["allowed"]]
    assert "4.1" in line.duties


def test_reading_goes_on_when_a_promise_of_another_door_lapses(house, found):
    asked = house.asked(house.task(), found[0])
    for duty in ("13.1", "12.1", "7.2"):
        take_back(house, duty)
    assert decisions.enter(asked).allowed


def test_what_lapses_by_the_clock_alone_shuts_as_well(house, found):
    house.go(days=400)
    with pytest.raises(GateClosed) as caught:
        decisions.enter(house.asked(house.task(), found[0]))
    assert {"4.1", "14.1", "14.3", "19.3", "9.2", "5.3"} <= set(caught.value.facts["demands"])


def test_an_open_package_is_not_sealed_and_the_refusal_is_in_the_ledger(house):
    take_back(house, "13.1")
    before = reader.size()
    with pytest.raises(DoorShut) as caught:
        handover.seal(
            deal=house.deal,
            recipient=Ref("party-x"),
            key="",
            task=Ref("task-x"),
            subjects=[],
            fields=[],
            actor=house.dpo,
            at=house.at,
        )
    assert caught.value.facts == {"doors": ("data_handover",), "demands": ("13.1",)}
    (line,) = told("door.refused")
    assert reader.size() == before + 1
    assert (line.facts["act"], line.duties) == ("seal", ("13.1",))


def test_an_act_waits_for_the_milestone_that_owns_it(house):
    rows = MilestoneState.objects.filter(deal=house.deal, code=DealStage.NOTICE_CAMPAIGN)
    authenticated.change(rows, state=Standing.WAITING, opened_at=None)
    with pytest.raises(StageNotOpen) as caught:
        deals.require_stage(house.deal, StageAct.CAMPAIGN)
    assert caught.value.facts["stage"] == "notice_campaign"
    assert caught.value.facts["who"] == "DPO"
    deals.require_stage(house.deal, StageAct.IMPORT)
