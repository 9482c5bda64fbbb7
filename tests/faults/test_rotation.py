"""Kill a rotation anywhere while people are read: nobody is lost, and it ends with its proof.

At least 400 points on each engine, and 50 more where the recovery is killed as well, in ``make
long``.  In ``make test`` a tenth of them, and each kind of point once as ``test_crash`` says;
the recovery is killed as well in a third of the rotations.
"""

from __future__ import annotations

import pytest

from shoumi.base.rotation.turns import data, index
from shoumi.base.subjects.models import Subject
from shoumi.base.vault import successor_keys
from shoumi.base.vault.rotation import deal
from shoumi.core.refs import Ref
from shoumi.core.tests import portion
from shoumi.doors.tests.faults import invariants, rotations, start_states

pytestmark = [pytest.mark.both, pytest.mark.crash]

# Points of each rotation that are tried.
POINTS = {
    rotations.ROOT: 40,
    rotations.KEK: 70,
    rotations.DEAL: 70,
    rotations.DATA: 80,
    rotations.INDEX: 50,
    rotations.SUITE: 60,
    rotations.EPOCH: 40,
}
TWICE, SECOND = 3, 3
PEOPLE_A_CHUNK = 5


@pytest.fixture
def rotation(both_places, given, monkeypatch):
    """``rotation(flow)``: run once with nothing in its way, in more than one chunk."""
    for module in (deal, data, index):
        monkeypatch.setattr(module, "CHUNK", PEOPLE_A_CHUNK)
    canaries = invariants.canaries([*start_states.FIRST, *start_states.SECOND])
    return lambda flow: rotations.Rotations(both_places, given, flow, canaries)


def test_enough_points_are_tried():
    assert sum(POINTS.values()) >= 400
    assert len(POINTS) * TWICE * SECOND >= 50


@pytest.mark.parametrize("flow", POINTS, ids=lambda flow: flow.name)
def test_a_rotation_that_is_killed_loses_nobody_and_ends_with_its_proof(flow, rotation, sound):
    tried = rotation(flow)
    found = tried.killed(POINTS[flow])
    sound(found)
    assert found.tried == len(tried.chosen(POINTS[flow]))
    assert found.tried == POINTS[flow] or not portion.is_long()
    assert found.reads > found.tried


@pytest.mark.long(one_in=3)
@pytest.mark.parametrize("flow", POINTS, ids=lambda flow: flow.name)
def test_a_rotation_whose_recovery_is_killed_is_recovered_from(flow, rotation, sound):
    sound(rotation(flow).killed_twice(TWICE, SECOND))


def test_an_old_key_that_is_taken_out_too_early_is_seen(rotation, monkeypatch):
    """As soon as both keys are in memory: nobody notices unless the process is killed or read.  Of
    papers the rotation itself would see it, at its end."""
    honest = successor_keys.pairs

    def too_early(owners):
        found = honest(owners)
        held = Subject.objects.filter(ref__in=owners).values_list("ref", flat=True)
        successor_keys.take_place([Ref(ref) for ref in held])
        return found

    tried = rotation(rotations.DATA)
    monkeypatch.setattr(successor_keys, "pairs", too_early)
    assert tried.killed(80, until="does not open").has("R1")
