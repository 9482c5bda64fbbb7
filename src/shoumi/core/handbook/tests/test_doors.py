from __future__ import annotations

from shoumi.core import handbook
from shoumi.core.handbook import (
    DoorAct,
    Lapse,
    Reach,
    closing,
    doors,
    of_acts,
    stage_act,
    unguarded,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DealStage, Role

DEAL, OTHER = Ref("deal-a"), Ref("deal-b")


def lapse(**more: object) -> Lapse:
    return Lapse("13.1", ControlState.STALE, "attestation.expired", Role.OPS, **more)


def test_there_are_twenty_four_doors_and_each_demand_shuts_one_of_them():
    assert len(doors()) == 24
    assert {door.name for one in handbook.demands() for door in one.closes} == doors().keys()


def test_every_act_passes_some_door_and_no_door_names_another_act():
    stages = {stage_act(stage) for stage in DealStage}
    named = {act for door in doors().values() for act in door.acts} - {"stage:*"}
    assert named - stages == set(DoorAct)


def test_a_suspension_stands_before_every_milestone():
    for stage in DealStage:
        assert doors()["suspension"] in of_acts([stage_act(stage)])


def test_an_act_of_one_milestone_passes_its_own_door_alone():
    found = [door.name for door in of_acts([stage_act(DealStage.SETTLED)])]
    assert found == ["settled", "suspension"]


def test_what_may_stand_unbuilt_is_in_the_handbook_and_frozen():
    assert unguarded() <= {one.id for one in handbook.demands()}
    assert len(unguarded()) <= 15


def test_a_lapse_about_one_deal_stands_against_no_other():
    about = lapse(deals=frozenset({DEAL}))
    assert about.concerns(DoorAct.READ, DEAL)
    assert not about.concerns(DoorAct.READ, OTHER)
    assert not about.concerns(DoorAct.READ, None)
    assert not about.is_for_all


def test_a_lapse_about_some_people_stands_before_no_act_as_a_whole():
    """The gate refuses them one by one."""
    some = lapse(subjects=frozenset({Ref("sub-anna")}))
    assert not some.is_for_all
    assert not some.concerns(DoorAct.READ, DEAL)


def test_where_only_writes_are_shut_reading_goes_on():
    writes = lapse(reach=Reach.WRITE)
    assert writes.concerns(DoorAct.IMPORT, DEAL)
    assert writes.concerns(DoorAct.WRITE, DEAL)
    assert not writes.concerns(DoorAct.READ, DEAL)


def test_where_only_connections_in_the_clear_are_shut_others_go_on():
    remote = lapse(reach=Reach.REMOTE)
    assert remote.concerns(DoorAct.READ, DEAL, is_in_clear=True)
    assert not remote.concerns(DoorAct.READ, DEAL)
    assert lapse().is_for_all


def test_the_demands_of_an_act_are_those_that_can_shut_a_door_of_it():
    for act in DoorAct:
        asked = set(of_acts([act]))
        told = [one for one in handbook.demands() if asked & set(one.closes)]
        assert list(closing(frozenset({act}))) == told
    assert [one.id for one in closing(frozenset({DoorAct.PUBLISH_POLICY}))]
