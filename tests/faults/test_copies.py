"""Copies, drills and restores that are broken at any write to their disk: killed, out of room, the
disk broken, the database stopped, the clock turned.  ``copy_runs`` says what must hold.

``make test`` draws a tenth of act and fault, on PostgreSQL a twentieth, each at one write; ``make
long`` takes all, at six writes spread over each act.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from django.db import connection

from shoumi.core.tests import portion, scratch
from shoumi.doors.tests.faults import copied_homes, copy_runs, invariants, outages, start_states
from shoumi.doors.tests.faults.copied_homes import ACTS, COPY, OPEN
from shoumi.doors.tests.faults.disks import small_disk
from shoumi.doors.tests.faults.runs import spread

pytestmark = [pytest.mark.both, pytest.mark.crash]
# Writes of each act at which each fault comes, in a long run.
POINTS = 6
IS_SERVER = connection.vendor == "postgresql"
FAULTS = outages.ON_SERVER if IS_SERVER else outages.FAULTS


@pytest.fixture(scope="module")
def tries(django_db_blocker):
    """``tries(act)``; each act of a restore begins where the one before it ended."""
    with tempfile.TemporaryDirectory(prefix="copies-", dir=scratch.folder()) as folder:
        own = Path(folder)
        canaries = invariants.canaries([*start_states.FIRST, *start_states.SECOND])
        with small_disk(own) as disk, django_db_blocker.unblock():
            home = copied_homes.CopiedHome(disk, own)

            @cache
            def of(act):
                if act.after:
                    of(act.after)
                made = copy_runs.Tries(home, act, canaries)
                made.keep()
                return made

            try:
                yield of
            finally:
                home.close()


@pytest.mark.long(one_in=20 if IS_SERVER else 10)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_what_is_broken_off_is_refused_in_words_and_done_by_the_next(act, fault, tries, sound):
    own = tries(act)
    found = copy_runs.Met(f"{act.name} of {own.takes:.1f} s, {fault.name}", own.writes)
    for at in chosen(own.writes, f"{act.name} {fault.name}"):
        wrong, seconds = own.met(fault, at)
        found.tried += 1
        found.longest = max(found.longest, seconds)
        found.wrong += [f"at {at}: {one}" for one in wrong]
    sound(found)


@pytest.mark.parametrize("act", [COPY, OPEN], ids=lambda act: act.name)
def test_who_looks_while_nothing_is_broken_sees_somebody_and_is_entered(act, tries):
    """Otherwise nobody being seen while something is broken would say nothing."""
    told, is_entered = tries(act).looked_at_the_end()
    assert told["opened"], told
    assert is_entered


def chosen(writes, what):
    """Of a short run one; some of the last may not come every time."""
    points = spread(int(writes * 0.95), POINTS)
    return portion.drawn(points, what=what, one_in=POINTS)
