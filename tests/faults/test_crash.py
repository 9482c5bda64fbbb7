"""Kill a flow anywhere, start again: it is wholly done or wholly absent, and can go on.

At least 600 points on each engine in ``make long``.  In ``make test`` a tenth of the 600, and each
kind of point in one of the flows and rotations, but each commit in all.  Of these PostgreSQL takes
each commit, a twentieth of the 600 and a third of the other kinds.  The recovery is killed as well
in one of the flows.
"""

from __future__ import annotations

import pytest

from shoumi.core.tests import portion
from shoumi.doors.tests.faults import flows

pytestmark = [pytest.mark.both, pytest.mark.crash]

# Points of each flow that are tried.  A flow has from 200 to 600.
POINTS = {
    flows.IMPORT: 130,
    flows.CAMPAIGN: 170,
    flows.HANDOVER: 160,
    flows.TAKEN_BACK: 30,
    flows.DESTRUCTION: 160,
}


def test_enough_points_are_tried():
    assert sum(POINTS.values()) >= 600


@pytest.mark.parametrize("flow", POINTS, ids=lambda flow: flow.name)
def test_a_flow_that_is_killed_is_wholly_done_or_wholly_absent(flow, run, sound):
    tried = run(flow)
    found = tried.killed(POINTS[flow])
    sound(found)
    assert found.tried == len(tried.chosen(POINTS[flow]))
    assert found.tried == POINTS[flow] or not portion.is_long()


@pytest.mark.long(one_in=3)
@pytest.mark.parametrize(
    "flow", [flows.IMPORT, flows.HANDOVER, flows.DESTRUCTION], ids=lambda flow: flow.name
)
def test_a_recovery_that_is_killed_is_recovered_from(flow, run, sound):
    sound(run(flow).killed_twice(4, 3))
