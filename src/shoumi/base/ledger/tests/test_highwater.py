from __future__ import annotations

import pytest
from django.db import connection, transaction

from shoumi.base.ledger import atomic_files, audit, highwater, reader
from shoumi.base.ledger.errors import Forked, MarkMissing, MarkUnreadable, Shortened
from shoumi.base.ledger.highwater import Mark
from shoumi.base.ledger.models import Entry
from shoumi.base.ledger.tests.events import write
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.core.ledger import tree

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]


def put_back(size, *more):
    """Make the ledger the one it was at ``size``, as restoring an old copy would."""
    leaves = [one.leaf_hash for one in reader.entries()][:size]
    frontier = tree.Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE position >= %s", [size])
        cursor.execute(
            "UPDATE ledger_head SET size = %s, frontier = %s", [size, frontier.to_bytes()]
        )


def test_a_new_home_has_no_mark_and_that_is_sound():
    assert highwater.marks() == ()
    assert highwater.check() == highwater.START
    assert highwater.holds()


def test_the_mark_follows_each_commit():
    write(3)
    assert highwater.check() == highwater.marks()[0] == Mark(3, reader.root())
    write()
    assert [mark.size for mark in highwater.marks()] == [4, 3, 0]
    assert highwater.holds()


def test_the_file_is_frozen_and_for_its_owner_alone(home):
    write(2)
    file = home / "ledger.highwater"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == (
        f"shoumi ledger high-water v1\n2 {reader.root().hex()}\n0 {tree.EMPTY.hex()}\n"
    )
    assert not (home / "ledger.new").exists()


def test_only_the_last_marks_are_kept():
    for _ in range(12):
        write()
    assert [mark.size for mark in highwater.marks()] == [12, 11, 10, 9, 8, 7, 6, 5]


def test_what_goes_back_does_not_move_the_mark():
    write()
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert highwater.marks()[0].size == 1


def test_a_crash_before_the_mark_is_written_is_no_alarm(home):
    write()
    before = (home / "ledger.highwater").read_bytes()
    write(2)
    (home / "ledger.highwater").write_bytes(before)
    assert highwater.check().size == 1
    assert highwater.holds()
    write()
    assert highwater.check().size == 4


@pytest.mark.parametrize("left", [0, 1, 4])
def test_a_shortened_ledger_is_noticed_and_grows_no_further(left):
    write(5)
    put_back(left)
    with pytest.raises(Shortened) as refused:
        highwater.check()
    assert refused.value.facts == {"size": left, "mark": 5}
    assert not highwater.holds()
    with pytest.raises(Shortened):
        write()
    assert audit.Finding(None, audit.Fault.SHORTENED) in audit.verify_all().findings


def test_a_ledger_that_went_another_way_is_noticed(home):
    write()
    write()
    write(2)
    mark = (home / "ledger.highwater").read_bytes()
    put_back(2)
    (home / "ledger.highwater").unlink()
    highwater.accept()
    write(2, minutes=1)
    (home / "ledger.highwater").write_bytes(mark)
    assert not highwater.holds()
    with pytest.raises(Forked):
        write()
    with pytest.raises(Forked) as refused:
        highwater.check()
    assert refused.value.facts["mark"] == 4


def test_a_longer_ledger_that_went_another_way_is_noticed_at_the_start(home):
    write()
    write()
    write(2)
    mark = (home / "ledger.highwater").read_bytes()
    put_back(2)
    (home / "ledger.highwater").unlink()
    highwater.accept()
    write(3, minutes=1)
    (home / "ledger.highwater").write_bytes(mark)
    with pytest.raises(Forked) as refused:
        highwater.check()
    assert refused.value.facts == {"mark": 4, "same": 2}
    assert audit.Finding(None, audit.Fault.FORKED) in audit.verify_all().findings


def test_entries_without_a_mark_are_never_innocent(home):
    write()
    (home / "ledger.highwater").unlink()
    with pytest.raises(MarkMissing):
        highwater.check()
    with pytest.raises(MarkMissing):
        write()
    assert not highwater.holds()
    assert audit.Finding(None, audit.Fault.MARK_MISSING) in audit.verify_all().findings


def test_a_restore_that_was_meant_is_accepted():
    write(3)
    put_back(1)
    assert highwater.accept() == Mark(1, reader.root())
    write()
    assert highwater.check().size == 2


ROOT = tree.EMPTY.hex()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"shoumi ledger high-water v1\n",
        f"shoumi ledger high-water v1\n0 {ROOT}".encode(),
        f"shoumi ledger high-water v2\n0 {ROOT}\n".encode(),
        f"shoumi ledger high-water v1\n00 {ROOT}\n".encode(),
        f"shoumi ledger high-water v1\nx {ROOT}\n".encode(),
        f"shoumi ledger high-water v1\n0 {ROOT.upper()}\n".encode(),
        f"shoumi ledger high-water v1\n0 {ROOT} 1\n".encode(),
        f"shoumi ledger high-water v1\n0 {ROOT}\n\n".encode(),
    ],
)
def test_a_damaged_mark_stops_everything(content, home):
    write()
    (home / "ledger.highwater").write_bytes(content)
    with pytest.raises(MarkUnreadable):
        highwater.check()
    with pytest.raises(MarkUnreadable):
        write()
    assert not highwater.holds()
    assert audit.Finding(None, audit.Fault.MARK_UNREADABLE) in audit.verify_all().findings


def test_a_mark_that_cannot_be_written_shuts_the_gate_until_it_can(home, caplog):
    write()
    obstacle = home / "ledger.new"
    obstacle.mkdir()
    write()
    assert reader.size() == 2
    assert not highwater.holds()
    assert "on_commit" in caplog.text
    obstacle.rmdir()
    write()
    assert highwater.holds()
    assert highwater.check().size == 3


def test_a_mark_that_could_not_be_written_is_written_when_the_gate_asks_again(home):
    write()
    (home / "ledger.new").mkdir()
    write()
    (home / "ledger.new").rmdir()
    with transaction.atomic():
        assert not highwater.holds()  # entries of this transaction may still go back
    assert highwater.holds()
    assert [mark.size for mark in highwater.marks()] == [2, 1, 0]


def test_a_mark_that_was_not_synced_is_written_once_more(home, monkeypatch):
    write()
    honest, synced = atomic_files.os.fsync, []

    def not_the_folder(handle):
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(5, "made up")
        honest(handle)

    monkeypatch.setattr(atomic_files.os, "fsync", not_the_folder)
    write()
    assert highwater.marks()[0].size == 2
    assert highwater.holds()
    assert len(synced) == 4
    assert [mark.size for mark in highwater.marks()] == [2, 1, 0]


def test_a_mark_that_cannot_be_read_counts_as_damaged(home):
    (home / "ledger.highwater").mkdir()
    with pytest.raises(MarkUnreadable):
        highwater.check()


def test_a_mark_that_vanishes_before_the_commit_is_not_made_anew(home):
    with transaction.atomic():
        write()
        (home / "ledger.highwater").unlink()
    assert not highwater.holds()
    assert highwater.marks() == ()


def test_the_mark_never_goes_down():
    write(3)
    highwater.raise_to(2)
    assert highwater.marks()[0].size == 3
    put_back(2)
    with pytest.raises(Shortened):
        highwater.raise_to(4)
    assert Entry.objects.count() == 2
