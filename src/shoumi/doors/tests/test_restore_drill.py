"""A drill puts a real copy back beside the home, catches it up, proves it, and leaves nothing."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pyrage
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from shoumi.base.copies import key_sheets
from shoumi.base.copies.places import Folder
from shoumi.base.copies.reassembly import unpack
from shoumi.base.documents import store
from shoumi.base.ledger import atomic_files, home_seal, reader
from shoumi.base.restore import services as restoring
from shoumi.base.restore.errors import AlreadyServes
from shoumi.base.row_authentication import review
from shoumi.base.subjects.models import Record
from shoumi.base.vault import logkey
from shoumi.base.vault.models import SubjectKey
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.backup.services import drills
from shoumi.core.backup.errors import CopyRefused
from shoumi.core.errors import DomainError
from shoumi.core.ledger import note
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState
from shoumi.doors.demo import cast
from shoumi.doors.tests import carried_proofs
from shoumi.doors.tests.copied_house import Copied
from shoumi.doors.tests.house import person, told
from shoumi.doors.tests.put_back_home import destroy
from shoumi.doors.tests.visitors import signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


@pytest.fixture
def copied(house, tmp_path):
    made = Copied(house, tmp_path)
    house.go(minutes=2)
    return made


def key_file(identity):
    return SimpleUploadedFile("key.txt", f"# public: x\n{identity}\n".encode())


def no_file_holds(text, home):
    files = (path for path in home.rglob("*") if path.is_file())
    return not any(text.encode() in path.read_bytes() for path in files)


def scratch(home):
    return [path for path in (home / "copies").iterdir() if path.name.startswith(drills.SCRATCH)]


def test_the_living_are_proved_and_the_destroyed_cannot_be_read(copied, house, home):
    destroy(house, copied.people[:22])
    made = copied.drill()
    assert (made.proved, made.living) == (8, 8)
    assert (made.unreadable, made.destroyed, made.revived) == (20, 20, 20)
    assert made.passed
    assert made.loss_seconds == 120
    assert 0 < made.took_seconds < rules.restored_within().total_seconds()
    assert (made.missing, made.blocked) == (0, 0)
    assert 0 < made.caught_up < reader.size() - made.ledger_size
    assert store.get(Ref(made.document)).startswith(b"%PDF-")
    assert [line.about for line in told("backup.restore_tested")] == [made.ref]
    assert scratch(home) == []
    assert not home_seal.is_sealed()
    assert all(one.is_sound for one in review.review())
    assert queries.check_recovery(house.at).holds


def test_a_drill_is_done_by_page_and_the_page_gives_its_certificate(copied, house, home):
    with time_machine.travel(house.at):
        visitor = signed_in(house[cast.OPERATIONS], lang="en")
        where = f"/backup/{copied.target}/do/backup-drill"
        assert where in visitor.get("/backup").content.decode()
        assert where in visitor.get(f"/backup/{copied.target}").content.decode()
        answer = visitor.act(where, identity=key_file(copied.identity))
        assert answer.status_code == 200
        assert "its result stands below" in answer.content.decode()
        made = Drill.objects.get()
        assert made.passed
        assert no_file_holds(str(copied.identity), home)
        page = visitor.get("/backup").content.decode()
        assert "20 / 20" in page
        paper = visitor.get(f"/backup/drills/{made.ref}/certificate")
        assert carried_proofs.verdict(paper.content) == "proven"
        stranger = signed_in(house[cast.SERVICE])
        assert stranger.get(f"/backup/drills/{made.ref}/certificate").status_code == 403


def test_somebody_new_drills_with_three_sheets_of_paper(copied, house, home):
    sheets = key_sheets.split(copied.identity)
    words = "\n\n".join(sheets[2:])
    with time_machine.travel(house.at):
        visitor = signed_in(house[cast.OPERATIONS], lang="en")
        where = f"/backup/{copied.target}/do/backup-drill"
        for given in ({}, {"sheets": words, "identity": key_file(copied.identity)}):
            assert visitor.act(where, **given).status_code == 422
        wrong = visitor.act(where, sheets=words.replace(sheets[3], sheets[2]))
        assert "These are 2 different sheets" in wrong.content.decode()
        answer = visitor.act(where, sheets=words)
    assert "its result stands below" in answer.content.decode()
    assert Drill.objects.get().passed
    assert no_file_holds(sheets[4], home)


def test_a_key_that_no_copy_is_sealed_for_begins_no_drill(copied, house):
    with time_machine.travel(house.at):
        keeper, other = signed_in(house[cast.OPERATIONS]), pyrage.x25519.Identity.generate()
        for content in (key_file(other), SimpleUploadedFile("key.txt", b"nothing")):
            answer = keeper.act(f"/backup/{copied.target}/do/backup-drill", identity=content)
            assert answer.status_code == 422
            assert str(other) not in answer.content.decode()
    assert not Drill.objects.exists()
    assert told("backup.restore_failed") == []


def test_somebody_whose_key_is_damaged_does_not_break_the_drill_of_the_others(copied):
    SubjectKey.objects.filter(subject=copied.people[0]).update(wrapped=b"plain")
    made = copied.drill()
    assert (made.proved, made.living, made.passed) == (20, 20, True)


def test_a_copy_whose_records_are_not_what_the_ledger_says_does_not_pass(copied):
    """A restore would refuse to open it; the drill may not say otherwise."""
    Record.objects.filter(subject=copied.people[3]).order_by("id").first().delete()
    copied.copy()
    made = copied.drill()
    assert made.proved == made.living
    assert not made.passed


def test_what_the_copy_has_lost_of_somebody_does_not_pass(copied, monkeypatch):
    """As the sample says another thing than the scratch home finds."""
    honest = drills.rehearsal.sample

    def other():
        found = honest()
        wrong = [drills.rehearsal.Living(one.ref, one.records, "0" * 64) for one in found.living]
        return drills.rehearsal.Sample(wrong, found.count, found.destroyed)

    monkeypatch.setattr(drills.rehearsal, "sample", other)
    made = copied.drill()
    assert (made.proved, made.living, made.passed) == (0, 20, False)
    assert queries.check_recovery(copied.house.at).reason == rules.DRILL_FAILED


def test_a_copy_that_has_none_of_the_living_proves_nothing(copied, house):
    """All who are held now came after it."""
    destroy(house, copied.people)
    house.keep(*(person(number) for number in range(40, 45)))
    made = copied.drill()
    assert (made.proved, made.living, made.passed) == (0, 5, False)


def test_a_drill_that_breaks_off_is_one_that_did_not_pass(copied, home):
    for path in copied.folder.rglob("*.age"):
        path.chmod(0o600)
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(CopyRefused):
        copied.drill()
    assert [line.facts["target"] for line in told("backup.restore_failed")] == [copied.target]
    assert scratch(home) == []
    assert queries.check_recovery(copied.house.at).reason == rules.DRILL_FAILED
    assert all(one.is_sound for one in review.review())


def test_a_drill_that_finds_no_room_is_one_that_did_not_pass(copied, home, monkeypatch):
    plain, free = os.pwrite, [3]

    def full(*given):
        free[0] -= 1
        if free[0] < 0:
            raise OSError(errno.ENOSPC, "no room")
        return plain(*given)

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(OSError, match="no room"):
            copied.drill()
    assert len(told("backup.restore_failed")) == 1
    assert scratch(home) == []
    assert queries.check_recovery(copied.house.at).reason == rules.DRILL_FAILED
    assert copied.drill().passed


def test_another_key_opens_nothing(copied, home):
    other = pyrage.x25519.Identity.generate()
    with pytest.raises(DomainError):
        copied.drill(identity=str(other))
    assert scratch(home) == []


def test_who_may_not_does_not_drill(copied):
    with pytest.raises(DomainError):
        copied.drill(actor=copied.house[cast.SERVICE])
    assert not Drill.objects.exists()


def test_the_demand_holds_for_a_quarter(copied, house):
    assert queries.check_recovery(house.at).reason == rules.NEVER_DRILLED
    made = copied.drill()
    until = rules.next_drill(made.tested_at)
    assert queries.check_recovery(until - timedelta(seconds=1)).holds
    over = queries.check_recovery(until)
    assert (over.state, over.reason) == (ControlState.FAIL, rules.DRILL_OVER)


def test_a_drill_of_an_empty_home_counts_until_somebody_is_held(copied, house):
    destroy(house, copied.people)
    copied.copy()
    assert (copied.drill().living, queries.check_recovery(house.at).holds) == (0, True)
    house.keep(person(40))
    assert queries.check_recovery(house.at).reason == rules.DRILL_OF_NOBODY


def test_a_copy_is_fetched_into_an_empty_folder_that_is_sealed_first(copied, tmp_path):
    into, seen = tmp_path / "new", []
    into.mkdir()
    atomic_files.fresh(home_seal.path(into)).touch()  # one before was killed as it sealed it
    trusted = [note.read_vkey(logkey.vkey())]

    def unpacked(folder):
        seen.append(home_seal.read(folder) is not None)
        return unpack(
            Folder(copied.folder / copied.target),
            identity=str(copied.identity),
            trusted=trusted,
            into=folder,
        )

    done = restoring.fetch(into, unpacked)
    assert seen == [True]
    assert home_seal.read(into).manifest == done.manifest
    is_server = connection.vendor == "postgresql"
    assert (into / ("dump/toc.dat" if is_server else "shoumi.sqlite3")).exists()
    (into / home_seal.NAME).unlink()
    with pytest.raises(AlreadyServes):
        restoring.fetch(into, unpacked)
    assert Record.objects.exists()
