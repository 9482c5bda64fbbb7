"""A disk that is full or broken once: refused, nothing half done, and the same process goes on."""

from __future__ import annotations

import errno

import pytest

from shoumi.doors.tests.faults import flows

pytestmark = [pytest.mark.both, pytest.mark.crash]


@pytest.mark.parametrize(
    ("flow", "count"),
    [(flows.PAPERS, 40), (flows.HANDOVER, 30), (flows.DESTRUCTION, 15)],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_disk_that_refuses_once_leaves_nothing_half_done(flow, count, run, sound):
    sound(run(flow).refused([errno.ENOSPC, errno.EIO], count))
