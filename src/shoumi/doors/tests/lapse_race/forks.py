"""The processes of a race: forks of one in which everything is loaded and nothing is opened.

What opens databases or makes papers keeps threads, and a fork of a process that has some may never
wake.
"""

from __future__ import annotations

import copy
import os
import pickle
import threading
import traceback
from pathlib import Path

from django.db import connections

from shoumi.doors.tests.lapse_race import rounds
from shoumi.doors.tests.lapse_race.processes import START, Place, Start, found_in, log_of
from shoumi.doors.tests.lapse_race.shared import Shared

# On a loaded machine a writer of SQLite waits for long; that is not what is raced for here.
_PATIENCE = 300


def run(folder: Path) -> int:
    """Be all of them; returns how the worst of them ended."""
    start: Start = pickle.loads((folder / START).read_bytes())
    for alias, name in start.databases.items():
        known = connections.settings[alias]
        known["NAME"] = name
        if known["ENGINE"].endswith("sqlite3"):
            known["OPTIONS"]["timeout"] = _PATIENCE
    assert threading.active_count() == 1, threading.enumerate()
    running = []
    for place in start.places:
        if not (pid := os.fork()):
            os._exit(_be(place, folder, start))
        running.append(pid)
    for place in start.places:
        place.close()
    return max(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in running)


def _be(place: Place, folder: Path, start: Start) -> int:
    try:
        for other in start.places:
            # Who ends is heard by its descriptor closing, so nobody else keeps it.
            if other != place:
                other.close()
        shared = Shared(folder, place.come, place.go)
        for number, course in enumerate(start.courses):
            # What is put back is not what the last course left.
            world = copy.deepcopy(start.world)
            told = rounds.take_part(world, shared, course, place.part)
            found_in(folder, place.part, number).write_bytes(pickle.dumps(told))
            shared.together()  # the home is looked at and put back
    except BaseException:  # noqa: BLE001 - whatever it is, the race tells it
        log_of(folder, place.part).write_text(traceback.format_exc(), "utf-8")
        return 1
    return 0
