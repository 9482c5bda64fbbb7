"""A lapse against everything it stops, by eight processes: what begins after it gets nothing."""

from __future__ import annotations

import os
import random
import resource
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from shoumi.base.handover.models import Package, State
from shoumi.base.ledger import audit
from shoumi.base.tests.kept import kept
from shoumi.core.tests import portion
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import files
from shoumi.doors.tests.lapse_race import ledger_order, processes, rounds, sabotage
from shoumi.doors.tests.lapse_race.lapses import DESTRUCTION, LAPSES, TWO_HATS
from shoumi.doors.tests.lapse_race.rounds import Course, Found
from shoumi.doors.tests.lapse_race.world import World

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
# So many rounds by one house, as what piles up makes them longer; and so many in make test.
PART, FEW = 100, 3
ROUNDS = int(os.environ.get("RACE_ROUNDS") or (2_000 if portion.is_long() else FEW))


class Race:
    """Courses through one house, which is put back between them."""

    def __init__(
        self, courses: Sequence[Course], tell, parts: Sequence[str] = rounds.PARTS
    ) -> None:
        self.courses, self._tell = courses, tell
        self.found, self.broken = Found(), {}
        self.late_in_ledger, self.files_left = 0, 0
        self.begun, self.used_before = time.monotonic(), _used()
        self.world = self._house()
        processes.race(self.world, courses, self._look, parts)

    def _house(self) -> World:
        """Somebody is left in each round who can withdraw, and who can be destroyed; the last of
        those who agreed is an adult (the child is the eighth), whom one person alone may read."""
        longest = max(len(course.names) for course in self.courses)
        doomed = max(course.names.count(DESTRUCTION) for course in self.courses)
        many = longest // len(LAPSES) + 9
        return kept(f"house of a race, {many} and {doomed}", lambda: World(many, doomed))

    def _look(self, number: int, found: Found) -> None:
        """Nothing was got late, neither by the clock nor by the ledger; then put the house back."""
        in_ledger = ledger_order.late(self.world.house[people.SECURITY])
        if name := self.courses[number].broken:
            late = {act for _, act in in_ledger}
            self.broken[name] = {one.act for _, one in found.late}, late
        else:
            known = Package.objects.exclude(state=State.VOIDED).values_list("file_name", flat=True)
            left = sorted(set(files()) ^ set(known))
            self.found.add(found)
            self.late_in_ledger += len(in_ledger)
            self.files_left += len(left)
            self._tell(str(self))
            assert found.late == []
            assert in_ledger == []
            assert left == [], "a sealing that lost left a file"
            assert found.amiss == [], "refused, but not for what lapsed"
        assert audit.verify_all().sound
        for one in Path(settings.SHOUMI_HOME).iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        self._house()

    def __str__(self) -> str:
        found = self.found
        return (
            f"rounds={found.rounds} tries={found.tries} late={len(found.late)}"
            f" late_in_ledger={self.late_in_ledger} files_left={self.files_left}"
            f" refused={found.refused.total()} amiss={len(found.amiss)}"
            f" got_before={_each(found.got)} overtaken={_each(found.overtaken)}"
            f" seconds={time.monotonic() - self.begun:.0f}"
            f" processor_seconds={_used() - self.used_before:.0f} {connection.vendor}"
        )


def _each(counts: Mapping[str, int]) -> str:
    return ",".join(f"{act.replace(' ', '_')}:{count}" for act, count in sorted(counts.items()))


def _used() -> float:
    """Seconds of the processor, of processes that are over too."""
    used = [resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def test_nothing_is_got_by_what_begins_after_a_lapse_is_acknowledged(
    home, transactional_db, capsys
):
    """The last two courses are broken on purpose and have to be seen, or it would prove nothing."""

    def tell(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    chance = random.Random(f"{portion.seed()} lapse race")
    sizes = [PART] * (ROUNDS // PART) + [ROUNDS % PART] * bool(ROUNDS % PART)
    courses = [Course.drawn(size, chance) for size in sizes]
    twins = [broken(sabotage.SURVEY_OUTLIVES_ACTS), broken(sabotage.ACKNOWLEDGED_EARLY)]
    race = Race([*courses, *twins], lambda line: tell(f"so far {line}"))
    tell(str(race))
    assert race.found.refused.keys() == {
        (course.names[number], act)
        for course in courses
        for number in range(len(course.names))
        for act in course.tried(number)
    }
    assert race.found.rounds == ROUNDS
    both = {"list", "reveal"}
    # A list of pseudonyms leaves no entry, and what is early by the clock is none in the ledger.
    assert race.broken[sabotage.SURVEY_OUTLIVES_ACTS] == (both, {"reveal"})
    assert race.broken[sabotage.ACKNOWLEDGED_EARLY] == (both, set())


def broken(name: str) -> Course:
    """A round in which two acts get something late."""
    drawn = Course.drawn(1, random.Random(0), lapses=[TWO_HATS])
    return replace(drawn, acts=("list", "reveal"), broken=name)
