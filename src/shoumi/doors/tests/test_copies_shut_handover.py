"""Customers are handed over while copies of the home hold, piece for piece, and no longer.

What is broken is a part of the database as it lies in a copy: a piece of a dump of PostgreSQL, or
a block that SQLite changed after the first copy.
"""

from __future__ import annotations

import shutil

import pyrage
import pytest
from django.db import connection

from shoumi.base.attestations import doors
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.copies import addresses, places
from shoumi.base.copies.places import Deletion
from shoumi.base.tests.kept import kept
from shoumi.chapters.backup import rules
from shoumi.chapters.backup.rules import Medium
from shoumi.chapters.backup.services.setup import Stated
from shoumi.core.backup import packs
from shoumi.core.backup.errors import Fault
from shoumi.core.handbook import DoorAct
from shoumi.doors.tests.copied_house import Copying
from shoumi.doors.tests.handover_house import FIVE, unsealed
from shoumi.doors.tests.house import person

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]
AWAY = Stated(Medium.SERVER, True, True, True, "样例市二号机房", "托管合同 2026-02")
# Under which parts of a database lie in a copy.
PARTS = "database/shoumi.sqlite3" if connection.vendor == "sqlite" else "database/pieces/"


class Copies(Copying):
    """At two places, whose folders are outside the home, and are put back with it."""

    def __init__(self, handing, folders, kept_beside):
        super().__init__(handing.house)
        self.handing, self.folders, self._kept = handing, folders, kept_beside

    def keep_folders(self):
        for folder in self.folders:
            shutil.copytree(folder, self._kept / folder.name)

    def put_back_folders(self):
        for folder in self.folders:
            shutil.rmtree(folder)
            shutil.copytree(self._kept / folder.name, folder)


@pytest.fixture(scope="module")
def places_of_copies(tmp_path_factory):
    return tmp_path_factory.mktemp("places")


@pytest.fixture
def copying(built, places_of_copies, monkeypatch):
    """Copies at two places, the second of each made of what had changed; each read through, and
    one drilled.  That nobody deletes there is played at the one point where the program looks."""
    monkeypatch.setattr(places.Folder, "try_to_delete", lambda place: Deletion.REFUSED)
    monkeypatch.setattr(addresses, "is_beside", lambda *given: False)
    made = kept("house with copies at two places", lambda: _copied(built.handing, places_of_copies))
    made.put_back_folders()
    return made


def _copied(handing, folder):
    handing.house.keep(*(person(number) for number in range(20, 60)))
    made = Copies(handing, (folder / "near", folder / "away"), folder / "kept")
    made.targets = made.add(made.folders[0]), made.add(made.folders[1], "异地", AWAY)
    handing.house.keep(*(person(number) for number in range(60, 100)))
    for target in made.targets:
        made.copy(target)
        made.verify(target)
    made.drill(made.targets[0])
    made.identity = str(made.identity)  # one that can be kept
    made.keep_folders()
    return made


@pytest.fixture
def handing(copying):
    """Of the house that the copies are of."""
    return copying.handing


def with_parts(copying):
    """Packs of the second copy at the first place that hold parts of the database."""
    root = copying.folders[0] / copying.targets[0] / "data/packs"
    opener = pyrage.x25519.Identity.from_str(copying.identity)
    found = []
    for path in sorted(root.iterdir(), key=lambda one: one.stat().st_mtime_ns):
        pack = packs.read(bytes(pyrage.decrypt(path.read_bytes(), [opener])))
        if any(block.path.startswith(PARTS) for block in pack.blocks):
            found.append(path)
    return found


def missing(copying, path):
    path.unlink()


def damaged(copying, path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def of_the_copy_before(copying, path):
    """Where the newer should lie."""
    path.write_bytes(with_parts(copying)[0].read_bytes())


def shut(handing, reasons):
    """Sealing is refused for 13.x alone; why each of it does not hold."""
    error = unsealed(handing, DoorShut, lambda: handing.seal(FIVE), is_recorded=False)
    assert error.facts["doors"] == ("data_handover",)
    assert {one.demand: one.reason for one in error.lapses} == reasons


@pytest.mark.parametrize(
    ("breaks", "fault"),
    [
        (missing, Fault.PACK_MISSING),
        (damaged, Fault.PACK_CHANGED),
        (of_the_copy_before, Fault.PACK_CHANGED),
    ],
)
def test_a_part_of_the_database_that_is_not_as_it_was_shuts_the_handover(
    copying, handing, breaks, fault
):
    doors.require(DoorAct.SEAL, deal=handing.house.deal, at=handing.house.at)
    path = with_parts(copying)[-1]
    content = path.read_bytes()
    breaks(copying, path)
    assert copying.verify(copying.targets[0]).fault == fault
    shut(handing, {"13.1": rules.TOO_FEW, "13.3": rules.UNSAFE})
    path.write_bytes(content)
    assert not copying.verify(copying.targets[0]).fault
    assert handing.seal(FIVE).rows == 5


def test_copies_of_yesterday_shut_the_handover_until_what_changed_is_copied(copying, handing):
    house = handing.house
    house.go(hours=23, minutes=59)
    doors.require(DoorAct.SEAL, deal=house.deal, at=house.at)
    house.go(minutes=1)
    shut(handing, {"13.1": rules.TOO_FEW})
    for target in copying.targets:
        assert not copying.copy(target).is_whole
    assert handing.seal(FIVE).rows == 5
