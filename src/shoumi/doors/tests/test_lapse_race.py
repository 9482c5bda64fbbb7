"""A lapse against everything it stops, by eight processes: what begins after it gets nothing."""

from __future__ import annotations

import random
import sys

import pytest
from django.db import connections

from shoumi.base.handover.models import Package, State
from shoumi.base.ledger import audit
from shoumi.base.tests.kept import kept
from shoumi.core.tests import portion
from shoumi.doors.tests.handover_house import files
from shoumi.doors.tests.lapse_race import ledger_order, rounds
from shoumi.doors.tests.lapse_race.lapses import LAPSES
from shoumi.doors.tests.lapse_race.world import World

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
ROUNDS, A_PART = 2_000, 40


def test_nothing_is_got_by_what_begins_after_a_lapse_is_acknowledged(
    home, transactional_db, capsys
):
    count = ROUNDS if portion.is_long() else A_PART
    people = count // len(LAPSES) + 10
    world = kept(f"house of a race of {count} rounds", lambda: World(people))
    connections.close_all()
    chance = random.Random(f"{portion.seed()} lapse race")
    names = rounds.drawn(count, chance)
    found = rounds.run(world, names, chance)
    with capsys.disabled():
        sys.stdout.write(f"\nrounds={count} {found}\n")
    assert found.late == []
    assert ledger_order.late() == []
    kept_files = Package.objects.exclude(state=State.VOIDED).values_list("file_name", flat=True)
    assert files() == sorted(kept_files), "a sealing that lost left a file"
    assert audit.verify_all().sound
    # Every act got something before a lapse, and was refused after each lapse that stops it.
    assert {act for act, number in found.got.items() if number} == set(rounds.ACTS)
    wanted = {(name, act) for name in set(names) for act in LAPSES[name].stops}
    assert {pair for pair, number in found.refused.items() if number} == wanted
