"""Start a process for each part of a race, keep them in step, and hear what they found."""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

import shoumi
from shoumi.doors.tests.lapse_race import rounds, shared
from shoumi.doors.tests.lapse_race.rounds import Course, Found
from shoumi.doors.tests.lapse_race.world import World

START, _LOG = "start", "log"
# A process that does not come to the next meeting by then has hung.
PATIENCE = 600


@dataclass(frozen=True)
class Place:
    """Where a process says that it has come to a meeting, and hears that all have: descriptors."""

    part: str
    come: int
    go: int

    def close(self) -> None:
        os.close(self.come)
        os.close(self.go)


@dataclass(frozen=True)
class Start:
    """What the processes are given: ``databases`` are the names of the home's, by alias."""

    world: World
    courses: Sequence[Course]
    databases: Mapping[str, str]
    places: Sequence[Place]


def found_in(folder: Path, part: str, number: int) -> Path:
    return folder / f"{part}.{number}"


def log_of(folder: Path, part: str) -> Path:
    return folder / f"{part}.{_LOG}"


def race(
    world: World,
    courses: Sequence[Course],
    after: Callable[[int, Found], None],
    parts: Sequence[str] = rounds.PARTS,
) -> None:
    """Go through the courses, one after the other, with processes that live through all of them.

    ``after``  looks at the home when a course is over, and puts it back for the next: nobody else
    is in it then; ``parts`` has one process each
    """
    databases = {one.alias: str(one.settings_dict["NAME"]) for one in connections.all()}
    connections.close_all()
    with tempfile.TemporaryDirectory(prefix="race-") as place, ExitStack() as stack:
        folder = Path(place)
        shared.make(folder)
        ends = [_End(folder, part) for part in parts]
        for end in ends:
            stack.callback(end.close)
        start = Start(world, courses, databases, [end.place for end in ends])
        (folder / START).write_bytes(pickle.dumps(start))
        process = _start(folder, start.places)
        stack.callback(_end, process)
        for place_of_one in start.places:
            place_of_one.close()
        for number, course in enumerate(courses):
            for _ in range(course.meetings):
                _meet(ends)
            for end in ends:
                end.hear()
            found: dict[str, Any] = {
                end.part: pickle.loads(found_in(folder, end.part, number).read_bytes())
                for end in ends
            }
            acknowledged = found.pop(rounds.LAPSING)
            tried = [one for told in found.values() for one in told]
            after(number, rounds.judged(course, acknowledged, tried))
            shared.make(folder)
            for end in ends:
                end.let_go()
        assert process.wait(PATIENCE) == 0


def _meet(ends: Sequence[_End]) -> None:
    for end in ends:
        end.hear()
    for end in ends:
        end.let_go()


def _start(folder: Path, places: Sequence[Place]) -> subprocess.Popen[bytes]:
    env = {
        "SHOUMI_HOME": str(settings.SHOUMI_HOME),
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "PYTHONPATH": str(Path(shoumi.__file__).parents[1]),
    }
    with log_of(folder, START).open("wb") as log:
        return subprocess.Popen(
            (sys.executable, "-m", __package__, str(folder)),
            env=os.environ | env,
            stdout=log,
            stderr=log,
            pass_fds=[fd for place in places for fd in (place.come, place.go)],
            # With the forks in a group of its own, so that all of it can be ended.
            start_new_session=True,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class _End:
    """This end of what connects with one process."""

    def __init__(self, folder: Path, part: str) -> None:
        self.part, self._folder = part, folder
        self._heard, come = os.pipe()
        go, self._goes = os.pipe()
        self.place = Place(part, come, go)

    def hear(self) -> None:
        """Wait until it has come to the next meeting."""
        came = select.select([self._heard], [], [], PATIENCE)[0]
        if not came or os.read(self._heard, len(shared.HERE)) != shared.HERE:
            logs = [log_of(self._folder, one) for one in (self.part, START)]
            told = "\n".join(log.read_text("utf-8") for log in logs if log.exists())
            raise AssertionError(f"{self.part}: {told.strip() or 'it hangs'}")

    def let_go(self) -> None:
        os.write(self._goes, shared.GO)

    def close(self) -> None:
        os.close(self._heard)
        os.close(self._goes)
