from __future__ import annotations

import pytest

from shoumi.core.milestones import StageAct, Standing, owners
from shoumi.core.terms import DealStage

INVENTORY, HANDOVER = DealStage.INVENTORY, DealStage.DATA_HANDOVER
IMPORT = owners()[StageAct.IMPORT]


def test_each_act_belongs_to_a_milestone():
    assert owners().keys() == set(StageAct)
    assert owners()[StageAct.PACKAGE].stage is HANDOVER


@pytest.mark.parametrize("standing", Standing)
def test_an_act_is_let_only_while_its_milestone_is_open(standing):
    assert IMPORT.lets({INVENTORY: standing}) is (standing is Standing.OPEN)


def test_a_milestone_that_a_deal_does_not_have_lets_nothing():
    assert not IMPORT.lets({})


@pytest.mark.parametrize("later", Standing)
def test_a_later_file_follows_until_the_handover_is_over(later):
    standings = {INVENTORY: Standing.DONE, HANDOVER: later}
    is_over = later in (Standing.DONE, Standing.WAIVED)
    assert IMPORT.lets(standings, is_again=True) is not is_over
    assert not IMPORT.lets(standings)


def test_a_later_file_takes_an_inventory_that_was_done():
    assert not IMPORT.lets({INVENTORY: Standing.WAITING}, is_again=True)


def test_what_has_no_second_time_is_over_when_it_is_done():
    package = owners()[StageAct.PACKAGE]
    assert not package.lets({HANDOVER: Standing.DONE}, is_again=True)
