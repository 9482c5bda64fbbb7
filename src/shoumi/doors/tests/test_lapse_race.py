"""A lapse against everything it stops, by eight processes: what begins after it gets nothing."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Sequence
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
from shoumi.doors.tests.lapse_race import ledger_order, processes, sabotage
from shoumi.doors.tests.lapse_race.lapses import LAPSES, TWO_HATS
from shoumi.doors.tests.lapse_race.rounds import Course, Found
from shoumi.doors.tests.lapse_race.world import World

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
# So many rounds by one house, as what piles up makes them longer; and how many make test does.
PART, FEW = 250, 3
ROUNDS = int(os.environ.get("RACE_ROUNDS") or (2_000 if portion.is_long() else FEW))


class Race:
    """Courses through one house, which is put back between them."""

    def __init__(self) -> None:
        self.world = self._house()
        self.found: list[Found] = []
        self.late_in_ledger: list[list[tuple[int, str]]] = []
        self.files_left: list[str] = []
        self.begun = time.monotonic()

    def _house(self) -> World:
        """Somebody is left in each round who can withdraw."""
        count = 40 if ROUNDS > FEW else 8
        return kept("house of a race", lambda: World(count))

    def run(self, courses: Sequence[Course]) -> None:
        processes.race(self.world, courses, self._look)

    def _look(self, number: int, found: Found) -> None:
        self.found.append(found)
        self.late_in_ledger.append(ledger_order.late(self.world.house[people.SECURITY]))
        known = Package.objects.exclude(state=State.VOIDED).values_list("file_name", flat=True)
        self.files_left += sorted(set(files()) ^ set(known))
        assert audit.verify_all().sound
        for one in Path(settings.SHOUMI_HOME).iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        self._house()

    def told(self, found: Found) -> str:
        def each(counts):
            return ",".join(f"{act.replace(' ', '_')}:{n}" for act, n in sorted(counts.items()))

        seconds = time.monotonic() - self.begun
        return (
            f"rounds={found.rounds} tries={found.tries} late={len(found.late)}"
            f" late_in_ledger={sum(map(len, self.late_in_ledger))}"
            f" files_left={len(self.files_left)} refused={found.refusals}"
            f" got_before={each(found.got)} overtaken={each(found.overtaken)}"
            f" seconds={seconds:.0f} {connection.vendor}"
        )


def test_nothing_is_got_by_what_begins_after_a_lapse_is_acknowledged(
    home, transactional_db, capsys
):
    """The last two courses are broken on purpose: the race must see it, or it would prove nothing."""
    chance = random.Random(f"{portion.seed()} lapse race")
    sizes = [PART] * (ROUNDS // PART) + [ROUNDS % PART] * bool(ROUNDS % PART)
    courses = [Course.drawn(size, chance) for size in sizes]
    twins = [broken(sabotage.SURVEY_OUTLIVES_ACTS), broken(sabotage.ACKNOWLEDGED_EARLY)]
    race = Race()
    race.run([*courses, *twins])
    *honest, stale, early = race.found
    found = Found()
    for one in honest:
        found.add(one)
    with capsys.disabled():
        sys.stdout.write(f"\n{race.told(found)}\n")
    assert found.late == []
    assert race.files_left == [], "a sealing that lost left a file"
    # Each lapse was tried by every act that it stops, and it is what stopped them.
    names = {name for course in courses for name in course.names}
    assert found.refused.keys() == {(name, act) for name in names for act in LAPSES[name].stops}
    print({k: set().union(*v) for k, v in found.refused.items()})
    *in_ledger, stale_ledger, _ = race.late_in_ledger
    assert not any(in_ledger)
    assert {one.act for _, one in stale.late} == {"list", "reveal"}
    assert {act for _, act in stale_ledger} == {"reveal"}
    assert {one.act for _, one in early.late} == {"list", "reveal"}


def broken(name: str) -> Course:
    """A round in which two acts get something late."""
    drawn = Course.drawn(1, random.Random(0), lapses=[TWO_HATS])
    return replace(drawn, acts=("list", "reveal"), broken=name)
