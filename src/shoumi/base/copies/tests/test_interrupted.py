"""A run that is killed at any point leaves what was there, and the next one goes on."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from shoumi.base.copies import copy_run, dumps, known_blocks, snapshot, verification
from shoumi.base.copies.copy_run import trusted
from shoumi.base.copies.errors import NotMade
from shoumi.base.copies.places import Folder
from shoumi.base.copies.tests.copied_home import Put, Writer, head
from shoumi.core.backup.manifest import Store

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
    pytest.mark.both,
]


def impatient(monkeypatch, seconds=0.2):
    """So soon copying lets go where somebody takes the locks in the other order."""
    monkeypatch.setattr(snapshot, "_SHORT_SECONDS", seconds)
    monkeypatch.setattr(dumps, "_SHORT", f"{int(seconds * 1000)}ms")
    for one in (snapshot, dumps):
        monkeypatch.setattr(one, "_PAUSE_SECONDS", min(seconds, one._PAUSE_SECONDS))


class Killed(BaseException):
    pass


def at_call(monkeypatch, owner, name, number=1, *, after=False):
    """The process ends at the ``number``-th call of a function, or right after it."""
    plain, calls = getattr(owner, name), []

    def dying(*args, **given):
        calls.append(1)
        if len(calls) == number and not after:
            raise Killed
        done = plain(*args, **given)
        if len(calls) == number:
            raise Killed
        return done

    monkeypatch.setattr(owner, name, dying)


IS_SQLITE = connection.vendor == "sqlite"
# (owner, function, which call, after it): each file that is put at the place is a call of ``_put``.
POINTS = [
    (copy_run, "_write_sentinel", 1, True),
    *(
        [(snapshot, "_hold", 1, False)]
        if IS_SQLITE
        else [
            (dumps, "_hold", 1, False),
            (dumps, "dumped", 1, True),
            (dumps, "dumped", 2, False),
            (dumps, "dumped", 2, True),
        ]
    ),
    (copy_run, "_stage", 1, True),
    (copy_run, "_stage", 2, True),
    *((Folder, "_put", number, after) for number in range(1, 5) for after in (False, True)),
    (Folder, "take", 1, True),
    (copy_run, "_read_back", 1, True),
    (copy_run, "_read_back", 2, True),
    (known_blocks, "write", 1, False),
    (known_blocks, "write", 1, True),
    (known_blocks, "write", 2, False),
    (known_blocks, "write", 2, True),
]


@pytest.mark.both(one_in=3)
@pytest.mark.parametrize(
    "point", POINTS, ids=lambda point: f"{point[1]} {point[2]} {'after' if point[3] else 'at'}"
)
def test_what_was_copied_stays_whole_and_the_next_run_goes_on(copied, tmp_path, point):
    owner, name, number, after = point
    copied.copy()
    size = head()[0]
    copied.happen(5)
    with pytest.MonkeyPatch.context() as patch:
        at_call(patch, owner, name, number, after=after)
        with pytest.raises(Killed):
            copied.copy()
    left = copied.unpack(tmp_path / "left")
    assert size <= left.data.ledger_size <= size + 5
    copied.happen(5)
    copied.copy()
    for store in Store:
        verification.verify(copied.place, store, trusted=trusted())
    unpacked = copied.unpack(tmp_path / "into")
    with Put(unpacked) as there:
        if IS_SQLITE:
            assert there.ask("PRAGMA integrity_check") == [("ok",)]
        assert there.ask("SELECT count(*) FROM ledger_entry") == [(size + 10,)]


def test_what_a_killed_run_left_in_clear_is_gone_with_the_next(copied):
    left = copied.home / "copies/staged-target-one-killed"
    left.mkdir(parents=True)
    (left / "data.snapshot").write_bytes(b"of the database")
    half = copied.place.root / ".incoming/half"
    half.parent.mkdir()
    half.write_bytes(b"half a pack")
    copied.copy()
    assert not left.exists()
    assert not half.exists()


def test_who_holds_the_keys_and_waits_for_the_data_is_let_through(copied, monkeypatch):
    """In the other order than copying does; neither fails."""
    impatient(monkeypatch)
    held, got = threading.Event(), []

    def write():
        own = Writer()
        own.begin("keyring")
        held.set()
        time.sleep(0.3)  # copying has the data's lock by now
        own.begin("default")
        got.append("both")
        for alias in ("default", "keyring"):
            own.do(alias, "COMMIT")
        own.close()

    writer = threading.Thread(target=write)
    writer.start()
    held.wait(10)
    copied.copy()
    writer.join()
    assert got == ["both"]


def test_a_home_that_is_busy_all_the_time_or_has_no_room_is_told(copied, monkeypatch):
    impatient(monkeypatch, seconds=0.01)
    other = Writer()
    other.begin("keyring")
    with pytest.raises(NotMade):
        copied.copy()
    other.close()
    copied.copy()

    def full(*args, **more):
        raise OSError(28, "no space")

    monkeypatch.setattr(copy_run, "_seal", full)
    with pytest.raises(NotMade):
        copied.copy()
    assert not list((copied.home / "copies").glob("staged-*"))
