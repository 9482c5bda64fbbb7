"""A run that is killed at any point leaves what was there, and the next one goes on."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from django.db import connections

from shoumi.base.copies import copy_run, known_blocks, snapshot, verification
from shoumi.base.copies.copy_run import trusted
from shoumi.base.copies.errors import NotMade
from shoumi.base.copies.places import Folder
from shoumi.base.copies.tests.copied_home import head
from shoumi.core.backup.manifest import Store

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


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


# (owner, function, which call, after it): each file that is put at the place is a call of ``_put``.
POINTS = [
    (copy_run, "_write_sentinel", 1, True),
    (snapshot, "_hold", 1, False),
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
    with closing(sqlite3.connect(unpacked.into / "shoumi.sqlite3")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("SELECT count(*) FROM ledger_entry").fetchone() == (size + 10,)


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
    monkeypatch.setattr(snapshot, "_SHORT_SECONDS", 0.2)
    paths = [connections[alias].settings_dict["NAME"] for alias in ("keyring", "default")]
    held, got = threading.Event(), []

    def write():
        keys, data = (sqlite3.connect(path, timeout=20, isolation_level=None) for path in paths)
        keys.execute("BEGIN IMMEDIATE")
        held.set()
        time.sleep(0.3)  # copying has the data's lock by now
        data.execute("BEGIN IMMEDIATE")
        got.append("both")
        for one in (data, keys):
            one.execute("COMMIT")
            one.close()

    writer = threading.Thread(target=write)
    writer.start()
    held.wait(10)
    copied.copy()
    writer.join()
    assert got == ["both"]


def test_a_home_that_is_busy_all_the_time_or_has_no_room_is_told(copied, monkeypatch):
    monkeypatch.setattr(snapshot, "_SHORT_SECONDS", 0.01)
    monkeypatch.setattr(snapshot, "_PAUSE_SECONDS", 0.0)
    keyring = connections["keyring"].settings_dict["NAME"]
    with closing(sqlite3.connect(keyring, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotMade):
            copied.copy()
    copied.copy()

    def full(*args, **more):
        raise OSError(28, "no space")

    monkeypatch.setattr(copy_run, "_seal", full)
    with pytest.raises(NotMade):
        copied.copy()
    assert not list((copied.home / "copies").glob("staged-*"))
