"""Restriction, objection and deletion against everything that reads, by eight processes: what
begins after one is acknowledged gets nothing by page, API, list, L3 room, export, package or
release."""

from __future__ import annotations

import os
import random
import sys

import pytest

from shoumi.core.tests import portion
from shoumi.doors.tests.lapse_race import rounds
from shoumi.doors.tests.lapse_race.lapses import DESTRUCTION, RESTRICTION
from shoumi.doors.tests.lapse_race.rounds import Course
from shoumi.doors.tests.test_lapse_race import PART, Race

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
# So many in make test; half of them let somebody rest, half destroy somebody.
FEW = 2
ROUNDS = int(os.environ.get("RACE_ROUNDS") or (2_000 if portion.is_long() else FEW))


def test_who_rests_or_is_destroyed_is_got_by_nothing_that_begins_afterwards(
    home, transactional_db, capsys
):
    def tell(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    chance = random.Random(f"{portion.seed()} rest race")
    sizes = [PART] * (ROUNDS // PART) + [ROUNDS % PART] * bool(ROUNDS % PART)
    kinds = (RESTRICTION, DESTRUCTION)
    courses = [Course.drawn(size, chance, kinds, rounds.READS) for size in sizes]
    race = Race(courses, lambda line: tell(f"so far {line}"), (rounds.LAPSING, *rounds.READS))
    tell(str(race))
    assert race.found.rounds == ROUNDS
    assert race.found.late == []
    assert race.found.refused.keys() == {
        (name, act)
        for course in courses
        for number, name in enumerate(course.names)
        for act in course.tried(number)
    }


def test_each_way_of_reading_is_stopped_by_both():
    chance = random.Random(0)
    course = Course.drawn(2, chance, (RESTRICTION, DESTRUCTION), rounds.READS)
    tried = {act for number in range(2) for act in course.tried(number)}
    left = {"seal", "release"} - set(course.rests)
    assert tried >= {"page", "API", "list", "clean room", "export"} | left
    assert len(rounds.READS) + 1 == 8
    assert set(course.names) == {RESTRICTION, DESTRUCTION}
