from __future__ import annotations

from collections import Counter

import pytest

from shoumi.core import handbook
from shoumi.core.handbook import UnknownDuty
from shoumi.core.terms import Role


def test_there_are_63_demands_four_principles_and_a_pledge():
    ids = [demand.id for demand in handbook.demands()]
    numbered = [duty for duty in ids if "." in duty]
    assert len(numbered) == 63
    assert ids[63:] == ["S1", "S2", "S3", "S4", "P"]
    assert len(set(ids)) == 68


def test_there_are_twenty_chapters_in_order():
    assert [chapter.number for chapter in handbook.chapters()] == list(range(1, 21))


def test_chapter_one_has_five_demands_chapter_three_four_and_each_other_three():
    counts = Counter(demand.chapter.number for demand in handbook.demands())
    assert counts.pop(None) == 5
    assert counts.pop(1) == 5
    assert counts.pop(3) == 4
    assert len(counts) == 18
    assert set(counts.values()) == {3}


def test_ids_run_without_a_gap():
    for chapter in handbook.chapters():
        mine = [d.id for d in handbook.demands() if d.chapter == chapter]
        assert mine == [f"{chapter.number}.{n}" for n in range(1, len(mine) + 1)]


def test_every_demand_has_texts_an_effect_and_evidence():
    for demand in handbook.demands():
        assert demand.zh
        assert demand.en
        assert demand.closes
        assert demand.evidence
        assert 1 <= demand.valid_days <= handbook.MOST_VALID_DAYS


def test_everything_that_can_close_is_closed_by_some_demand():
    used = {close.name for demand in handbook.demands() for close in demand.closes}
    assert used == handbook.doors().keys()


@pytest.mark.parametrize(
    ("gate", "duties"),
    [
        ("records", "1.1 1.2 1.3 1.4 1.5 3.1 3.2 3.3 3.4 6.1 6.2 6.3 11.1"),
        ("staff_roles", "4.1 4.2 14.1 14.3 19.1 19.2 19.3"),
        ("vendor_token", "5.1 5.2 5.3"),
        ("mandate", "15.2"),
        ("listed", "7.2 7.3"),
        ("room", "2.1 2.2 2.3"),
        ("room_l2", "7.3 12.1 12.2 12.3"),
        ("room_l3", "16.2"),
        ("signed", "7.1 7.3"),
        ("data_handover", "7.1 7.3 9.1 9.2 13.1 13.2 13.3 20.1 20.2 20.3"),
        ("settled", "10.2"),
        ("closed", "8.1 8.2 8.3"),
        ("publication", "15.1 15.2 15.3 16.3 17.1 17.2 17.3 S1 S2 S3 S4 P"),
        ("suspension", "5.3 7.3 9.2 18.2"),
    ],
)
def test_which_demand_closes_which_gate(gate, duties):
    found = [d.id for d in handbook.demands() if gate in {close.name for close in d.closes}]
    assert found == duties.split()


@pytest.mark.parametrize(
    ("role", "chapters"),
    [
        (Role.HEAD, {1, 9, 11, 15, 20}),
        (Role.LEG, {2, 7}),
        (Role.SEC, {3, 12}),
        (Role.HR, {4, 14, 19}),
        (Role.PRO, {5}),
        (Role.DPO, {6, 8, 10, 16}),
        (Role.OPS, {13}),
        (Role.MKT, {17}),
        (Role.SUP, set()),
        (Role.CON, set()),
    ],
)
def test_which_role_answers_for_which_operating_chapters(role, chapters):
    assert handbook.accountable_chapters(role) == chapters


def test_supervision_answers_for_its_own_chapter():
    assert handbook.demand("18.2").accountable is Role.SUP


def test_the_head_answers_for_the_statement():
    assert handbook.demand("P").accountable is Role.HEAD


@pytest.mark.parametrize("duty", ["", "1.6", "21.1", "S5", "18"])
def test_an_id_the_handbook_has_not_is_refused(duty):
    with pytest.raises(UnknownDuty):
        handbook.demand(duty)
